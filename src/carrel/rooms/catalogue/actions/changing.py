"""Changing a record, putting a fuller one in its place, and taking out one that was a mistake."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import ProtectedError

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.marc import MarcRecord, to_iso2709
from carrel.rooms.catalogue.actions.storing import extract_of, store_anew
from carrel.rooms.catalogue.models import Record, RecordMarc
from carrel.rooms.catalogue.rules import edited


@dataclass(frozen=True, slots=True)
class Changed:
    """What changing a record came to; ``changed`` is False when nothing differed."""

    record_id: int
    changed: bool = True
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class RecordChanged:
    """Announced when what a record says has changed, so that upper rooms can bring up to date what they copied."""

    record_id: int
    at: datetime


def replace_record(actor: Actor, *, record_id: int, marc: MarcRecord, now: datetime, key: str = "") -> Changed:
    """Put another MARC record in the place of a stored one: a full record for a brief one, a corrected for a faulty.

    Copies, loans and holds stay where they are. Raises Refused when the record is not there or is a pointer.
    Inverse: replace_record, with the record of before, which the audit entry holds.
    """
    require(actor, "catalogue.replace_record")
    with writing():
        if kept_answer(key, "catalogue.replace_record", actor) is not None:
            return Changed(record_id, repeated=True)
        record = record_to_change(record_id)
        changed = _store(actor, record, marc, "catalogue.replace_record", now)
        keep_answer(key, actor, "catalogue.replace_record", {"record_id": record_id}, now)
    return Changed(record_id, changed)


def edit_record(
    actor: Actor,
    *,
    record_id: int,
    changes: Mapping[str, str],
    now: datetime,
    key: str = "",
    seen_at: datetime | None = None,
) -> Changed:
    """Change a few plain facts of a record (rules.EDITABLE); all else in its MARC stays as it came.

    With ``seen_at`` (the record's updated_at when the form was opened) a change on a stale page is refused.
    Inverse: replace_record, with the record of before, which the audit entry holds.
    """
    require(actor, "catalogue.edit_record")
    with writing():
        if kept_answer(key, "catalogue.edit_record", actor) is not None:
            return Changed(record_id, repeated=True)
        record = record_to_change(record_id)
        if seen_at is not None and record.updated_at > seen_at:
            raise Refused(Objection("catalogue.record_changed_meanwhile", Weight.REFUSE, {"title": record.title}))
        marc = edited(record.marc.parsed, changes)
        changed = _store(actor, record, marc, "catalogue.edit_record", now)
        keep_answer(key, actor, "catalogue.edit_record", {"record_id": record_id}, now)
    return Changed(record_id, changed)


def _store(actor: Actor, record: Record, marc: MarcRecord, code: str, now: datetime) -> bool:
    """Store the record and write down what it was; False when the new one holds the same."""
    before = record.marc.parsed
    if before.same_content(marc):
        return False
    store_anew(record, extract_of(marc), now)
    record_act(actor, code, about=("record", record.pk), at=now, facts={"before": _kept(before)})
    announce(RecordChanged(record.pk, now))
    return True


def _kept(marc: MarcRecord) -> str:
    """A record for the audit, ISO 2709 in base64: JSON in PostgreSQL cannot hold every character a record may."""
    return base64.b64encode(to_iso2709(marc, oversize=True)).decode("ascii")


def take_out_record(actor: Actor, *, record_id: int, now: datetime, key: str = "") -> Changed:
    """Take out a record that was a mistake and that nothing refers to.

    Raises Refused when copies or other records hang on it.
    Inverse: add_record, with the MARC the audit entry holds (under a new number).
    """
    require(actor, "catalogue.take_out_record")
    with writing():
        if kept_answer(key, "catalogue.take_out_record", actor) is not None:
            return Changed(record_id, repeated=True)
        record = record_to_change(record_id)
        before = _kept(record.marc.parsed)
        title = record.title
        try:
            record.delete()
        except ProtectedError as hanging:
            facts = {"title": title, "count": len(hanging.protected_objects)}
            raise Refused(Objection("catalogue.record_has_copies", Weight.REFUSE, facts)) from hanging
        record_act(actor, "catalogue.take_out_record", about=("record", record_id), at=now, facts={"before": before})
        keep_answer(key, actor, "catalogue.take_out_record", {"record_id": record_id}, now)
    return Changed(record_id)


def record_to_change(record_id: int) -> Record:
    """The record, locked against others who change it; Refused when it is not there or only a pointer."""
    record = Record.objects.select_for_update().filter(pk=record_id).first()
    if record is None or not RecordMarc.objects.filter(pk=record_id).exists():
        raise Refused(Objection("catalogue.no_such_record", Weight.REFUSE, {}))
    if record.merged_into_id is not None:
        raise Refused(Objection("catalogue.record_is_merged", Weight.REFUSE, {"title": record.title}))
    return record
