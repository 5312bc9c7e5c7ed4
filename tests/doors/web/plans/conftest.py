"""Whoever signs in at the middle school for the pages of floor plans."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.makers import PASSWORD


@pytest.fixture
def sign_in(cast: Cast) -> Callable[[str], Client]:
    def signed_in(username: str) -> Client:
        client = Client()
        assert client.post("/sign-in/", {"login": username, "password": PASSWORD}).status_code == 302
        return client

    return signed_in
