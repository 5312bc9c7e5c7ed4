"""end_reservations: after their last day, by the day of their site."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.circulation.actions import end_reservations
from carrel.rooms.circulation.models import Hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_the_last_day_still_counts(cast: Cast) -> None:
    reservation = makers.make_reservation(makers.make_record(), cast.clark, from_on=TODAY, until_on=TODAY)
    hold = makers.make_hold(reservation.record, cast.clark, rank=Hold.RESERVED, reservation=reservation)
    assert end_reservations(SYSTEM, now=NOON) == 0
    assert end_reservations(SYSTEM, now=NOON + timedelta(days=1)) == 1
    reservation.refresh_from_db()
    hold.refresh_from_db()
    assert (reservation.status, hold.status) == ("done", "expired")
