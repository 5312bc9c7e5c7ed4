"""Clearance: begun, signed department by department, and the letter to the next school."""

from collections.abc import Collection
from datetime import datetime

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.post import actions as post
from carrel.cellar.post.envelope import NewMail
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Person
from carrel.rooms.people.rules import Sight
from carrel.rooms.recovery.models import Clearance, SignOff
from carrel.rooms.recovery.queries.clearing import (
    clearance_in_sight,
    clearances_of_returned,
    departments_of,
    leavers_with_something,
    open_clearance,
)
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.rules.clearing import NAME_LENGTH, NOTE_LENGTH, is_clear, sign_off_objections

BEGIN = "recovery.begin_clearance"


def begin_clearance(actor: Actor, *, person_id: int, now: datetime) -> int:
    """Begin the clearance slip of somebody who leaves; the one that is open is gone on with. Returns its number.

    Raises NotAllowed, and Refused: recovery.person_unknown. Inverse: drop_clearance.
    """
    require(actor, BEGIN)
    with writing():
        person = people.kept_person(person_id)
        if person is None or people.sight_of_person(actor, person.pk) < Sight.FULL:
            raise Refused(Objection("recovery.person_unknown", Weight.REFUSE))
        known = open_clearance(person.pk)
        if known is not None:
            return known.pk
        return _begun(actor, person, now).pk


def _begun(actor: Actor, person: Person, now: datetime) -> Clearance:
    row = Clearance.objects.create(
        person=person, site_id=person.home_site_id or actor.site_id, begun_at=now,
        begun_by=(actor.badge_name or actor.name)[:200],
    )  # fmt: skip
    record_act(actor, BEGIN, about=("clearance", row.pk), at=now, site_id=row.site_id)
    return row


def begin_clearances_of_leavers(actor: Actor, *, now: datetime) -> int:
    """Begin a clearance for everyone who has left, by their school's own day, with something out or owed.

    The office gets a mail where the school has written its address: a name and numbers, no title. One that somebody
    began before is gone on with. Returns how many were begun. The worker calls it as soon as a roster has come in, the
    timetable every night. Inverse: drop_clearance.
    """
    require(actor, "recovery.begin_clearances_of_leavers")
    begun = 0
    for person in leavers_with_something(now):
        with writing():
            if open_clearance(person.pk) is not None:  # the worker and the night may come to somebody at once
                continue
            row = _begun(actor, person, now)
            begun += 1
            address = asking_of(person.home_site_id).office_email
            if address:
                post.enqueue(mails=[_to_office(row, person, address, now)], now=now)
    return begun


def drop_clearances_of_returned(actor: Actor, *, now: datetime) -> int:
    """Drop the clearances that were begun by themselves, of persons who have not left after all; returns how many.

    One with a signature, or that somebody began by hand, stays. The worker and the timetable call it.
    Inverse: begin_clearance.
    """
    require(actor, "recovery.begin_clearances_of_leavers")
    with writing():
        rows = list(clearances_of_returned())
        for row in rows:
            row.dropped_at = now
            row.save(update_fields=["dropped_at"])
            post.take_off_about(about=("clearance", row.pk), now=now)
            record_act(actor, "recovery.drop_clearance", about=("clearance", row.pk), at=now, site_id=row.site_id)
    return len(rows)


def call_for_clearances() -> None:
    """Have the worker look after whoever has just left or come back, once the deed that said so is written.

    Inverse: drop_clearance.
    """
    import_string("carrel.rooms.recovery.tasks.clear_leavers").enqueue()  # tasks stand above actions


def _to_office(row: Clearance, person: Person, address: str, now: datetime) -> NewMail:
    shown = departments_of(row, now)
    facts = {
        "name": person.display_name, "number": person.local_number or "–", "out": sum(each.facts.out for each in shown),
        "charges": sum(len(each.charges) for each in shown),
    }  # fmt: skip
    body = _(
        "%(name)s (student number %(number)s) has left and is not clear yet.\n\nStill out: %(out)s\nOpen charges: "
        "%(charges)s\n\nThe clearance slip is in the library."
    )
    return NewMail(
        key=f"clearance-{row.pk}", kind="recovery.clearance", address=address, subject=_("A leaver is not clear yet"),
        body=body % facts + "\n", site_id=row.site_id, about=("clearance", row.pk),
    )  # fmt: skip


def drop_clearance(actor: Actor, *, clearance_id: int, now: datetime) -> None:
    """Take a clearance back that was begun by mistake.

    Raises NotAllowed, and Refused: recovery.clearance_unknown, recovery.clearance_over. Inverse: begin_clearance.
    """
    require(actor, "recovery.drop_clearance")
    with writing():
        row = _open(actor, clearance_id)
        row.dropped_at = now
        row.save(update_fields=["dropped_at"])
        record_act(actor, "recovery.drop_clearance", about=("clearance", row.pk), at=now, site_id=row.site_id)


def sign_off(
    actor: Actor, *, clearance_id: int, department: str, name: str, now: datetime, overrides: Collection[str] = (),
    reason: str = "",
) -> int:  # fmt: skip
    """Sign that a department has no claim; with something open only after it was named, with a reason.

    The last signature ends the clearance. Returns the signature's number. Raises NotAllowed, and Refused:
    recovery.clearance_unknown, recovery.clearance_over, recovery.signed_already, recovery.name_missing,
    recovery.not_clear (asks). Inverse: take_back_sign_off.
    """
    require(actor, "recovery.sign_off")
    with writing():
        row = _open(actor, clearance_id)
        shown = departments_of(row, now)
        own = next((each for each in shown if each.code == department), None)
        if own is None:
            raise Refused(Objection("recovery.clearance_unknown", Weight.REFUSE))
        verdict = Verdict.of(sign_off_objections(own.facts, name=name))
        passed = settle(verdict, actor, overrides, reason)
        act_id = record_act(
            actor, "recovery.sign_off", about=("clearance", row.pk), at=now, facts={"department": department},
            overrides=passed, reason=reason if passed else "", site_id=row.site_id,
        )  # fmt: skip
        signed = SignOff.objects.create(
            clearance=row, department=department, signed_by=squeeze(name, NAME_LENGTH), signed_at=now,
            out=own.facts.out, owed_minor=own.facts.owed_minor, reason=squeeze(reason, NOTE_LENGTH) if passed else "",
            act_id=act_id,
        )  # fmt: skip
        if is_clear([each.facts for each in departments_of(row, now)]):
            row.ended_at = now
            row.save(update_fields=["ended_at"])
    return signed.pk


def take_back_sign_off(actor: Actor, *, clearance_id: int, department: str, now: datetime) -> None:
    """A department has a claim after all; a clearance that was over is open again.

    Raises NotAllowed, and Refused: recovery.clearance_unknown, recovery.clearance_over when another one was begun
    since, recovery.not_signed. Inverse: sign_off.
    """
    require(actor, "recovery.take_back_sign_off")
    with writing():
        row = clearance_in_sight(actor, clearance_id)
        if row is None:
            raise Refused(Objection("recovery.clearance_unknown", Weight.REFUSE))
        later = open_clearance(row.person_id)
        if later is not None and later.pk != row.pk:
            raise Refused(Objection("recovery.clearance_over", Weight.REFUSE))
        signed = SignOff.objects.filter(clearance=row, department=department, undone_at=None)
        if not signed.update(undone_at=now):
            raise Refused(Objection("recovery.not_signed", Weight.REFUSE))
        Clearance.objects.filter(pk=row.pk).update(ended_at=None)
        record_act(
            actor, "recovery.take_back_sign_off", about=("clearance", row.pk), at=now,
            facts={"department": department}, site_id=row.site_id,
        )  # fmt: skip


def write_to_next_school(actor: Actor, *, clearance_id: int, school: str, now: datetime) -> None:
    """Write down to which school the letter about what is open goes; it names numbers and departments, no title.

    What leaves the house about a student is on record with who sent it and where to (34 CFR 99.32).
    Raises NotAllowed, and Refused: recovery.clearance_unknown, recovery.school_missing. No inverse: it was disclosed.
    """
    require(actor, "recovery.write_to_next_school")
    with writing():
        row = clearance_in_sight(actor, clearance_id)
        if row is None:
            raise Refused(Objection("recovery.clearance_unknown", Weight.REFUSE))
        name = squeeze(school, NAME_LENGTH)
        if not name:
            raise Refused(Objection("recovery.school_missing", Weight.REFUSE))
        Clearance.objects.filter(pk=row.pk).update(next_school=name, written_at=now)
        record_act(
            actor, "recovery.write_to_next_school", about=("clearance", row.pk), at=now, facts={"school": name},
            site_id=row.site_id,
        )  # fmt: skip


def _open(actor: Actor, clearance_id: int) -> Clearance:
    row = clearance_in_sight(actor, clearance_id)
    if row is None:
        raise Refused(Objection("recovery.clearance_unknown", Weight.REFUSE))
    if row.ended_at is not None:
        raise Refused(Objection("recovery.clearance_over", Weight.REFUSE))
    return row
