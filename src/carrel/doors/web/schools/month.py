"""A month of a site's calendar as the page shows it: weeks of days, each with its state and its word. Pure."""

import calendar as weeks
from dataclasses import dataclass
from datetime import date, timedelta

from carrel.rooms.schools.rules import Calendar


@dataclass(frozen=True, slots=True)
class Day:
    """One square: `state` is open, half or closed; `is_marked` when the calendar, and not the weekday, says so."""

    day: date
    state: str
    note: str
    is_marked: bool
    is_today: bool
    in_month: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The days of whole weeks round a month, and its neighbours for turning the leaf."""

    first: date
    days: tuple[Day, ...]
    open_days: int

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)


def month_of(calendar: Calendar, first: date, today: date) -> Month:
    """The month that begins with `first`, in whole weeks from Monday."""
    days = tuple(
        _day(calendar, day, first, today)
        for week in weeks.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
        for day in week
    )
    return Month(first, days, sum(1 for each in days if each.in_month and each.state != "closed"))


def _day(calendar: Calendar, day: date, first: date, today: date) -> Day:
    state = "half" if calendar.is_half(day) else "open" if calendar.is_open(day) else "closed"
    return Day(day, state, calendar.note_of(day), day in calendar.exceptions, day == today, day.month == first.month)
