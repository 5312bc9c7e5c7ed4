"""How a record and all that hangs on it is written: one place for one record and for two thousand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from carrel.cellar.kernel.bulk import insert_rows, insert_rows_returning
from carrel.rooms.catalogue.models import (
    Record,
    RecordLevel,
    RecordMarc,
    RecordNumber,
    RecordSubject,
    SearchDocument,
    Topic,
)
from carrel.rooms.catalogue.rules.extract import COLUMN_NAMES, Extract, extract_of
from carrel.rooms.catalogue.rules.facets import sample_words
from carrel.rooms.catalogue.rules.terms import COLUMNS

__all__ = ["Extract", "extract_of", "store_anew", "store_document", "store_extracts", "store_new"]


def store_new(extracts: Sequence[Extract], now: datetime) -> list[Record]:
    """Insert records with all their rows, and give them back as objects."""
    found = Record.objects.in_bulk(ids := store_extracts(extracts, now))
    return [found[record_id] for record_id in ids]


def store_extracts(extracts: Sequence[Extract], now: datetime, held: Sequence[str] = ()) -> list[int]:
    """Insert records with all their rows and return their ids in order; a handful of statements for any number.

    ``held`` says of each record where its copies will stand (rules.held_words), if that is known beforehand.
    """
    at = connection.ops.adapt_datetimefield_value(now)
    ids = insert_rows_returning(
        Record, (*COLUMN_NAMES, "created_at", "updated_at"), [(*e.columns, at, at) for e in extracts]
    )
    pairs = list(zip(ids, extracts, strict=True))
    insert_rows(RecordMarc, ("record", "iso2709"), [(pk, extract.iso2709) for pk, extract in pairs])
    _insert_hangers(pairs)
    stand = held or [""] * len(pairs)
    documents = [(pk, *e.texts, _facets(pk, e), where) for (pk, e), where in zip(pairs, stand, strict=True)]
    insert_rows(SearchDocument, ("record", *COLUMNS, "facets", "held"), documents, whole=True)
    return ids


def store_anew(record: Record, extract: Extract, now: datetime) -> None:
    """Put another MARC record in the place of one that is stored; its id, and what refers to it, stays."""
    for name, value in zip(COLUMN_NAMES, extract.columns, strict=True):
        setattr(record, name, value)
    record.updated_at = now
    record.save()
    RecordMarc.objects.filter(record=record).update(iso2709=extract.iso2709)
    RecordNumber.objects.filter(record=record).delete()
    RecordSubject.objects.filter(record=record).delete()
    RecordLevel.objects.filter(record=record).delete()
    _insert_hangers([(record.pk, extract)])
    if record.merged_into_id is None:
        SearchDocument.objects.filter(record=record).update(**_document(record.pk, extract))


def store_document(record: Record) -> None:
    """Make a record findable again after it was a pointer."""
    SearchDocument.objects.create(record=record, **_document(record.pk, extract_of(record.marc.parsed)))


def _document(record_id: int, extract: Extract) -> dict[str, str]:
    """The columns of a document that come out of the record itself."""
    return {**dict(zip(COLUMNS, extract.texts, strict=True)), "facets": _facets(record_id, extract)}


def _facets(record_id: int, extract: Extract) -> str:
    return f"{extract.facets} {sample_words(record_id)}".strip()


def _store_topics(extracts: Iterable[Extract]) -> None:
    """Write down how topics are written that are new; in one order, so that two imports never wait for each other."""
    topics = {word: heading for extract in extracts for word, heading in extract.topics}
    insert_rows(Topic, ("word", "heading"), sorted(topics.items()), unless_there=True)


def _insert_hangers(pairs: Sequence[tuple[int, Extract]]) -> None:
    numbers = [(pk, *number) for pk, extract in pairs for number in extract.numbers]
    subjects = [(pk, *subject) for pk, extract in pairs for subject in extract.subjects]
    insert_rows(RecordNumber, ("record", "kind", "value"), numbers)
    insert_rows(RecordSubject, ("record", "heading", "folded"), subjects)
    _store_topics(extract for _, extract in pairs)
    levels = [(pk, *level) for pk, extract in pairs for level in extract.levels]
    insert_rows(RecordLevel, ("record", "measure", "low", "high", "text"), levels)
