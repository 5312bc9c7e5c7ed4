"""The two clocks of an off-air recording, counted day by day on the school's calendar. Pure; docs/rules/off-air.md.

Source: Guidelines for Off-Air Recording of Broadcast Programming for Educational Purposes (Congressional Record,
14 October 1981), paragraphs 2, 3 and 6.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from carrel.cellar.kernel.texts import fold
from carrel.rooms.schools.rules import Calendar

RETENTION_DAYS = 45
TEACHING_DAYS = 10

SESSION, CLOSED, EXAM, OUT_OF_YEAR = "session", "closed", "exam", "out_of_year"
BEFORE, TEACH, EVALUATE, ERASE = "before", "teach", "evaluate", "erase"
PHASES = (BEFORE, TEACH, EVALUATE, ERASE)

_EXAM_WORDS = re.compile(r"\b(exams?|examinations?|finals|examen|examenes|finales)\b")


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """When a school is in session: its open days within a school year; without any year, all its open days."""

    calendar: Calendar
    years: tuple[tuple[date, date], ...] = ()

    def kind_of(self, day: date) -> str:
        """What a day is to the clock: session, closed, exam, or out of every school year."""
        if not self.calendar.is_open(day):
            return CLOSED
        if self.years and not any(first <= day <= last for first, last in self.years):
            return OUT_OF_YEAR
        return EXAM if _EXAM_WORDS.search(fold(self.calendar.note_of(day))) else SESSION


@dataclass(frozen=True, slots=True)
class Lift:
    """A licence or permission that stands over the clocks, from a day to a day; None is without end."""

    from_on: date
    until_on: date | None

    def covers(self, day: date) -> bool:
        """Whether it is in force on this day; both its days count."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the count. `number` is 1 to 45; `school_day` is 1 to 10 while those last, else None."""

    day: date
    number: int
    kind: str
    school_day: int | None
    phase: str
    note: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """How long a recording may be shown and kept.

    `teach_until` is the last day on which students may see it: the tenth school day, or the last one there is when the
    45 days hold fewer (`school_days` says how many); None when they hold none. `erase_by` is the 45th day after the
    recording. `keep_until` is that day, or what a licence makes of it; None is without end.
    """

    recorded_on: date
    teach_until: date | None
    erase_by: date
    school_days: int
    keep_until: date | None
    lifts: tuple[Lift, ...] = ()

    def is_lifted(self, day: date) -> bool:
        """Whether a licence or permission is in force on this day."""
        return any(lift.covers(day) for lift in self.lifts)

    def phase_on(self, day: date) -> str:
        """What may be done with it on a day: teach, evaluate, or erase; `before` it was recorded."""
        if day < self.recorded_on:
            return BEFORE
        if self.is_lifted(day):
            return TEACH
        if self.keep_until is not None and day > self.keep_until:
            return ERASE
        return TEACH if self.teach_until is not None and day <= self.teach_until else EVALUATE

    def is_to_erase(self, today: date) -> bool:
        """Whether the last day has come: it is erased on that day, at its end at the latest."""
        return self.keep_until is not None and self.keep_until <= today

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been erased before today."""
        return self.keep_until is not None and self.keep_until < today


def erase_by(recorded_on: date) -> date:
    """The last of the 45 consecutive days after the day of the recording, whatever the calendar says."""
    return recorded_on + timedelta(days=RETENTION_DAYS)


def counted_days(recorded_on: date, days: SchoolDays) -> tuple[CountedDay, ...]:
    """The 45 days after a recording, one by one, with the ten school days among them numbered."""
    found: list[CountedDay] = []
    session = 0
    last = _teach_until(recorded_on, days)[0]
    for number in range(1, RETENTION_DAYS + 1):
        day = recorded_on + timedelta(days=number)
        kind = days.kind_of(day)
        counts = kind == SESSION and session < TEACHING_DAYS
        session += counts
        phase = TEACH if last is not None and day <= last else EVALUATE
        found.append(CountedDay(day, number, kind, session if counts else None, phase, days.calendar.note_of(day)))
    return tuple(found)


def clocks_of(recorded_on: date, days: SchoolDays, lifts: Iterable[Lift] = ()) -> Clocks:
    """Both clocks of a recording made on this day."""
    last, count = _teach_until(recorded_on, days)
    ends, over = erase_by(recorded_on), tuple(lifts)
    return Clocks(recorded_on, last, ends, count, kept_until(ends, over), over)


def kept_until(ends: date, lifts: Sequence[Lift]) -> date | None:
    """The last day it may be kept: `ends`, carried on by every licence that is in force when the time before it ends.

    None is without end. A licence that begins after a gap does not bring back what had to be erased.
    """
    until = ends
    rest = sorted(lifts, key=lambda lift: lift.from_on)
    for lift in rest:
        if lift.from_on > until + timedelta(days=1):
            break
        if lift.until_on is None:
            return None
        until = max(until, lift.until_on)
    return until


def _teach_until(recorded_on: date, days: SchoolDays) -> tuple[date | None, int]:
    """The last of the ten school days within the 45 days, and how many of the ten there are."""
    last, count = None, 0
    for number in range(1, RETENTION_DAYS + 1):
        day = recorded_on + timedelta(days=number)
        if days.kind_of(day) == SESSION:
            last, count = day, count + 1
            if count == TEACHING_DAYS:
                break
    return last, count
