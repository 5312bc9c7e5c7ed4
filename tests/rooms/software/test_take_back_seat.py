"""A seat is taken back and free for the next."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.software import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import License

pytestmark = pytest.mark.django_db


def test_twice_is_once(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence(seats=1)
    seat = actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON).seat_id
    for _ in range(2):
        assert actions.take_back_seat(dee, seat_id=seat, now=makers.NOON) == made.pk
    assert queries.seats_of(dee, made.pk, with_codes=True) == []
    assert [each.holder for each in queries.seats_of(dee, made.pk, with_codes=True, is_open=False)] == ["Ana Garcia"]
    assert list(queries.violations()) == []
    actions.give_seat(dee, licence_id=made.pk, person_id=cast.ben.pk, now=makers.NOON)
    with pytest.raises(Refused) as refused:
        actions.take_back_seat(makers.make_actor(site=cast.high), seat_id=seat, now=makers.NOON)
    assert refused.value.code == "software.unknown"
    with pytest.raises(NotAllowed):
        actions.take_back_seat(cast.actor(cast.eli), seat_id=seat, now=makers.NOON)
