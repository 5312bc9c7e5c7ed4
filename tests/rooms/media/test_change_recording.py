"""What is said of a recording is put right, and its clocks follow."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.media import actions, queries
from tests.cast import Cast
from tests.rooms.media.conftest import LAST, RECORDED, SAID, Record, at

pytestmark = pytest.mark.django_db
EARLIER = RECORDED - timedelta(days=1)


def test_a_wrong_channel_and_a_wrong_day(dee: Actor, record: Record) -> None:
    made = record(copies=2)
    said = replace(SAID, channel=" KQED  World ", broadcast_at=at(EARLIER, 20), recorded_on=EARLIER)
    actions.change_recording(dee, recording_id=made.pk, said=said, now=at(RECORDED, 23))
    shown = queries.recording_shown(dee, made.pk, at(RECORDED, 23))
    assert shown is not None
    assert (shown.channel, shown.copies, shown.recorded_on) == ("KQED World", 2, EARLIER)
    assert shown.clocks.keep_until == LAST - timedelta(days=1)
    entry = AuditEntry.objects.get(code="media.change_recording")
    assert entry.facts["changed"] == ["broadcast_at", "channel", "recorded_on"]
    actions.change_recording(dee, recording_id=made.pk, said=SAID, now=at(RECORDED, 23))
    made.refresh_from_db()
    assert (made.channel, made.recorded_on) == ("KQED", RECORDED)


def test_it_is_never_recorded_after_it_was_shown(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    actions.enter_showing(
        dee, recording_id=made.pk, teacher_id=cast.clark.pk, on=RECORDED, kind="showing", now=at(RECORDED, 23)
    )
    after = RECORDED + timedelta(days=1)
    said = replace(SAID, broadcast_at=at(after, 20), recorded_on=after)
    with pytest.raises(Refused) as refused:
        actions.change_recording(dee, recording_id=made.pk, said=said, now=at(after, 23))
    assert refused.value.code == "media.shown_earlier"


def test_what_could_not_be_entered_cannot_be_said_later(cast: Cast, dee: Actor, record: Record) -> None:
    made = record()
    for said, code in (
        (replace(SAID, requested_on=RECORDED + timedelta(days=1)), "media.in_anticipation"),
        (replace(SAID, is_free=False), "media.not_free"),
        (replace(SAID, has_notice=False), "media.no_notice"),
    ):
        with pytest.raises(Refused) as refused:
            actions.change_recording(dee, recording_id=made.pk, said=said, now=at(RECORDED, 23))
        assert refused.value.code == code
    unmarked = replace(SAID, has_notice=False)
    passed = ["media.no_notice"]
    actions.change_recording(
        dee, recording_id=made.pk, said=unmarked, now=at(RECORDED, 23), overrides=passed, reason="It had none"
    )
    actions.erase_recording(dee, recording_id=made.pk, now=at(RECORDED, 23))
    with pytest.raises(Refused) as refused:
        actions.change_recording(dee, recording_id=made.pk, said=SAID, now=at(RECORDED, 23))
    assert refused.value.code == "media.is_erased"
    for stranger in (cast.clark, cast.eli):
        with pytest.raises(NotAllowed):
            actions.change_recording(cast.actor(stranger), recording_id=made.pk, said=SAID, now=at(RECORDED, 23))
