"""Whoever signs in at the middle school for the pages of getting things back."""

from collections.abc import Callable

import pytest
from django.test import Client

from carrel.rooms.people.models import Account
from tests.cast import Cast


@pytest.fixture
def sign_in(cast: Cast) -> Callable[[str], Client]:
    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return client

    return signed_in
