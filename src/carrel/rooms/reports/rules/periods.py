"""Months and years of figures, and how two of them compare. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MONTH, YEAR = "month", "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From a first day to a last, both included."""

    first: date
    last: date
    kind: str = MONTH

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def month_of(day: date) -> Period:
    """The month a day is in."""
    first = day.replace(day=1)
    return Period(first, after(first) - timedelta(days=1))


def after(first: date) -> date:
    """The first day of the month after the one that begins on this day."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def before(first: date) -> date:
    """The first day of the month before the one that begins on this day."""
    return (first - timedelta(days=1)).replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of all months from one day's to another's."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = after(month)
    return found


def a_year_before(period: Period) -> Period:
    """The same days a year earlier; 29 February becomes 28."""
    return Period(_year_back(period.first), _year_back(period.last), period.kind)


def _year_back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure and the one a year before; `by` is what came or went, `percent` of the earlier one, whole."""

    figure: str
    now: int
    then: int | None

    @property
    def by(self) -> int | None:
        return None if self.then is None else self.now - self.then

    @property
    def percent(self) -> int | None:
        return None if not self.then else round((self.now - self.then) * 100 / self.then)


def changes(now: dict[str, int], then: dict[str, int] | None, figures: Sequence[str]) -> list[Change]:
    """Each figure beside that of the year before, in this order; figures nobody had are left out."""
    return [Change(each, now[each], None if then is None else then.get(each)) for each in figures if each in now]
