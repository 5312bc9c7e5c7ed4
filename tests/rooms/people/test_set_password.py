"""A forgotten password is set anew by somebody above."""

import pytest
from django.test import Client

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions
from carrel.rooms.people.models import Account
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_the_old_sessions_end(cast: Cast) -> None:
    eli = Account.objects.get(username="eli")
    client = Client()
    client.force_login(eli)
    actions.set_password(cast.actor(cast.dee), account_id=eli.pk, password="other-good-words", now=NOON)
    assert client.get("/account/").headers["Location"].startswith("/sign-in/")
    eli.refresh_from_db()
    assert eli.check_password("other-good-words")
    with pytest.raises(Refused, match=r"people\.account_above"):
        actions.set_password(
            cast.actor(cast.dee), account_id=Account.objects.get(username="omar").pk, password="x", now=NOON
        )
