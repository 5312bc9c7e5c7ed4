"""move_holds_of_merged: holds follow a merged record or person."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.announcements import announce
from carrel.rooms.catalogue.actions import RecordsMerged
from carrel.rooms.circulation.actions import move_holds_of_merged
from carrel.rooms.circulation.models import Hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_they_follow_the_record(cast: Cast) -> None:
    loser, winner = makers.make_record("Holes"), makers.make_record("Holes, again")
    hold = makers.make_hold(loser, cast.ana)
    announce(RecordsMerged(winner.pk, loser.pk, SYSTEM, NOON))
    hold.refresh_from_db()
    assert (hold.record, hold.status) == (winner, "waiting")


def test_who_would_wait_twice_waits_once(cast: Cast) -> None:
    loser, winner = makers.make_record("Holes"), makers.make_record("Holes, again")
    makers.make_hold(winner, cast.ana, placed_at=NOON - timedelta(days=1))
    twin = makers.make_hold(loser, cast.ana)
    move_holds_of_merged(SYSTEM, records=(loser.pk, winner.pk), now=NOON)
    twin.refresh_from_db()
    assert (twin.record, twin.status) == (winner, "cancelled")
    assert Hold.objects.filter(patron=cast.ana, status="waiting").count() == 1


def test_they_follow_the_person(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ben)
    assert move_holds_of_merged(SYSTEM, persons=(cast.ben.pk, cast.ana.pk), now=NOON) == 1
    hold.refresh_from_db()
    assert hold.patron == cast.ana


def test_nothing_named_moves_nothing(cast: Cast) -> None:
    makers.make_hold(makers.make_record(), cast.ben)
    assert move_holds_of_merged(SYSTEM, now=NOON) == 0
