"""Two records of one title become one, and can be taken apart again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.actions.storing import store_document
from carrel.rooms.catalogue.models import Record, SearchDocument
from carrel.rooms.catalogue.rules import MergeFacts, merge_records_objections, unmerge_record_objections


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge, or its undoing, came to."""

    winner_id: int
    loser_id: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class RecordsMerged:
    """Announced inside the transaction: what hangs on the loser belongs to the winner from now on."""

    winner_id: int
    loser_id: int
    actor: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordsUnmerged:
    """Announced inside the transaction: what came to the winner with the loser goes back."""

    winner_id: int
    loser_id: int
    actor: Actor
    at: datetime


def merge_records(
    actor: Actor,
    *,
    winner_id: int,
    loser_id: int,
    now: datetime,
    key: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
) -> Merged:
    """Make one record a pointer to another: its numbers resolve, search shows the other, copies move (inventory hears).

    The pointer keeps its MARC whole. Inverse: unmerge_record.
    """
    require(actor, "catalogue.merge_records")
    with writing():
        if kept_answer(key, "catalogue.merge_records", actor) is not None:
            return Merged(winner_id, loser_id, repeated=True)
        records = _locked(winner_id, loser_id)
        verdict = merge_records_objections(_facts(records[winner_id]), _facts(records[loser_id]))
        passed = settle(verdict, actor, overrides, reason)
        Record.objects.filter(pk=loser_id).update(merged_into=winner_id, updated_at=now)
        SearchDocument.objects.filter(pk=loser_id).delete()
        announce(RecordsMerged(winner_id, loser_id, actor, now))
        record_act(
            actor,
            "catalogue.merge_records",
            about=("record", loser_id),
            at=now,
            overrides=passed,
            reason=reason,
            facts={"into": winner_id},
        )
        keep_answer(key, actor, "catalogue.merge_records", {"winner_id": winner_id, "loser_id": loser_id}, now)
    return Merged(winner_id, loser_id)


def unmerge_record(actor: Actor, *, loser_id: int, now: datetime, key: str = "") -> Merged:
    """Let a merged record stand by itself again, with the copies that had come from it.

    Raises Refused when the record it was merged into has been merged itself since.
    Inverse: merge_records.
    """
    require(actor, "catalogue.unmerge_record")
    with writing():
        if (kept := kept_answer(key, "catalogue.unmerge_record", actor)) is not None:
            return Merged(kept["winner_id"], loser_id, repeated=True)
        loser = _locked(loser_id)[loser_id]
        winner = loser.merged_into
        settle(unmerge_record_objections(_facts(loser), _facts(winner) if winner else None), actor)
        assert winner is not None  # the rule refuses a record that was not merged
        Record.objects.filter(pk=loser_id).update(merged_into=None, updated_at=now)
        store_document(loser)
        announce(RecordsUnmerged(winner.pk, loser_id, actor, now))
        record_act(actor, "catalogue.unmerge_record", about=("record", loser_id), at=now, facts={"from": winner.pk})
        keep_answer(key, actor, "catalogue.unmerge_record", {"winner_id": winner.pk}, now)
    return Merged(winner.pk, loser_id)


def _locked(*record_ids: int) -> dict[int, Record]:
    """The records by id, locked in one order so that two merges cannot wait for each other."""
    found = Record.objects.select_for_update().filter(pk__in=record_ids).order_by("pk").in_bulk()
    if len(found) < len(set(record_ids)):
        raise Refused(Objection("catalogue.no_such_record", Weight.REFUSE, {}))
    return found


def _facts(record: Record) -> MergeFacts:
    return MergeFacts(record.pk, record.title, record.format, record.merged_into_id)
