"""Finding a record by its numbers, and all that its page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carrel.cellar.kernel.bulk import rows_with
from carrel.cellar.marc import MarcRecord, RecordFacts, facts_of
from carrel.rooms.catalogue.models import Record, RecordLevel, RecordMarc, RecordNumber
from carrel.rooms.catalogue.rules import isbn_13, isbn_forms

_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Link:
    """Something on the web a record points to (856), with the words for it."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """All a record's page shows of the record itself."""

    record: Record
    facts: RecordFacts
    numbers: tuple[RecordNumber, ...]
    levels: tuple[RecordLevel, ...]
    links: tuple[Link, ...]
    merged: tuple[Record, ...]


def has_records() -> bool:
    """Whether there is anything in the catalogue yet."""
    return Record.objects.exists()


def record(record_id: int) -> Record | None:
    """The record of this id, a pointer too, or None."""
    return Record.objects.filter(pk=record_id).first()


def resolved_id(record_id: int) -> int | None:
    """The id of the record that stands for this one now: itself, or what it was merged into; None when unknown."""
    seen: set[int] = set()
    while record_id not in seen:
        seen.add(record_id)
        row = Record.objects.filter(pk=record_id).values_list("merged_into_id", flat=True).first()
        if row is None:
            return record_id if Record.objects.filter(pk=record_id).exists() else None
        record_id = row
    return record_id


def record_by_isbn(text: str) -> Record | None:
    """The record with the ISBN in this text, whichever form it is written in; the newest when two share it."""
    found = records_by_isbn(text)
    return found[0] if found else None


def records_by_isbn(text: str) -> list[Record]:
    """All records with the ISBN in this text, the newest first; merged ones are represented by what they became."""
    forms = isbn_forms(text)
    if not forms:
        return []
    wanted = {*forms, isbn_13(forms[0])}
    numbers = RecordNumber.objects.filter(value__in=wanted, kind="isbn").select_related("record").order_by("-record_id")
    found = {}
    for number in numbers:
        standing = _standing(number.record)
        found[standing.pk] = standing
    return list(found.values())


def records_by_numbers(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The id of the record for each known (kind, value), merged ones resolved; one statement for 500 numbers.

    When several records share a number, the oldest stands for it.
    """
    wanted = list(dict.fromkeys(pairs))
    found: dict[tuple[str, str], int] = {}
    # Put in order here: asked to, a database that believes the table small goes through all of it in that order.
    for kind, value, record_id in rows_with(RecordNumber, ("kind", "value", "record"), "value", (v for _, v in wanted)):
        pair = kind, value
        found[pair] = min(record_id, found.get(pair, record_id))
    oldest = {pair: found[pair] for pair in wanted if pair in found}
    merged = {
        record_id: resolved_id(merged_into) or record_id
        for record_id, merged_into in rows_with(Record, ("id", "merged_into"), "id", oldest.values())
        if merged_into is not None
    }
    return {pair: merged.get(record_id, record_id) for pair, record_id in oldest.items()}


def marc_of(record_id: int) -> MarcRecord | None:
    """The MARC of a record as it is kept, or None."""
    stored = RecordMarc.objects.filter(pk=record_id).first()
    return stored.parsed if stored else None


def record_page(record_id: int) -> RecordPage | None:
    """What the page of a record shows, in five statements; None when there is no such record."""
    found = Record.objects.select_related("marc", "merged_into").filter(pk=record_id).first()
    if found is None:
        return None
    marc = found.marc.parsed
    return RecordPage(
        record=found,
        facts=facts_of(marc),
        numbers=tuple(found.numbers.order_by("kind", "value")),
        levels=tuple(found.levels.order_by("pk")),
        links=links_of(marc),
        merged=tuple(found.merged_records.order_by("title_sort")),
    )


def links_of(marc: MarcRecord) -> tuple[Link, ...]:
    """The web addresses of a record that may be shown as links: http and https only, a dead one ($h) never."""
    links = []
    for field in marc.data("856"):
        for url in field.all("u"):
            if url.strip().lower().startswith(_WEB):
                words = next((text for code in "y3z" if (text := field.first(code).strip())), "")
                links.append(Link(url.strip(), words or url.strip()))
    return tuple(links)


def _standing(found: Record) -> Record:
    if found.merged_into_id is None:
        return found
    standing = resolved_id(found.merged_into_id)
    return Record.objects.get(pk=standing) if standing else found
