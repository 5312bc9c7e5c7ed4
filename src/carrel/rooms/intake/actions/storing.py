"""What a judged batch leaves in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import insert_rows
from carrel.cellar.kernel.verdicts import Objection
from carrel.cellar.marc import from_iso2709, to_iso2709
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.catalogue import queries as catalogue_queries
from carrel.rooms.intake import rules
from carrel.rooms.intake.models import AskedRecord, KeptRecord, ReplacedRecord, WaitingIsbn
from carrel.rooms.intake.rules import Ready
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.actions import NewItem
from carrel.rooms.inventory.rules import ReadyFacts


@dataclass(slots=True)
class Judged:
    """One record on its way in: what is said of it, what becomes of it, and which record of ours it is."""

    ready: Ready
    said: list[Objection]
    outcome: str = rules.REFUSED
    record_id: int | None = None
    same_as: int | None = None
    matched_by: str = ""


def store_batch(actor: Actor, batch: Sequence[Judged], job_id: int, now: datetime) -> list[int]:
    """Store a batch within the caller's transaction and return the ids of the records made."""
    new = [judged for judged in batch if judged.outcome == rules.NEW]
    ids = catalogue.add_extracts(
        actor,
        extracts=[judged.ready.extract for judged in new if judged.ready.extract is not None],
        now=now,
        source=f"job:{job_id}",
        held=[{(item.site_id, item.place_id) for item in judged.ready.items} for judged in new],
    )
    made: dict[int, int] = {}
    for judged, record_id in zip(new, ids, strict=True):
        judged.record_id = made[judged.ready.number] = record_id
    for judged in batch:
        if judged.same_as is not None and judged.outcome in rules.WITH_ITEMS:
            judged.record_id = made[judged.same_as]
        if judged.outcome == rules.REPLACED and judged.record_id is not None:
            replace(actor, judged.record_id, judged.ready.extract.iso2709 if judged.ready.extract else b"", job_id, now)
    replaced = {each.record_id for each in batch if each.outcome == rules.REPLACED and each.record_id is not None}
    fill_by_import(replaced, job_id, now)
    rows = [
        row
        for judged in batch
        if judged.outcome in rules.WITH_ITEMS and judged.record_id is not None
        for row in new_items(judged.record_id, judged.ready)
    ]
    if rows:
        inventory.add_items(actor, rows=rows, now=now, job_id=job_id, indexed=_only_new(batch, ids))
    _put_aside(batch, job_id)
    return ids


def _only_new(batch: Sequence[Judged], made: Sequence[int]) -> set[int]:
    """The records made in this batch to which no other record of it adds copies."""
    more = {judged.record_id for judged in batch if judged.same_as is not None}
    return {record_id for record_id in made if record_id not in more}


def new_items(record_id: int, ready: Ready) -> list[NewItem]:
    """The copies a record brings, for the record of ours they belong to."""
    return [
        NewItem(record_id, item.site_id, ReadyFacts(item.values), (item.number,) if item.number else ())
        for item in ready.items
    ]


def replace(actor: Actor, record_id: int, iso2709: bytes, job_id: int, now: datetime) -> None:
    """Put a file's record in the place of ours, our own fields kept, and remember what was."""
    before = catalogue_queries.marc_of(record_id)
    assert before is not None  # it was matched in this transaction
    after = rules.overlaid(before, from_iso2709(iso2709))
    if catalogue.replace_record(actor, record_id=record_id, marc=after, now=now).changed:
        ReplacedRecord.objects.create(
            job_id=job_id, record_id=record_id, before=to_iso2709(before, oversize=True), replaced_at=now
        )


def _put_aside(batch: Sequence[Judged], job_id: int) -> None:
    """Keep what waits for a decision, and what is not bibliographic."""
    asked = [
        (job_id, judged.ready.number, judged.record_id, judged.ready.title, judged.matched_by,
         judged.ready.extract.iso2709, "")
        for judged in batch
        if judged.outcome == rules.ASKED and judged.ready.extract is not None
    ]  # fmt: skip
    kept = [
        (job_id, judged.ready.number, judged.ready.kind, judged.ready.raw)
        for judged in batch
        if judged.outcome == rules.APART
    ]
    insert_rows(AskedRecord, ("job_id", "number", "record", "title", "matched_by", "iso2709", "choice"), asked)
    insert_rows(KeptRecord, ("job_id", "number", "kind", "iso2709"), kept)


def fill_by_import(record_ids: Collection[int], job_id: int, now: datetime) -> None:
    """Records that waited for their title have it now: a file brought it."""
    if record_ids:
        open_rows = WaitingIsbn.objects.filter(record_id__in=record_ids, filled_at=None)
        open_rows.update(filled_at=now, filled_by=WaitingIsbn.FilledBy.IMPORT, filled_by_job=job_id)
