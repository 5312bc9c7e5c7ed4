"""Three months of lending, as dice with a seed would have it: who borrowed what, when it came back, what is late.

A plan of plain values; `lending` carries it out through circulation's actions.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from carrel.rooms.schools.rules import Calendar

SEED = 1906
DAYS_BACK = 91
OPENS, CLOSES = time(8, 10), time(15, 10)
# Of a hundred loans: so many come back early, about when due, late; the rest is forgotten for weeks.
_EARLY, _ON_TIME, _LATE = 62, 28, 7


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may borrow at one site: key, how much they read (1 is usual), how many they may have out."""

    person_id: int
    appetite: float
    most: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one site lends: item keys with how much each is wanted (1 is usual), and about how many loans a day.

    ``all_back`` are the days by which everything is due whatever its length, in order.
    """

    items: Mapping[int, float]
    readers: Sequence[Reader]
    loans_a_day: float
    loan_days: int
    calendar: Calendar
    zone: ZoneInfo
    all_back: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One loan of the plan; ``returned_at`` is None while the item is out. Moments are aware."""

    person_id: int
    item_id: int
    lent_at: datetime
    due_on: date
    returned_at: datetime | None


class Plan:
    """Makes the loans of one site day by day, keeping in mind what is out and how many each reader has."""

    def __init__(self, shelf: Shelf, now: datetime, seed: str, *, busy: Sequence[int] = ()) -> None:
        self.shelf, self.now = shelf, now
        self.dice = random.Random(f"{SEED}-{seed}")
        self.today = now.astimezone(shelf.zone).date()
        self.loans: list[Planned] = []
        self._back_at: dict[int, datetime | None] = dict.fromkeys(busy)
        self._out: dict[int, list[Planned]] = {}
        self._items, self._wanted = list(shelf.items), list(shelf.items.values())
        self._readers = list(shelf.readers)
        self._appetites = [reader.appetite for reader in shelf.readers]

    def loans_of_term(self) -> list[Planned]:
        """All loans of the last three months, in the order they were made."""
        for back in range(DAYS_BACK, -1, -1):
            day = self.today - timedelta(days=back)
            if self.shelf.calendar.is_open(day):
                self._lend_for_a_day(day)
        return sorted(self.loans, key=lambda loan: loan.lent_at)

    def _lend_for_a_day(self, day: date) -> None:
        half = 0.5 if self.shelf.calendar.is_half(day) else 1.0
        count = round(self.dice.gauss(self.shelf.loans_a_day * half, self.shelf.loans_a_day / 4))
        for moment in sorted(self._moment(day) for _ in range(max(count, 0))):
            if moment < self.now:
                self._lend_one(moment, day)

    def _lend_one(self, moment: datetime, day: date) -> None:
        reader = self.dice.choices(self._readers, self._appetites)[0]
        held = [loan for loan in self._out.get(reader.person_id, ()) if not _is_back(loan, moment)]
        if len(held) >= reader.most or any(loan.due_on < day for loan in held):
            return
        item_id = self._free_item(moment)
        if item_id is None:
            return
        due_on = self._due_of(day)
        loan = Planned(reader.person_id, item_id, moment, due_on, self._return_of(moment, due_on))
        self.loans.append(loan)
        self._out[reader.person_id] = [*held, loan]
        self._back_at[item_id] = loan.returned_at

    def _due_of(self, day: date) -> date:
        due_on = self.shelf.calendar.next_open_on(day + timedelta(days=self.shelf.loan_days))
        return min(due_on, next((back for back in self.shelf.all_back if back >= day), due_on))

    def _free_item(self, moment: datetime) -> int | None:
        for item_id in self.dice.choices(self._items, self._wanted, k=12):
            back_at = self._back_at.get(item_id, moment)
            if back_at is not None and back_at <= moment:
                return item_id
        return None

    def _return_of(self, lent_at: datetime, due_on: date) -> datetime | None:
        """When it comes back, or None while that lies ahead."""
        lent_on = lent_at.astimezone(self.shelf.zone).date()
        fate = self.dice.uniform(0, 100)
        if fate < _EARLY:
            day = lent_on + timedelta(days=self.dice.randint(2, 12))
        elif fate < _EARLY + _ON_TIME:
            day = due_on - timedelta(days=self.dice.randint(0, 1))
        elif fate < _EARLY + _ON_TIME + _LATE:
            day = due_on + timedelta(days=self.dice.randint(1, 16))
        else:
            day = due_on + timedelta(days=self.dice.randint(20, 75))
        moment = self._moment(self.shelf.calendar.next_open_on(max(day, lent_on + timedelta(days=1))))
        return moment if moment < self.now else None

    def _moment(self, day: date) -> datetime:
        minutes = (CLOSES.hour - OPENS.hour) * 60 + CLOSES.minute - OPENS.minute
        start = datetime.combine(day, OPENS, self.shelf.zone)
        return start + timedelta(minutes=self.dice.randrange(minutes), seconds=self.dice.randrange(60))


def _is_back(loan: Planned, moment: datetime) -> bool:
    return loan.returned_at is not None and loan.returned_at <= moment
