"""A school that lends, and a browser that is its station."""

import pytest
from django.test import Client

from carrel.rooms.people.models import Account
from tests import makers
from tests.cast import Cast


@pytest.fixture
def policy(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=4, renewals=1, renew_from="now")


@pytest.fixture
def kiosk(cast: Cast, policy: None) -> Client:
    """A browser that Dee made a station."""
    client = Client()
    client.force_login(Account.objects.get(username="dee"))
    assert client.post("/self-check/open/").headers["Location"] == "/self-check/"
    return client
