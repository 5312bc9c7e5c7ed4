"""How deeds become counts: one row for each day, school and value of one dimension. Pure; docs/rules/figures.md."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from carrel.rooms.inventory.rules import OTHER_RANGE

LOANS, RETURNS, RENEWALS, USES = range(4)
DEEDS = ("loans", "returns", "renewals", "uses")
ALL, DAY, HOUR, GRADE, CATEGORY, KIND, RANGE, PLACE, HOMEROOM = (
    "all", "day", "hour", "grade", "category", "kind", "range", "place", "class",
)  # fmt: skip
COUNTED_BY = (ALL, HOUR, GRADE, CATEGORY, KIND, RANGE, PLACE)
"""What a day is counted by. Each by itself and never crossed with another: docs/decisions/0057."""
OF_THE_DEED = (ALL, HOUR, GRADE, CATEGORY)
"""What the loan itself keeps for ever; what is told by the item follows the item when it is counted anew."""
OTHER = OTHER_RANGE
MOST_AT_ONCE = 31
"""Days counted in one step."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One loan, return, renewal or use, on a day of its school. It names neither reader nor thing.

    `homeroom` is blank where the reader has none or is forgotten; it is counted by the month, all else by the day.
    """

    what: int
    site_id: int
    on: date
    hour: int
    grade: str
    category_id: int | None
    kind_id: int
    range: str
    place_id: int | None
    homeroom: str = ""

    def values(self) -> Iterator[tuple[str, str]]:
        """What it counts under; a use in the library has no reader, so neither grade nor category."""
        yield ALL, ""
        yield HOUR, f"{self.hour:02d}"
        if self.what != USES:
            yield GRADE, self.grade
            yield CATEGORY, "" if self.category_id is None else str(self.category_id)
        yield KIND, str(self.kind_id)
        yield RANGE, self.range
        yield PLACE, "" if self.place_id is None else str(self.place_id)


Key = tuple[date, int, str, str]
Counts = dict[Key, list[int]]


def counted(deeds: Iterable[Deed]) -> Counts:
    """How many of each deed, by (day, school, dimension, value)."""
    found: Counts = defaultdict(lambda: [0, 0, 0, 0])
    for deed in deeds:
        for by, value in deed.values():
            found[deed.on, deed.site_id, by, value][deed.what] += 1
    return dict(found)


ClassKey = tuple[date, int, str]


def counted_by_class(deeds: Iterable[Deed]) -> dict[ClassKey, list[int]]:
    """How many of each deed but uses, by (first day of the month, school, homeroom)."""
    found: dict[ClassKey, list[int]] = defaultdict(lambda: [0, 0, 0])
    for deed in deeds:
        if deed.what != USES:
            found[deed.on.replace(day=1), deed.site_id, deed.homeroom][deed.what] += 1
    return dict(found)


def days_between(first: date, last: date) -> list[date]:
    """Every day from one to the other, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def steps_of(days: Iterable[date]) -> Iterator[Sequence[date]]:
    """The days in order, in steps that span a month at most, so that one reading of the loans serves each step."""
    step: list[date] = []
    for day in sorted(set(days)):
        if step and (day - step[0]).days >= MOST_AT_ONCE:
            yield step
            step = []
        step.append(day)
    if step:
        yield step
