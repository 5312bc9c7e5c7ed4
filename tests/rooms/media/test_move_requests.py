"""What was recorded, shown and copied for a merged person follows; rights follow a merged record, and go back."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.catalogue.actions import merge_records, unmerge_record
from carrel.rooms.media import actions, queries
from carrel.rooms.media.models import Right
from carrel.rooms.people.actions import merge_persons
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import RECORDED, Record, at

pytestmark = pytest.mark.django_db


def test_the_teacher_is_still_known(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    twin = makers.make_person("Joan", "Clarke", home_site=cast.middle, category=cast.clark.category)
    merge_persons(dee, kept_id=twin.pk, merged_id=cast.clark.pk, now=makers.NOON)
    made.refresh_from_db()
    assert made.teacher == twin
    assert queries.was_requested_before(made.item.record_id, twin.pk)


def test_rights_follow_the_record(cast: Cast, dee: Actor) -> None:
    kept, gone = makers.make_record("Nova"), makers.make_record("Nova (TV)")
    actions.add_right(
        dee, record_id=gone.pk, site_id=cast.middle.pk, kind="licence", holder="WGBH", from_on=RECORDED, until_on=None,
        now=at(RECORDED),
    )  # fmt: skip
    boss = cast.actor(cast.boss)
    merge_records(boss, winner_id=kept.pk, loser_id=gone.pk, now=makers.NOON)
    assert Right.objects.get().record == kept
    unmerge_record(boss, loser_id=gone.pk, now=makers.NOON)
    assert Right.objects.get().record == gone
