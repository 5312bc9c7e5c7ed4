"""A seat taken back forgets its person after thirty days."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.rooms.software import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import License

pytestmark = pytest.mark.django_db


def test_after_thirty_days(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    seat = actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON).seat_id
    actions.give_seat(dee, licence_id=made.pk, person_id=cast.ben.pk, now=makers.NOON)
    actions.take_back_seat(dee, seat_id=seat, now=makers.NOON)
    assert actions.forget_holders(SYSTEM, now=makers.NOON + timedelta(days=30)) == 0
    assert actions.forget_holders(SYSTEM, now=makers.NOON + timedelta(days=31)) == 1
    assert [each.kind for each in queries.seats_of(dee, made.pk, with_codes=True, is_open=False)] == ["forgotten"]
    assert [each.holder for each in queries.seats_of(dee, made.pk, with_codes=True)] == ["Ben Okoye"]
