"""What a school owns: how much, worth what, how old, how much of it was never lent."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import WITHDRAWN, range_of
from carrel.rooms.reports.queries.deeds import Clocks
from carrel.rooms.reports.rules.counting import ALL, KIND, RANGE

AGE = "age"
_COLUMNS = ("site_id", "item_type_id", "shelving_key", "price_minor", "state", "state_since_at", "acquired_on",
            "created_at", "loan_count", "record__year")  # fmt: skip
_range_of = lru_cache(maxsize=20_000)(range_of)
ITEMS, VALUE, UNPRICED, ADDED, WITHDRAWN_NOW, NEVER, DATED, YEARS = range(8)


def decade_of(year: int | None) -> str:
    """The ten years a title came out in: 2010. Blank when it is not told."""
    return f"{year // 10 * 10}" if year and year > 1000 else ""


def collection_rows(through: date) -> list[tuple[object, ...]]:
    """The counts of every school as of a day, for its month: (month, school, dimension, value, counts…, day)."""
    month = through.replace(day=1)
    found: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0] * 8)
    for site_id, values, counts in _items(month, through):
        for by, value in values:
            row = found[site_id, by, value]
            for place, count in enumerate(counts):
                row[place] += count
    return [(month, *key, *counts, through) for key, counts in sorted(found.items()) if any(counts)]


def _items(month: date, through: date) -> Iterator[tuple[int, tuple[tuple[str, str], ...], tuple[int, ...]]]:
    """Each item's school, what it counts under, and what it counts as."""
    clocks = Clocks()
    for site_id, kind, key, price, state, since_at, acquired_on, created_at, lent, year in (
        Item.objects.order_by().values_list(*_COLUMNS).iterator(2000)
    ):
        values = ((ALL, ""), (KIND, str(kind)), (RANGE, _range_of(key)), (AGE, decade_of(year)))
        if state == WITHDRAWN:
            went = month <= clocks.at(site_id, since_at).date() <= through
            if went:
                yield site_id, values, (0, 0, 0, 0, 1, 0, 0, 0)
            continue
        came = acquired_on or clocks.at(site_id, created_at).date()
        told = bool(year and year > 1000)
        yield site_id, values, (
            1, price or 0, price is None, month <= came <= through, 0, not lent, told, year if told else 0,
        )  # fmt: skip
