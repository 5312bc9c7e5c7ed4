"""The taking back of a seat is undone, while there is a seat to have."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.software import actions, queries
from carrel.rooms.software.models import Seat
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import License

pytestmark = pytest.mark.django_db


def test_the_same_holder_with_the_same_code(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence(seats=1)
    actions.add_codes(dee, licence_id=made.pk, codes=["A-1", "A-2"], now=makers.NOON)
    seat = actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON).seat_id
    with pytest.raises(Refused) as refused:
        actions.restore_seat(dee, seat_id=seat, now=makers.NOON)
    assert refused.value.code == "software.seat_is_open"
    actions.take_back_seat(dee, seat_id=seat, now=makers.NOON)
    assert actions.restore_seat(dee, seat_id=seat, now=makers.NOON) == made.pk
    [held] = queries.seats_of(dee, made.pk, with_codes=True)
    assert (held.holder, held.code) == ("Ana Garcia", "A-1")
    assert list(queries.violations()) == []


def test_somebody_else_has_it_by_now(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence(seats=1)
    seat = actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON).seat_id
    actions.take_back_seat(dee, seat_id=seat, now=makers.NOON)
    other = actions.give_seat(dee, licence_id=made.pk, person_id=cast.ben.pk, now=makers.NOON).seat_id
    with pytest.raises(Refused) as refused:
        actions.restore_seat(dee, seat_id=seat, now=makers.NOON)
    assert refused.value.code == "software.no_seat_left"
    actions.take_back_seat(dee, seat_id=other, now=makers.NOON)
    Seat.objects.filter(pk=seat).update(person=None)
    with pytest.raises(Refused) as refused:
        actions.restore_seat(dee, seat_id=seat, now=makers.NOON)
    assert refused.value.code == "software.unknown"
