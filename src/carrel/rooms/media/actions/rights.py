"""Rights are entered and ended; copies made on request are logged; logs forget names in time."""

from datetime import date, datetime
from typing import BinaryIO

from carrel.cellar.files import rules as file_rules
from carrel.cellar.files.actions import store_file
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.media import queries, rules
from carrel.rooms.media.models import CopyMade, Right
from carrel.rooms.schools import queries as schools


def add_right(
    actor: Actor,
    *,
    record_id: int,
    kind: str,
    holder: str,
    from_on: date,
    until_on: date | None,
    now: datetime,
    site_id: int | None = None,
    terms: str = "",
    most_copies: int | None = None,
    audience: str = "",
    warn_days: int = rules.USUAL_WARN_DAYS,
    proof: BinaryIO | None = None,
    proof_name: str = "",
    key: str = "",
) -> int:
    """Enter what an owner allows with a title, with the proof of it, and return the right's number.

    A right without a site holds for the whole district and is entered by whoever works for all of it. Raises Refused,
    also for a proof that is no document (files.…). Inverse: end_right.
    """
    require(actor, "media.add_right")
    with writing():
        if answer := kept_answer(key, "media.add_right", actor):
            return int(answer["right_id"])
        record = catalogue.record(record_id)
        if record is None or (site_id is None and not actor.is_district) or not actor.sees_site(site_id):
            raise Refused(Objection("media.unknown", Weight.REFUSE))
        objections = rules.add_right_objections(title=record.title, from_on=from_on, until_on=until_on)
        if objections:
            raise Refused(*objections)
        stored = None
        if proof is not None:
            stored = store_file(actor, stream=proof, name=proof_name, kind=file_rules.DOCUMENT, now=now)
        right = Right.objects.create(
            record_id=record.pk,
            site_id=site_id,
            kind=kind,
            holder=squeeze(holder, rules.NAME_LENGTH),
            from_on=from_on,
            until_on=until_on,
            terms=terms,
            most_copies=most_copies,
            audience=squeeze(audience, rules.NAME_LENGTH),
            warn_days=warn_days,
            proof=stored,
            added_at=now,
        )
        record_act(
            actor, "media.add_right", about=("right", right.pk), at=now,
            facts={"record": record.pk, "kind": kind, "until": until_on.isoformat() if until_on else ""},
            site_id=site_id,
        )  # fmt: skip
        keep_answer(key, actor, "media.add_right", {"right_id": right.pk}, now)
    return right.pk


def end_right(actor: Actor, *, right_id: int, now: datetime, reason: str = "") -> None:
    """Say that a right holds no more, or was entered by mistake; it stays on record. Raises Refused media.unknown.

    Inverse: reopen_right.
    """
    require(actor, "media.end_right")
    _set_end(actor, "media.end_right", right_id, now, now, reason)


def reopen_right(actor: Actor, *, right_id: int, now: datetime, reason: str = "") -> None:
    """Say that a right that was ended by hand holds after all. Raises Refused media.unknown. Inverse: end_right."""
    require(actor, "media.reopen_right")
    _set_end(actor, "media.reopen_right", right_id, None, now, reason)


def _set_end(actor: Actor, code: str, right_id: int, ended_at: datetime | None, now: datetime, reason: str) -> None:
    with writing():
        right = queries.right_held(actor, right_id)
        if right.site_id is None and not actor.is_district:
            raise Refused(Objection("media.unknown", Weight.REFUSE))
        right.ended_at = ended_at
        right.save(update_fields=["ended_at"])
        record_act(actor, code, about=("right", right.pk), at=now, reason=reason, site_id=right.site_id)


def log_copy(
    actor: Actor,
    *,
    site_id: int,
    title: str,
    person_id: int | None,
    copies: int,
    basis: str,
    made_on: date,
    now: datetime,
    record_id: int | None = None,
    reason: str = "",
    key: str = "",
) -> tuple[int, tuple[Objection, ...]]:
    """Write down copies made on request; returns the entry's number and what was told about it.

    Raises Refused: media.copied_later, media.basis_missing. Inverse: take_back_copy.
    """
    require(actor, "media.log_copy")
    with writing():
        if answer := kept_answer(key, "media.log_copy", actor):
            return int(answer["copy_id"]), ()
        inventory.site_must_be_seen(actor, site_id)
        today = schools.today_at(site_id, now)
        licensed = queries.licensed_copies(record_id, site_id, made_on)
        objections = rules.log_copy_objections(rules.CopyFacts(title, copies, basis, reason, made_on, today, licensed))
        tells = tuple(each for each in objections if each.weight is Weight.TELL)
        if len(tells) < len(objections):
            raise Refused(*objections)
        made = CopyMade.objects.create(
            site_id=site_id,
            record_id=record_id,
            title=squeeze(title, rules.TEXT_LENGTH),
            person_id=person_id,
            made_on=made_on,
            copies=copies,
            basis=basis,
            reason=squeeze(reason, rules.TEXT_LENGTH),
            made_by_name=squeeze(actor.badge_name or actor.name, rules.NAME_LENGTH),
            entered_at=now,
        )
        facts = {"copies": copies, "basis": basis}
        record_act(actor, "media.log_copy", about=("copy_made", made.pk), at=now, facts=facts, site_id=site_id)
        keep_answer(key, actor, "media.log_copy", {"copy_id": made.pk}, now)
    return made.pk, tells


def take_back_copy(actor: Actor, *, copy_id: int, now: datetime) -> None:
    """Take an entry out of the log that was made by mistake. Raises Refused media.unknown. Inverse: log_copy."""
    require(actor, "media.take_back_copy")
    with writing():
        made = queries.copy_held(actor, copy_id)
        made.undone_at, made.person_id = now, None
        made.save(update_fields=["undone_at", "person"])
        record_act(actor, "media.take_back_copy", about=("copy_made", made.pk), at=now, site_id=made.site_id)
