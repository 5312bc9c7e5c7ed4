"""A programme is recorded at a teacher's request, and everything that stands against it is said at once."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.media import actions, queries
from carrel.rooms.media.actions import NewProgramme
from carrel.rooms.media.models import Recording
from tests import makers
from tests.cast import Cast
from tests.rooms.media.conftest import LAST, RECORDED, SAID, TENTH, Record, at

pytestmark = pytest.mark.django_db


def test_a_recording_with_its_clocks(cast: Cast, dee: Actor, record: Record) -> None:
    made = record(copies=2)
    shown = queries.recording_shown(dee, made.pk, at(RECORDED, 22))
    assert shown is not None
    assert (shown.title, shown.teacher, shown.copies, shown.phase) == (
        "Nova: The Deep Sea", "Joan Clark", 2, "teach",
    )  # fmt: skip
    assert (shown.clocks.teach_until, shown.clocks.keep_until) == (TENTH, LAST)
    entry = AuditEntry.objects.get(code="media.record_off_air")
    assert (entry.about_kind, entry.about_id, entry.site_id) == ("recording", made.pk, cast.middle.pk)


def test_a_programme_nobody_knew_comes_with_its_record_and_item(cast: Cast, record: Record, item: Item) -> None:
    new = NewProgramme("Frontline: Water", "T-1", item.item_type_id)
    made = record(item_id=None, new=new, key="one form")
    assert (made.item.record.title, made.item.barcode) == ("Frontline: Water", "T-1")
    assert record(item_id=None, new=new, key="one form") == made
    with pytest.raises(Refused) as refused:
        record(item_id=None, new=NewProgramme(" ", "", item.item_type_id))
    assert refused.value.code == "media.item_missing"


def test_everything_against_it_is_said_at_once(cast: Cast, record: Record) -> None:
    with pytest.raises(Refused) as refused:
        record(
            teacher_id=cast.ana.pk, requested_on=RECORDED + timedelta(days=1), is_free=False, is_whole=False,
            has_notice=False, broadcast_at=at(RECORDED - timedelta(days=5)), now=at(RECORDED - timedelta(days=1)),
        )  # fmt: skip
    assert {each.code for each in refused.value.objections} == {
        "media.requester_not_staff", "media.in_anticipation", "media.not_simultaneous", "media.not_free",
        "media.altered", "media.no_notice", "media.recorded_later",
    }  # fmt: skip
    assert not Recording.objects.exists()


def test_once_for_a_teacher_however_often_it_is_broadcast(cast: Cast, dee: Actor, record: Record, item: Item) -> None:
    first = record()
    actions.erase_recording(dee, recording_id=first.pk, now=at(LAST))
    again = makers.make_item(cast.middle, record=item.record)
    with pytest.raises(Refused) as refused:
        record(item_id=again.pk)
    assert refused.value.code == "media.requested_before"
    assert record(item_id=again.pk, teacher_id=cast.lib.pk).teacher == cast.lib


def test_a_broadcast_without_a_notice_is_kept_with_the_reason(record: Record) -> None:
    with pytest.raises(Refused) as refused:
        record(has_notice=False)
    assert refused.value.can_be_passed
    assert record(has_notice=False, overrides=["media.no_notice"], reason="The broadcast had none").pk
    assert AuditEntry.objects.get(code="media.record_off_air").overrides == ["media.no_notice"]


def test_an_old_recording_is_told_of_and_due_at_once(cast: Cast, dee: Actor, record: Record, item: Item) -> None:
    later = at(LAST + timedelta(days=3))
    record(now=later)
    assert [each.is_overdue for each in queries.to_erase(cast.middle.pk, later)] == [True]
    with pytest.raises(Refused) as refused:
        record(now=later)
    assert refused.value.code == "media.item_recorded_already"


def test_what_is_not_free_needs_a_right(cast: Cast, dee: Actor, record: Record, item: Item) -> None:
    actions.add_right(
        cast.actor(cast.boss), record_id=item.record_id, kind="licence", holder="WGBH", from_on=RECORDED, until_on=None,
        now=at(RECORDED),
    )  # fmt: skip
    made = record(is_free=False)
    shown = queries.recording_shown(dee, made.pk, at(LAST + timedelta(days=90)))
    assert shown is not None
    assert (shown.clocks.keep_until, shown.phase, shown.is_lifted) == (None, "teach", True)
    assert queries.to_erase(cast.middle.pk, at(LAST + timedelta(days=90))) == []


def test_only_who_may(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    assert queries.recording_shown(cast.actor(cast.fay), made.pk, at(RECORDED)) is None
    with pytest.raises(NotAllowed):
        actions.record_off_air(
            cast.actor(cast.clark), site_id=cast.middle.pk, teacher_id=cast.clark.pk, said=SAID, now=at(RECORDED)
        )  # fmt: skip
