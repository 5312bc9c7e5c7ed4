"""What must go is erased, its items are withdrawn; and a wrong tick is put right on the same day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory.actions import set_item_state
from carrel.rooms.inventory.rules import WITHDRAWN
from carrel.rooms.media import queries, rules
from carrel.rooms.media.models import Recording, RecordingCopy
from carrel.rooms.schools import queries as schools

ERASE = "media.erase_recording"


@dataclass(frozen=True, slots=True)
class Erased:
    """How many recordings were erased, and how many wait because they are not at hand."""

    done: int
    away: int


def erase_recording(
    actor: Actor, *, recording_id: int, now: datetime, overrides: Collection[str] = (), reason: str = ""
) -> None:
    """Write down that a recording and all its copies are erased, and by whom; its items are withdrawn.

    Raises Refused: media.unknown, media.is_erased, media.is_away, media.has_a_right (asks). What is erased is gone;
    only a wrong tick is put right, on the same day. Inverse: take_back_erasure.
    """
    require(actor, ERASE)
    with writing():
        recording = queries.recording_held(actor, recording_id)
        items = queries.items_held(recording)
        clocks = queries.clocks_for(recording.item.record_id, recording.site_id, recording.recorded_on)
        today = schools.today_at(recording.site_id, now)
        verdict = rules.erase_objections(
            title=recording.item.record.title,
            is_erased=recording.erased_at is not None,
            is_lifted=clocks.is_lifted(today),
            is_away=any(item.state in rules.AWAY for item in items),
        )
        passed = settle(verdict, actor, overrides, reason)
        RecordingCopy.objects.filter(recording=recording).update(state_before="")
        recording.state_before = ""
        for item in items:
            if item.state == WITHDRAWN:
                continue
            if item.pk == recording.item_id:
                recording.state_before = item.state
            else:
                RecordingCopy.objects.filter(item=item).update(state_before=item.state)
            set_item_state(actor, item_id=item.pk, state=WITHDRAWN, now=now, reason=reason)
        recording.erased_at = now
        recording.erased_by_name = squeeze(actor.badge_name or actor.name, rules.NAME_LENGTH) or "?"
        recording.save(update_fields=["erased_at", "erased_by_name", "state_before"])
        record_act(
            actor, ERASE, about=("recording", recording.pk), at=now, overrides=passed, reason=reason,
            facts={"copies": recording.copies + len(items)}, site_id=recording.site_id,
        )  # fmt: skip


def erase_all_due(actor: Actor, *, site_id: int, now: datetime) -> Erased:
    """Write down that everything on a site's erase list is erased; what is not at hand stays on the list.

    Inverse: take_back_erasure, one by one.
    """
    require(actor, ERASE)
    with writing():
        if not actor.sees_site(site_id):
            raise Refused(Objection("media.unknown", Weight.REFUSE))
        due = queries.to_erase(site_id, now)
        here = [each for each in due if not each.is_away]
        for each in here:
            erase_recording(actor, recording_id=each.recording_id, now=now)
    return Erased(len(here), len(due) - len(here))


def take_back_erasure(actor: Actor, *, recording_id: int, reason: str, now: datetime) -> None:
    """Put a wrong tick right on the day it was made: the recording is still there, and its items are as before.

    Raises Refused: media.unknown, media.not_erased, media.erased_for_good, media.reason_missing.
    Inverse: erase_recording.
    """
    require(actor, "media.take_back_erasure")
    with writing():
        recording = queries.recording_held(actor, recording_id)
        zone = schools.zone_of(recording.site_id)
        objections = rules.take_back_erasure_objections(
            title=recording.item.record.title,
            erased_on=recording.erased_at.astimezone(zone).date() if recording.erased_at else None,
            today=schools.today_at(recording.site_id, now),
            reason=reason,
        )
        if objections:
            raise Refused(*objections)
        for item_id, state in _states_before(recording):
            set_item_state(actor, item_id=item_id, state=state, now=now, reason=reason)
        recording.erased_at, recording.erased_by_name, recording.state_before = None, "", ""
        recording.save(update_fields=["erased_at", "erased_by_name", "state_before"])
        record_act(
            actor, "media.take_back_erasure", about=("recording", recording.pk), at=now, reason=reason,
            site_id=recording.site_id,
        )  # fmt: skip


def _states_before(recording: Recording) -> list[tuple[int, str]]:
    further = recording.further_copies.values_list("item_id", "state_before")
    return [(pk, state) for pk, state in ((recording.item_id, recording.state_before), *further) if state]
