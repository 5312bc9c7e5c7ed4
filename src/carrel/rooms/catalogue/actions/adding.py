"""New records: from MARC one at a time or in bulk, and by hand in five fields."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection
from carrel.cellar.kernel.writing import writing
from carrel.cellar.marc import MarcRecord
from carrel.rooms.catalogue.actions.storing import extract_of, store_extracts, store_new
from carrel.rooms.catalogue.queries import record_by_isbn
from carrel.rooms.catalogue.rules import Brief, add_brief_record_objections, brief_marc, held_words
from carrel.rooms.catalogue.rules.extract import Extract

MOST_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a record came to; ``repeated`` when this very request had been answered before."""

    record_id: int
    tells: tuple[Objection, ...] = ()
    repeated: bool = False


def add_record(actor: Actor, *, marc: MarcRecord, now: datetime, key: str = "") -> Added:
    """Add one record from MARC, kept whole.

    Inverse: take_out_record.
    """
    require(actor, "catalogue.add_record")
    extract = extract_of(marc)
    with writing():
        if (kept := kept_answer(key, "catalogue.add_record", actor)) is not None:
            return Added(kept["record_id"], repeated=True)
        [record] = store_new([extract], now)
        record_act(actor, "catalogue.add_record", about=("record", record.pk), at=now)
        keep_answer(key, actor, "catalogue.add_record", {"record_id": record.pk}, now)
    return Added(record.pk)


def add_records(actor: Actor, *, marcs: Sequence[MarcRecord], now: datetime, source: str = "") -> list[int]:
    """Add up to 2,000 records from MARC and return their ids in the order given.

    Joins the caller's transaction, so that an import's records and items are stored together or not at all.
    ``source`` says where they come from ("job:12"). Raises ValueError for more than 2,000: a longer transaction would
    keep the desk waiting. Inverse: take_out_record, one by one.
    """
    require(actor, "catalogue.add_records")
    _not_too_many(len(marcs))
    return add_extracts(actor, extracts=[extract_of(marc) for marc in marcs], now=now, source=source)


def add_extracts(
    actor: Actor,
    *,
    extracts: Sequence[Extract],
    now: datetime,
    source: str = "",
    held: Sequence[Collection[tuple[int, int | None]]] = (),
) -> list[int]:
    """The same for records that another process has read already: only the writing is left to do.

    ``held`` says of each record at which sites and places its copies will stand, so that the items which follow in the
    same transaction need not write the document a second time.
    A handful of statements for any number, one audit entry for all. Inverse: take_out_record, one by one.
    """
    require(actor, "catalogue.add_extracts")
    _not_too_many(len(extracts))
    with writing():
        ids = store_extracts(extracts, now, [held_words(pairs) for pairs in held])
        if ids:
            facts = {"count": len(ids), "first_id": ids[0], "last_id": ids[-1], "source": source}
            record_act(actor, "catalogue.add_records", about=("record", ids[0]), at=now, facts=facts)
    return ids


def _not_too_many(count: int) -> None:
    if count > MOST_AT_ONCE:
        raise ValueError(f"At most {MOST_AT_ONCE} records at once, not {count}.")


def add_brief_record(
    actor: Actor,
    *,
    title: str,
    author: str = "",
    isbn: str = "",
    call_number: str = "",
    format: str = "book",  # noqa: A002  the catalogue's own word for it
    now: datetime,
    key: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
) -> Added:
    """Add a record by hand in five fields, to be upgraded later by replace_record.

    Raises Refused, among others with `catalogue.isbn_is_there` when a record has the ISBN already.
    Inverse: take_out_record.
    """
    require(actor, "catalogue.add_brief_record")
    brief = Brief(squeeze(title), squeeze(author, 300), squeeze(isbn, 40), squeeze(call_number, 60), format)
    with writing():
        if (kept := kept_answer(key, "catalogue.add_brief_record", actor)) is not None:
            return Added(kept["record_id"], repeated=True)
        there = record_by_isbn(brief.isbn)
        verdict = add_brief_record_objections(brief, same_isbn=(there.pk, there.title) if there else None)
        passed = settle(verdict, actor, overrides, reason)
        marc = brief_marc(brief, made_on=now.astimezone(timezone.get_current_timezone()).date())
        [record] = store_new([extract_of(marc)], now)
        record_act(
            actor, "catalogue.add_brief_record", about=("record", record.pk), at=now, overrides=passed, reason=reason
        )
        keep_answer(key, actor, "catalogue.add_brief_record", {"record_id": record.pk}, now)
    return Added(record.pk, tells=verdict.tells)
