"""What of a batch of records is here already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from carrel.cellar.kernel.bulk import rows_with
from carrel.rooms.catalogue.models import Record, RecordNumber
from carrel.rooms.intake.rules import TitleKey


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
    found: dict[TitleKey, list[int]] = {}
    # That a record is merged is looked at here: asked in SQL, SQLite would go through all that are not.
    columns = ("id", "title_sort", "author_sort", "year", "format", "merged_into")
    for pk, title, author, year, form, merged_into in rows_with(
        Record, columns, "title_sort", {key.title for key in wanted}
    ):
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
