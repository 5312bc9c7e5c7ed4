"""The school calendar of a California district, computed for any school year: holidays, breaks, half days."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from carrel.cli.demo.district import first_day, last_day

MONDAY, THURSDAY, FRIDAY = 0, 3, 4
CLOSED, HALF = "closed", "half"


class Stretch(NamedTuple):
    """Days in a row that differ from their weekday, and why."""

    first_on: date
    last_on: date
    kind: str
    note: str


def stretches(year: int) -> Iterator[Stretch]:
    """What differs in the school year that begins in ``year``, the summer after it included."""
    ends = last_day(year)
    thanksgiving = nth_weekday(year, 11, THURSDAY, 4)
    winter = date(year, 12, 19)
    back = _on_or_after(date(year + 1, 1, 5), (0, 1, 2, 3, 4))
    spring = nth_weekday(year + 1, 4, MONDAY, 1)
    yield _day(nth_weekday(year, 9, MONDAY, 1), "Labor Day")
    yield _day(nth_weekday(year, 10, FRIDAY, 1), "Staff development day")
    conferences = nth_weekday(year, 10, THURSDAY, 3)
    yield Stretch(conferences, conferences + timedelta(days=1), HALF, "Parent conferences")
    yield _day(_observed(date(year, 11, 11)), "Veterans Day")
    yield _day(thanksgiving - timedelta(days=1), "Day before Thanksgiving", HALF)
    yield Stretch(thanksgiving, thanksgiving + timedelta(days=1), CLOSED, "Thanksgiving")
    yield _day(_on_or_before(winter - timedelta(days=1)), "Last day before winter break", HALF)
    yield Stretch(winter, back - timedelta(days=1), CLOSED, "Winter break")
    yield _day(nth_weekday(year + 1, 1, MONDAY, 3), "Martin Luther King Jr. Day")
    yield _day(nth_weekday(year + 1, 2, MONDAY, 3), "Presidents’ Day")
    yield _day(_observed(date(year + 1, 3, 31)), "César Chávez Day")
    yield Stretch(spring, spring + timedelta(days=4), CLOSED, "Spring break")
    yield _day(_last_monday_of_may(year + 1), "Memorial Day")
    yield _day(ends, "Last day of school", HALF)
    yield Stretch(ends + timedelta(days=1), first_day(year + 1) - timedelta(days=1), CLOSED, "Summer")


def last_return_day(year: int) -> date:
    """By when library books are back: two weeks before the last day of school."""
    return last_day(year) - timedelta(days=14)


def term_end(year: int) -> date:
    """The last day of the autumn term on which books fall due: a week before winter break."""
    return _on_or_before(date(year, 12, 11))


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The n-th Monday (0) to Sunday (6) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _day(day: date, note: str, kind: str = CLOSED) -> Stretch:
    return Stretch(day, day, kind, note)


def _observed(day: date) -> date:
    """A holiday on a Saturday is kept on Friday, on a Sunday on Monday."""
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def _on_or_before(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _on_or_after(day: date, weekdays: tuple[int, ...]) -> date:
    while day.weekday() not in weekdays:
        day += timedelta(days=1)
    return day


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
