"""What of a batch of records is here already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from carrel.rooms.catalogue.models import Record, RecordNumber
from carrel.rooms.intake.rules import TitleKey

_AT_ONCE = 900


@dataclass(frozen=True, slots=True)
class Ours:
    """A record of ours, as far as matching needs it."""

    record_id: int
    form: str
    title: str


def records_known(record_ids: Collection[int]) -> dict[int, Ours]:
    """Each of these records by its number."""
    rows = Record.objects.filter(pk__in=record_ids).values_list("pk", "format", "title")
    return {pk: Ours(pk, form, title) for pk, form, title in rows}


def records_by_title(keys: Iterable[tuple[TitleKey, bool]]) -> dict[TitleKey, int]:
    """The oldest record of ours with the same title, author, year and kind as each key, merged ones aside.

    A key comes with whether its record has an ISBN: one that has is never taken for one of ours with another, because
    two ISBNs are two editions.
    """
    wanted = dict(keys)
    titles = sorted({key.title for key in wanted})
    found: dict[TitleKey, list[int]] = {}
    for start in range(0, len(titles), _AT_ONCE):
        # That a record is merged is looked at here: asked in SQL, SQLite would go through all that are not.
        rows: list[tuple[Any, ...]] = list(
            Record.objects.filter(title_sort__in=titles[start : start + _AT_ONCE])
            .order_by()
            .values_list("pk", "title_sort", "author_sort", "year", "format", "merged_into_id")
        )
        for pk, title, author, year, form, merged_into in rows:
            if merged_into is not None or year is None:
                continue
            key = TitleKey(title, author, year, form)
            if key in wanted:
                found.setdefault(key, []).append(pk)
    if not found:
        return {}
    ids = [pk for key, each in found.items() if wanted[key] for pk in each]
    with_isbn = set(RecordNumber.objects.filter(record__in=ids, kind="isbn").values_list("record_id", flat=True))
    return {key: min(free) for key, each in found.items() if (free := [pk for pk in each if pk not in with_isbn])}
