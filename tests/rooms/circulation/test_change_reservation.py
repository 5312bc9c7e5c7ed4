"""change_reservation: other days, more copies or fewer."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import change_reservation
from carrel.rooms.circulation.models import Hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db
FIRST, LAST = TODAY + timedelta(days=20), TODAY + timedelta(days=30)


@pytest.mark.parametrize("count", [1, 3])
def test_holds_follow_the_number_and_the_days(cast: Cast, count: int) -> None:
    record = makers.make_record()
    for _ in range(3):
        makers.make_item(cast.middle, record=record)
    reservation = makers.make_reservation(record, cast.clark, copies=2)
    change_reservation(
        cast.actor(cast.dee), reservation_id=reservation.pk, copies=count, from_on=FIRST, until_on=LAST, now=NOON
    )
    holds = Hold.objects.filter(reservation=reservation, status="waiting")
    assert [each.frozen_until_on for each in holds] == [FIRST - timedelta(days=3)] * count
    assert {each.expires_on for each in holds} == {LAST}


def test_its_own_copies_are_not_counted_against_it(cast: Cast) -> None:
    record = makers.make_record()
    makers.make_item(cast.middle, record=record)
    reservation = makers.make_reservation(record, cast.clark, copies=1)
    dee = cast.actor(cast.dee)
    change_reservation(dee, reservation_id=reservation.pk, copies=1, from_on=FIRST, until_on=LAST, now=NOON)
    with pytest.raises(Refused) as refused:
        change_reservation(dee, reservation_id=reservation.pk, copies=2, from_on=FIRST, until_on=LAST, now=NOON)
    assert refused.value.code == "circulation.reservation_too_many"
