"""Nobody signs in with an account that was put away."""

import pytest
from django.test import Client

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions
from carrel.rooms.people.models import Account
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_its_sessions_end_with_the_next_page(cast: Cast) -> None:
    eli = Account.objects.get(username="eli")
    client = Client()
    client.force_login(eli)
    assert client.get("/account/").status_code == 200
    actions.put_away_account(cast.actor(cast.dee), account_id=eli.pk, now=NOON)
    assert client.get("/account/").headers["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_not_ones_own_nor_one_above(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused, match=r"people\.own_role"):
        actions.put_away_account(dee, account_id=Account.objects.get(username="dee").pk, now=NOON)
    for username in ("lena", "omar", "fay"):
        with pytest.raises(Refused, match=r"people\.account_above"):
            actions.put_away_account(dee, account_id=Account.objects.get(username=username).pk, now=NOON)
