"""Seats follow a merged person; licences follow a merged record, and go back."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.catalogue.actions import merge_records, unmerge_record
from carrel.rooms.people.actions import merge_persons
from carrel.rooms.software import actions, queries
from carrel.rooms.software.models import Licence
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import License

pytestmark = pytest.mark.django_db


def test_of_two_seats_of_one_licence_one_is_taken_back(cast: Cast, dee: Actor, licence: License) -> None:
    both, one = licence(), licence()
    twin = makers.make_person("Anna", "Garcia", home_site=cast.middle)
    for pk, person in ((both.pk, cast.ana), (both.pk, twin), (one.pk, twin)):
        actions.give_seat(dee, licence_id=pk, person_id=person.pk, now=makers.NOON)
    merge_persons(dee, kept_id=cast.ana.pk, merged_id=twin.pk, now=makers.NOON)
    for each in (both, one):
        assert [held.holder_id for held in queries.seats_of(dee, each.pk, with_codes=True)] == [cast.ana.pk]
    assert list(queries.violations()) == []


def test_licences_follow_their_record(cast: Cast, licence: License) -> None:
    kept, gone, boss = makers.make_record("Mathlab"), makers.make_record("Math lab"), cast.actor(cast.boss)
    made = licence()
    Licence.objects.update(record=gone)
    merge_records(boss, winner_id=kept.pk, loser_id=gone.pk, now=makers.NOON)
    made.refresh_from_db()
    assert made.record == kept
    unmerge_record(boss, loser_id=gone.pk, now=makers.NOON)
    made.refresh_from_db()
    assert made.record == gone
