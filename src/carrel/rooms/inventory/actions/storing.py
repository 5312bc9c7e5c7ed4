"""How many items are written at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from carrel.cellar.kernel.bulk import insert_rows, insert_rows_returning
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.rules import ItemFacts, ReadyFacts
from carrel.rooms.inventory.rules.facts import COLUMN_NAMES

_FIELDS = tuple(name.removesuffix("_id") for name in COLUMN_NAMES)
_DAY = COLUMN_NAMES.index("acquired_on")
_OTHERS = (
    "record", "site", "barcode", "state", "imported_by_job", "created_at", "state_since_at", "loan_count", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewItem:
    """One item of an import: its record, its numbers (normalised, the barcode first), and its facts.

    `kinds` says what each number is; without it the first is the barcode, the others are former ones.
    """

    record_id: int
    site_id: int
    facts: ItemFacts | ReadyFacts
    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    state: str = rules.AVAILABLE


def store_items(rows: Sequence[NewItem], *, now: datetime, job_id: int | None) -> list[int]:
    """Insert items with their numbers and return their ids in order; a handful of statements for any number."""
    at = connection.ops.adapt_datetimefield_value(now)
    columns = []
    for row in rows:
        values = row.facts.values()
        if values[_DAY] is not None:
            day = connection.ops.adapt_datefield_value(values[_DAY])
            values = (*values[:_DAY], day, *values[_DAY + 1 :])
        barcode = row.numbers[0] if row.numbers else ""
        columns.append((row.record_id, row.site_id, barcode, row.state, job_id, at, at, 0, 0, *values))
    ids = insert_rows_returning(Item, (*_OTHERS, *_FIELDS), columns)
    numbers = [
        (item_id, number, row.kinds[place] if row.kinds else "old" if place else "barcode")
        for item_id, row in zip(ids, rows, strict=True)
        for place, number in enumerate(row.numbers)
    ]
    insert_rows(
        ItemNumber, ("item", "number", "kind"), [(item_id, number, str(kind)) for item_id, number, kind in numbers]
    )
    return ids
