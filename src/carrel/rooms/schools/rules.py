"""Open days and bell periods as pure computation: which day is open, which comes next, which period it is.

Besides, what the events of a calendar file mean for the open days, and what they would change.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from carrel.cellar.ics import CalendarEvent
from carrel.cellar.kernel.texts import fold

A_YEAR = timedelta(days=366)
ALL_WEEK = "1111111"
SCHOOL_WEEK = "1111100"
CLOSED, HALF, OPEN = "closed", "half", "open"
LEFT_OUT = ""
"""An event of a calendar file that changes no open day: a meeting, an evening for parents."""


class NoOpenDay(Exception):
    """No day within a year is open: the calendar or the week of the site has no open day in it."""


class NoPeriod(Exception):
    """The bell schedules of the site have too few periods within a year: none are entered, or no day is open."""


_NONE_OPEN = "No day within a year is open. Open a weekday or a single day in the calendar of the site."


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

    def state_of(self, day: date) -> str:
        """What the day is: open, half or closed."""
        return HALF if self.is_half(day) else OPEN if self.is_open(day) else CLOSED

    def with_days(self, changes: Iterable["DayChange"]) -> "Calendar":
        """This calendar as it would be after these changes."""
        changes = tuple(changes)
        gone = {each.day for each in changes}
        exceptions = {day: kind for day, kind in self.exceptions.items() if day not in gone}
        notes = {day: note for day, note in self.notes.items() if day not in gone}
        exceptions |= {each.day: each.kind for each in changes if each.kind}
        notes |= {each.day: each.note for each in changes if each.kind and each.note}
        return replace(self, exceptions=exceptions, notes=notes)

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

    def next_open_same_weekday(self, day: date) -> date:
        """The day itself when it is open, else the next open one of its weekday, a day on where that is never open.

        Raises NoOpenDay. Source: Koha, C4/Calendar, get_push_amt.
        """
        latest = day + A_YEAR
        while day <= latest:
            if self.is_open(day):
                return day
            day += timedelta(days=7 if self.open_weekdays[day.weekday()] == "1" else 1)
        raise NoOpenDay(_NONE_OPEN)

    def _walk(self, day: date, step: timedelta) -> date:
        latest = A_YEAR // abs(step)
        for _ in range(latest + 1):
            if self.is_open(day):
                return day
            try:
                day += step
            except OverflowError:
                break
        raise NoOpenDay(_NONE_OPEN)


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


@dataclass(frozen=True)
class Timetable:
    """The periods of a site on every day: its calendar, its bell schedules, and the days that name one of their own."""

    calendar: Calendar
    schedules: tuple[Bells, ...] = ()
    named: Mapping[date, int] = field(default_factory=dict)

    def periods_on(self, day: date) -> tuple[Period, ...]:
        """The periods of a day in their order; none on a closed day and where no schedule rings."""
        bells = bells_on(day, self.calendar, self.schedules, self.named.get(day))
        return tuple(sorted(bells.periods, key=lambda each: each.starts)) if bells else ()

    def period_after(self, moment: datetime, n: int) -> tuple[date, Period]:
        """The n-th period that ends after this moment of the site's own time, and its day. Raises NoPeriod."""
        left = n
        for offset in range(A_YEAR.days + 1):
            day = moment.date() + timedelta(days=offset)
            ahead = [each for each in self.periods_on(day) if offset or each.ends > moment.time()]
            if left <= len(ahead):
                return day, ahead[left - 1]
            left -= len(ahead)
        raise NoPeriod


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


@dataclass(frozen=True, slots=True)
class NamedDays:
    """All days of a calendar file under one name. `kind` is what they are taken for, LEFT_OUT for nothing."""

    key: str
    name: str
    spans: tuple[tuple[date, date], ...]
    kind: str
    note: str
    is_whole_day: bool

    @property
    def days(self) -> int:
        """How many days they are."""
        return sum((last - first).days + 1 for first, last in self.spans)


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day that would be otherwise: what it was and what it would be (open, half, closed).

    `kind` is the mark it would get, "" for none: then it is again what its weekday is.
    """

    day: date
    was: str
    becomes: str
    kind: str
    note: str
    was_note: str = ""


def plain(named: NamedDays) -> dict[str, object]:
    """These days as they are kept: names, days as text, and nothing that was decided."""
    spans = [[first.isoformat(), last.isoformat()] for first, last in named.spans]
    return {"key": named.key, "name": named.name, "spans": spans, "note": named.note, "whole": named.is_whole_day}


def named_of(kept: Mapping[str, Any], kind: str) -> NamedDays:
    """What `plain` made, with what it is decided to be."""
    spans = tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in kept["spans"])
    return NamedDays(str(kept["key"]), str(kept["name"]), spans, kind, str(kept["note"]), bool(kept["whole"]))


LONGEST_CLOSED_DAYS = 120
"""No school is closed for longer; an event that long is a school year or a season."""

_YEAR = re.compile(r"\b(19|20)\d\d\b( \d\d\b)?")
# Words of school calendars in California, English and Spanish, folded. Which days of a list are closed is still for
# people to say; these only spare them most of the clicks.
_NOT_THE_DAY = re.compile(
    r"\b(before|prior to|resumes?|returns?|back from|deadline|concert|party|program|parade|luncheon|fair|antes de"
    r"|regreso)\b"
)
_HALF_WORDS = re.compile(
    r"\b(minimum days?|min days?|half days?|early (release|dismissal|out)|noon dismissal|shortened days?|modified days?"
    r"|late start|delayed (start|opening)|medio dia|dia minimo|salida temprana)\b"
)
_CLOSED_WORDS = re.compile(
    r"\b(no (school|students|classes|clases)|schools? closed|closed|closure|holidays?"
    r"|non (student|instructional|school) days?|student free days?|pupil free|break|recess|vacation|snow day|ski week"
    r"|staff development|professional (development|learning) days?|teacher work ?days?|(teacher )?in ?service( days?)?"
    r"|furlough day|observed|labor day|veterans day|thanksgiving( day)?|christmas( eve| day)?|new years?( eve| day)?"
    r"|martin luther king.*|mlk( jr)? day|presidents day|lincolns? (birthday|day)|washingtons birthday|memorial day"
    r"|juneteenth|independence day|cesar chavez day|indigenous peoples day|columbus day|admission day|good friday"
    r"|easter monday|sin clases|cerrado|feriado|dia festivo|vacaciones|receso)\b"
)


def name_key(name: str) -> str:
    """What makes two names of days equal from year to year: "Winter Break 2026-27" and "Winter break" are one."""
    return " ".join(_YEAR.sub(" ", fold(name)).split()) or fold(name)


def kind_meant(name: str, *, longest: int = 1, is_whole_day: bool = True) -> str:
    """What days of this name most likely are for a library: closed, half, or nothing to it.

    "Minimum day before Thanksgiving break" is half, "Last day before winter break" is a day as any other, and so is
    "Holiday concert" at six in the evening.
    """
    words = fold(name)
    if longest > LONGEST_CLOSED_DAYS:
        return LEFT_OUT
    if _HALF_WORDS.search(words):
        return HALF
    if is_whole_day and _CLOSED_WORDS.search(words) and not _NOT_THE_DAY.search(words):
        return CLOSED
    return LEFT_OUT


def named_days(events: Iterable[CalendarEvent], remembered: Mapping[str, str]) -> tuple[NamedDays, ...]:
    """The events of a file gathered by name, in the order of their first day, each with what it is taken for.

    A file of ours says it itself; else it is as it was decided before (`remembered`, by `name_key`), else as the name
    sounds.
    """
    found: dict[str, list[CalendarEvent]] = {}
    for each in events:
        key = name_key(each.name)
        found.setdefault(f"{key}|{each.kind}|{each.note}" if each.kind else key, []).append(each)
    return tuple(_named(key, group, remembered) for key, group in found.items())


def _named(key: str, group: Sequence[CalendarEvent], remembered: Mapping[str, str]) -> NamedDays:
    first = group[0]
    whole = all(each.is_whole_day for each in group)
    longest = max((each.last_on - each.first_on).days + 1 for each in group)
    if first.kind in (CLOSED, HALF, OPEN):
        kind = first.kind
    elif key in remembered:
        kind = remembered[key]
    else:
        kind = kind_meant(first.name, longest=longest, is_whole_day=whole)
    note = first.note if first.kind else first.name
    return NamedDays(key, first.name, tuple((each.first_on, each.last_on) for each in group), kind, note[:80], whole)


def wanted_days(named: Iterable[NamedDays]) -> dict[date, tuple[str, str]]:
    """Kind and note for every day that is to be marked; where names meet on a day, closed goes before half and open."""
    weight = {CLOSED: 0, HALF: 1, OPEN: 2}
    found: dict[date, tuple[str, str]] = {}
    for each in sorted((one for one in named if one.kind), key=lambda one: weight[one.kind]):
        for first, last in each.spans:
            for step in range((last - first).days + 1):
                found.setdefault(first + timedelta(days=step), (each.kind, each.note))
    return found


def day_changes(
    calendar: Calendar, wanted: Mapping[date, tuple[str, str]], *, today: date, dropped: Iterable[date] = ()
) -> tuple[DayChange, ...]:
    """What marking these days would change from today on; days that are so already are left as they are.

    `dropped` are days an earlier file marked and this one no longer names: they become ordinary again.
    """
    found = []
    for day, (kind, note) in wanted.items():
        was = calendar.state_of(day)
        if day >= today and was != kind:
            found.append(DayChange(day, was, kind, kind, note, calendar.note_of(day)))
    for day in dropped:
        if day >= today and day not in wanted and day in calendar.exceptions:
            becomes = OPEN if calendar.open_weekdays[day.weekday()] == "1" else CLOSED
            found.append(DayChange(day, calendar.state_of(day), becomes, "", "", calendar.note_of(day)))
    return tuple(sorted(found, key=lambda each: each.day))


def stretches(calendar: Calendar) -> tuple[NamedDays, ...]:
    """The marked days of a calendar as people see them: neighbours of one kind and note are one stretch.

    A weekend between two marked days of a stretch belongs to it.
    """
    found: list[NamedDays] = []
    for day in sorted(calendar.exceptions):
        kind, note = calendar.exceptions[day], calendar.note_of(day)
        last = found[-1] if found else None
        if last is not None and (last.kind, last.note) == (kind, note) and _meets(calendar, last.spans[0][1], day):
            found[-1] = replace(last, spans=((last.spans[0][0], day),))
        else:
            found.append(NamedDays(note, note, ((day, day),), kind, note, True))
    return tuple(found)


def _meets(calendar: Calendar, last: date, day: date) -> bool:
    """Whether nothing but days that are closed every week lies between."""
    if calendar.exceptions[last] != CLOSED:
        return (day - last).days == 1
    between = ((last + timedelta(days=step)) for step in range(1, (day - last).days))
    return (day - last).days <= 7 and all(calendar.open_weekdays[each.weekday()] == "0" for each in between)
