"""Dee at the desk of a school that lends."""

import pytest
from django.test import Client

from tests import makers
from tests.cast import Cast
from tests.doors.web.batches.hands import signed_in


@pytest.fixture
def dee(cast: Cast) -> Client:
    makers.make_policy()
    return signed_in(cast.dee)
