"""An account comes back as it was."""

import pytest

from carrel.rooms.people import actions
from carrel.rooms.people.models import Account
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_put_away_and_back(cast: Cast) -> None:
    eli, dee = Account.objects.get(username="eli"), cast.actor(cast.dee)
    actions.put_away_account(dee, account_id=eli.pk, now=NOON)
    assert cast.actor(cast.eli).account_id is None
    actions.bring_back_account(dee, account_id=eli.pk, now=NOON)
    assert cast.actor(cast.eli).may("circulation.check_out")
