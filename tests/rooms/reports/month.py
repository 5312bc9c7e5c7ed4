"""A month of lending at the cast's school, made by hand, and figures counted by other means than the program's."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person
from carrel.rooms.reports.actions import count_days
from carrel.rooms.reports.models import ClassCount, DayCount
from tests import makers
from tests.cast import Cast

ZONE = ZoneInfo("America/Los_Angeles")
NOON = makers.NOON
TODAY = makers.TODAY
DAY = timedelta(days=1)
TONIGHT = NOON + timedelta(hours=14)
"""Two in the night after makers.NOON: the day of the makers is over."""


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment at the school."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def lent(item: Item, patron: Person, day: date, back: date | None = None, hour: int = 10) -> Loan:
    """A loan of a day, perhaps returned on another."""
    loan = makers.make_loan(item, patron, lent_at=at(day, hour))
    if back is not None:
        Loan.objects.filter(pk=loan.pk).update(returned_at=at(back, hour))
        Item.objects.filter(pk=item.pk).update(state="available")
    return loan


def a_month(cast: Cast) -> list[Loan]:
    """Twelve loans of three readers on six days, most of them back."""
    books = [
        makers.make_item(cast.middle, f"Book {n}", call_number=c) for n, c in enumerate(("FIC SAC", "567 HUG", ""))
    ]
    readers = (cast.ana, cast.ben, cast.mateo)
    loans = []
    for n in range(12):
        day = TODAY - DAY * (18 - n // 2 * 3)
        back = day + DAY if n < 11 else None
        loans.append(lent(makers.make_item(cast.middle, f"Copy {n}", call_number=books[n % 3].call_number),
                          readers[n % 3], day, back, 9 + n % 4))  # fmt: skip
    return loans


def night(now: datetime = TONIGHT) -> int:
    return count_days(SYSTEM, now=now)


def by(dimension: str, what: str = "loans") -> dict[str, int]:
    """What was counted, over all days."""
    found: Counter[str] = Counter()
    for value, figure in DayCount.objects.filter(by=dimension).values_list("value", what):
        found[value] += figure
    return {value: figure for value, figure in found.items() if figure}


def all_of(what: str = "loans") -> int:
    return by("all", what).get("", 0)


def classes(what: str = "loans") -> dict[str, int]:
    found: Counter[str] = Counter()
    for homeroom, figure in ClassCount.objects.values_list("homeroom", what):
        found[homeroom] += figure
    return {name: figure for name, figure in found.items() if figure}
