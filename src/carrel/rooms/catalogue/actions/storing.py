"""How a record and all that hangs on it is written: one place for one record and for two thousand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import connection
from django.db.models import Field, Model

from carrel.cellar.kernel.texts import fold
from carrel.cellar.marc import MarcRecord, facts_of, to_iso2709
from carrel.rooms.catalogue.models import Record, RecordMarc, RecordNumber, RecordSubject, SearchDocument
from carrel.rooms.catalogue.rules import Columns, SearchTexts, columns_of, is_brief, numbers_of, texts_of
from carrel.rooms.catalogue.rules.document import LONGEST_NAME, line
from carrel.rooms.catalogue.rules.query import COLUMNS

_ROWS_A_STATEMENT = 500


@dataclass(frozen=True, slots=True)
class Extract:
    """All that is stored of one MARC record beside its id."""

    columns: dict[str, Any]
    iso2709: bytes
    numbers: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    texts: dict[str, str]


def extract_of(marc: MarcRecord) -> Extract:
    """What to store of a MARC record; pure work, so that it can be done before the lock is taken."""
    facts = facts_of(marc)
    return Extract(
        columns={**_values(columns_of(marc, facts)), "is_brief": is_brief(marc)},
        iso2709=to_iso2709(marc, oversize=True),
        numbers=numbers_of(facts),
        subjects=tuple(
            dict.fromkeys(kept for heading in (*facts.subjects, *facts.genres) if (kept := line(heading, LONGEST_NAME)))
        ),
        texts=_values(texts_of(marc, facts)),
    )


def store_new(extracts: Sequence[Extract], now: datetime) -> list[Record]:
    """Insert records with all their rows, a handful of statements for any number of them."""
    records = [Record(created_at=now, updated_at=now, **extract.columns) for extract in extracts]
    Record.objects.bulk_create(records, batch_size=_ROWS_A_STATEMENT)
    pairs = list(zip(records, extracts, strict=True))
    _insert(RecordMarc, ("record", "iso2709"), [(record.pk, extract.iso2709) for record, extract in pairs])
    _insert_hangers(pairs)
    _insert(
        SearchDocument,
        ("record", *COLUMNS),
        [(record.pk, *(extract.texts[name] for name in COLUMNS)) for record, extract in pairs],
    )
    return records


def store_anew(record: Record, extract: Extract, now: datetime) -> None:
    """Put another MARC record in the place of one that is stored; its id, and what refers to it, stays."""
    for name, value in extract.columns.items():
        setattr(record, name, value)
    record.updated_at = now
    record.save()
    RecordMarc.objects.filter(record=record).update(iso2709=extract.iso2709)
    RecordNumber.objects.filter(record=record).delete()
    RecordSubject.objects.filter(record=record).delete()
    _insert_hangers([(record, extract)])
    if record.merged_into_id is None:
        SearchDocument.objects.filter(record=record).update(**extract.texts)


def store_document(record: Record) -> None:
    """Make a record findable again after it was a pointer."""
    SearchDocument.objects.create(record=record, **extract_of(record.marc.parsed).texts)


def _insert_hangers(pairs: Sequence[tuple[Record, Extract]]) -> None:
    numbers = [(record.pk, *number) for record, extract in pairs for number in extract.numbers]
    headings = [(record.pk, heading) for record, extract in pairs for heading in extract.subjects]
    _insert(RecordNumber, ("record", "kind", "value"), numbers)
    _insert(
        RecordSubject,
        ("record", "heading", "folded"),
        [(pk, heading, fold(heading)[:LONGEST_NAME]) for pk, heading in headings],
    )


def _insert(model: type[Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert plain rows without building objects and SQL anew for each batch: half the cost of an import was that."""
    if not rows:
        return
    columns = ", ".join(str(cast("Field[Any, Any]", model._meta.get_field(name)).column) for name in names)
    places = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})"  # noqa: S608  # names of the model
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _values(kept: Columns | SearchTexts) -> dict[str, Any]:
    """The fields of a flat dataclass by name; dataclasses.asdict would copy each value."""
    return {name: getattr(kept, name) for name in kept.__slots__}
