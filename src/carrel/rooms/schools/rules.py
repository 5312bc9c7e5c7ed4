"""Open days and bell periods as pure computation: which day is open, which comes next, which period it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

A_YEAR = timedelta(days=366)
ALL_WEEK = "1111111"
SCHOOL_WEEK = "1111100"


class NoOpenDay(Exception):
    """No day within a year is open: the calendar or the week of the site has no open day in it."""


@dataclass(frozen=True)
class Calendar:
    """The open days of one site.

    `open_weekdays` has a 1 or a 0 for each day from Monday to Sunday. `exceptions` names single days: "closed", "half"
    (open, shorter) or "open" (open although the weekday is not). `notes` says why, for whoever asks.
    """

    open_weekdays: str = SCHOOL_WEEK
    exceptions: Mapping[date, str] = field(default_factory=dict)
    notes: Mapping[date, str] = field(default_factory=dict)

    def is_open(self, day: date) -> bool:
        """Whether the library is open at all on this day; half days are open."""
        kind = self.exceptions.get(day)
        if kind is not None:
            return kind != "closed"
        return self.open_weekdays[day.weekday()] == "1"

    def is_half(self, day: date) -> bool:
        """Whether it is a half day."""
        return self.exceptions.get(day) == "half"

    def note_of(self, day: date) -> str:
        """Why this day is different, as the calendar says it; empty for an ordinary day."""
        return self.notes.get(day, "")

    def next_open_on(self, day: date) -> date:
        """The day itself when it is open, else the first open one after it. Raises NoOpenDay."""
        return self._walk(day, timedelta(days=1))

    def previous_open_on(self, day: date) -> date:
        """The day itself when it is open, else the last open one before it. Raises NoOpenDay."""
        return self._walk(day, timedelta(days=-1))

    def add_open_days(self, start: date, n: int) -> date:
        """The n-th open day after `start`, before it for a negative n; with 0 the next open day from `start` on.

        Raises NoOpenDay.
        """
        if n == 0:
            return self.next_open_on(start)
        step = timedelta(days=1 if n > 0 else -1)
        day = start
        for _ in range(abs(n)):
            day = self._walk(day + step, step)
        return day

    def open_days_between(self, first: date, last: date) -> int:
        """How many open days lie after the earlier and up to the later day; the order of the two does not matter."""
        begin, end = min(first, last), max(first, last)
        weeks, rest = divmod((end - begin).days, 7)
        count = weeks * self.open_weekdays.count("1")
        count += sum(self.open_weekdays[(end - timedelta(days=back)).weekday()] == "1" for back in range(rest))
        for day, kind in self.exceptions.items():
            if begin < day <= end:
                count += (kind != "closed") - (self.open_weekdays[day.weekday()] == "1")
        return count

    def _walk(self, day: date, step: timedelta) -> date:
        latest = A_YEAR // abs(step)
        for _ in range(latest + 1):
            if self.is_open(day):
                return day
            try:
                day += step
            except OverflowError:
                break
        raise NoOpenDay("No day within a year is open. Open a weekday or a single day in the calendar of the site.")


@dataclass(frozen=True)
class Period:
    """One period of a bell schedule, at the site's own time of day; `ends` is the first moment after it."""

    name: str
    starts: time
    ends: time


@dataclass(frozen=True)
class Bells:
    """One bell schedule: the weekdays it rings on ("1111100", Monday first), whether it is for half days."""

    id: int
    name: str
    weekdays: str
    is_half_day: bool
    periods: tuple[Period, ...] = ()


def bells_on(day: date, calendar: Calendar, schedules: Sequence[Bells], named: int | None = None) -> Bells | None:
    """The bell schedule of a day: the one the calendar names, else the half-day one on a half day, else the weekday's.

    None on a closed day, and where the site has no schedule for the day.
    """
    if not calendar.is_open(day):
        return None
    for each in schedules:
        if named is not None and each.id == named:
            return each
    half = calendar.is_half(day)
    fitting = [each for each in schedules if each.is_half_day == half]
    for each in fitting:
        if each.weekdays[day.weekday()] == "1":
            return each
    return fitting[0] if half and fitting else None


def period_at(periods: Iterable[Period], clock: time, early_minutes: int = 4) -> Period | None:
    """The period that runs at this time of day, or the one that begins within `early_minutes` when none runs.

    In the break before a lesson its class is on the way, so that lesson is the answer.
    """
    ordered = sorted(periods, key=lambda each: each.starts)
    for each in ordered:
        if each.starts <= clock < each.ends:
            return each
    soon = (datetime.combine(date.min, clock) + timedelta(minutes=early_minutes)).time()
    if soon < clock:
        return None
    return next((each for each in ordered if clock < each.starts <= soon), None)


def period_key(name: str) -> str:
    """What makes two spellings of a period equal: "Period 03", "P3" and "3" are one."""
    bare = name.strip().casefold()
    for word in ("period", "per.", "per", "p"):
        rest = bare.removeprefix(word).strip(" .-")
        if rest != bare and rest[:1].isdigit():
            bare = rest
            break
    return bare.lstrip("0") or bare


def period_keys(names: str) -> frozenset[str]:
    """The keys in a list of periods as rosters write it: "1, 3" or "P1;P3"."""
    parts = names.replace(";", ",").split(",")
    return frozenset(period_key(part) for part in parts if part.strip())


def week_is_written_right(weekdays: str) -> bool:
    """Whether the text is seven ones and noughts with at least one 1."""
    return len(weekdays) == 7 and set(weekdays) <= {"0", "1"} and "1" in weekdays
