"""A teacher shows a recording, repeats it, or looks at it alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.media import queries, rules
from carrel.rooms.media.models import Showing
from carrel.rooms.people import queries as people
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True, slots=True)
class Shown:
    """A showing that was entered, and what was told about it."""

    showing_id: int
    tells: tuple[Objection, ...] = ()


def enter_showing(
    actor: Actor,
    *,
    recording_id: int,
    teacher_id: int,
    on: date,
    kind: str,
    now: datetime,
    audience: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
    key: str = "",
) -> Shown:
    """Write down that a teacher showed a recording on a day of its site, repeated it, or looked at it alone.

    `kind` is showing, repeat or evaluation. Raises Refused with everything that stands against it.
    Inverse: take_back_showing.
    """
    require(actor, "media.enter_showing")
    with writing():
        if answer := kept_answer(key, "media.enter_showing", actor):
            return Shown(answer["showing_id"])
        recording = queries.recording_held(actor, recording_id)
        site_id, record_id = recording.site_id, recording.item.record_id
        teacher, today = people.person_found(teacher_id), schools.today_at(site_id, now)
        teacher_id = teacher.person_id if teacher else teacher_id
        showings, repeats = queries.shown_by(recording_id, teacher_id)
        facts = rules.ShowingFacts(
            title=recording.item.record.title,
            teacher=teacher.name if teacher else "",
            teacher_is_staff=people.is_staff(teacher_id, today=today),
            teacher_is_here=people.belongs_to(teacher_id, site_id),
            kind=kind,
            on=on,
            today=today,
            is_school_day=queries.school_days_of(site_id).kind_of(on) == rules.SESSION,
            showings=showings,
            repeats=repeats,
            is_erased=recording.erased_at is not None,
            clocks=queries.clocks_for(record_id, site_id, recording.recorded_on),
        )
        verdict = rules.enter_showing_objections(facts)
        passed = settle(verdict, actor, overrides, reason)
        showing = Showing.objects.create(
            recording=recording,
            teacher_id=teacher_id,
            on=on,
            kind=kind,
            audience=squeeze(audience, rules.NAME_LENGTH),
            reason=squeeze(reason, rules.TEXT_LENGTH),
            entered_at=now,
        )
        record_act(
            actor, "media.enter_showing", about=("recording", recording.pk), at=now, overrides=passed, reason=reason,
            facts={"kind": kind, "showing": showing.pk}, site_id=site_id,
        )  # fmt: skip
        keep_answer(key, actor, "media.enter_showing", {"showing_id": showing.pk}, now)
    return Shown(showing.pk, verdict.tells)


def take_back_showing(actor: Actor, *, showing_id: int, now: datetime) -> int:
    """Take back a showing that never was; returns its recording. Raises Refused media.unknown.

    Inverse: enter_showing.
    """
    require(actor, "media.take_back_showing")
    with writing():
        showing = Showing.objects.select_for_update().filter(pk=showing_id, undone_at=None).first()
        if showing is None:
            raise Refused(Objection("media.unknown", Weight.REFUSE))
        recording = queries.recording_held(actor, showing.recording_id)
        showing.undone_at = now
        showing.save(update_fields=["undone_at"])
        record_act(
            actor, "media.take_back_showing", about=("recording", recording.pk), at=now,
            facts={"kind": showing.kind, "showing": showing.pk}, site_id=recording.site_id,
        )  # fmt: skip
    return recording.pk
