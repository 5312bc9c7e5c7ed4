"""Until when: base by unit, then hard due date, cut-off of the grade, expiry, or a date given by staff; never past.

Order of adjustments after Koha (C4::Circulation::CalcDateDue). A day loan is due at 23:59:59, time of the item's site.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.people.rules import grade_shown
from carrel.rooms.schools.rules import Calendar, Timetable

END_OF_DAY = time(23, 59, 59)
DAY, MOMENT = "day", "moment"


class Unit(StrEnum):
    """How a loan's length is counted."""

    OPEN_DAYS = "open_days"
    """Only days on which the site is open are counted (Koha "Calendar", Destiny "Open")."""
    CALENDAR_DAYS = "calendar_days"
    """All days are counted; a closed end moves to the next open day (Koha "Datedue", Destiny "Calendar")."""
    ANY_DAYS = "any_days"
    """All days are counted, and the end may fall on a closed day (Koha "Days"): for what is returned through a drop."""
    SAME_WEEKDAY = "same_weekday"
    """As calendar days; whole weeks that end on a holiday go on week by week, to the same weekday (Koha "Dayweek")."""
    HOURS = "hours"
    """To the minute; an end on a closed day moves to the same time of the next open day."""
    PERIODS = "periods"
    """Periods of the bell schedule: due when the bell ends the n-th of them."""
    NAMED_DATE = "named_date"
    """No length: due on the next date of the row's series, whatever that series says of comparing."""


BY_THE_CLOCK = frozenset({Unit.HOURS, Unit.PERIODS})
"""Units whose end is a moment and not a day."""
BELL_SOON = timedelta(minutes=10)
"""A period with less than this left does not count: whoever borrows then borrows for the next."""


class Compare(StrEnum):
    """What a hard due date does to the computed one."""

    BEFORE = "before"
    """A ceiling: never later than the hard date."""
    EXACTLY = "exactly"
    AFTER = "after"
    """A floor: never earlier than the hard date."""


@dataclass(frozen=True, slots=True)
class HardDay:
    """One dated entry of a series of hard due dates; it applies to loans made on or after `active_from`."""

    series_id: int
    name: str
    on: date
    compare: Compare
    active_from: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sum: what was done and the day it led to. `facts` are plain values for the phrase."""

    code: str
    result: date
    facts: Mapping[str, object] = field(default_factory=dict)
    changed: bool = True

    def as_json(self) -> list[object]:
        """The step as it is kept with the loan."""
        return [self.code, self.result.isoformat(), dict(self.facts), self.changed]


@dataclass(frozen=True, slots=True)
class Due:
    """A due date with the sum it came from. `kind` is day or moment; `at` is aware."""

    on: date
    at: datetime
    kind: str
    steps: tuple[Step, ...] = ()
    objections: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day between lending and due: its number in the count (None: not counted), and whether the site is open."""

    day: date
    is_open: bool
    number: int | None
    note: str = ""


class NoNamedDate(Exception):
    """A loan is to last until a named date, and no row names a series with a date ahead."""


def length_of(number: object, unit: object) -> tuple[int, Unit]:
    """A length as the grid keeps it. Raises ValueError for an unknown unit and for anything but 1 or more.

    Until a named date needs no number; its length is told as 0.
    """
    if unit == Unit.NAMED_DATE and number is None:
        return 0, Unit.NAMED_DATE
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ValueError(f"A loan cannot last {number!r}.")
    return number, Unit(str(unit))


def grade_key(grade: str) -> str:
    """What makes two spellings of a grade equal: "12" and " 012", "KG" and "k"."""
    return grade_shown(grade.strip()).casefold()


def grade_keys(grades: str) -> frozenset[str]:
    """The grades of a cut-off as it is written: "12" or "8, 12"."""
    return frozenset(grade_key(each) for each in grades.replace(";", ",").split(",") if each.strip())


def end_of(day: date, zone: tzinfo) -> datetime:
    """The last second of a day at a site."""
    return datetime.combine(day, END_OF_DAY, zone)


def hard_day_for(series: Iterable[HardDay], lent_on: date) -> HardDay | None:
    """The entry of a series that holds for a loan of this day.

    Of those already active and not past, the newest to become active; of several alike, the next to come. Where all are
    past, the last of them, so that somebody is told.
    """
    active = [each for each in series if each.active_from is None or each.active_from <= lent_on]
    ahead = [each for each in active if each.on >= lent_on]
    if ahead:
        newest = max(each.active_from or date.min for each in ahead)
        return min((each for each in ahead if (each.active_from or date.min) == newest), key=lambda each: each.on)
    return max(active, key=lambda each: each.on, default=None)


def next_hard_day(series: Sequence[HardDay], today: date) -> tuple[date, HardDay] | None:
    """Which entry takes over next, and for loans from which day on; None when the present one is the last."""
    now = hard_day_for(series, today)
    turns = {each.active_from for each in series if each.active_from is not None and each.active_from > today}
    turns |= {each.on + timedelta(days=1) for each in series if each.on >= today}
    for day in sorted(turns):
        found = hard_day_for(series, day)
        if found is not None and found != now and found.on >= day:
            return day, found
    return None


def due_on(
    *,
    start: datetime,
    today: date,
    zone: tzinfo,
    length: int,
    unit: Unit,
    calendar: Calendar,
    hard_days: Iterable[HardDay] = (),
    cutoffs: Iterable[Iterable[HardDay]] = (),
    expires_on: date | None = None,
    timetable: Timetable | None = None,
) -> Due:
    """The due date the policy gives, counted from `start`, with every step of the sum.

    `hard_days` is the series of the row, `cutoffs` the series of the patron's grade, each a ceiling. `timetable` is
    asked for periods only. Raises NoNamedDate, and NoOpenDay or NoPeriod (schools) when a year holds nothing to be due
    on.
    """
    hard = hard_day_for(hard_days, today)
    local = start.astimezone(zone)
    if unit is Unit.NAMED_DATE:
        moment, steps = _named_date(local, hard, today)
    else:
        moment, steps = _base(local, length, unit, calendar, timetable)
    kind = MOMENT if unit in BY_THE_CLOCK else DAY
    day = moment.date()
    objections: list[Objection] = []
    limits = [] if hard is None or unit is Unit.NAMED_DATE else [(hard, "hard")]
    limits += [(replace(each, compare=Compare.BEFORE), "cutoff") for each in _newest(cutoffs, today)]
    for each, word in limits:
        moved, step, objection = _after_hard_day(day, each, today, word)
        steps.append(step)
        objections += [objection] if objection else []
        day, kind = moved, (DAY if moved != day else kind)
    if expires_on is not None and expires_on >= today:
        moved = _within_expiry(day, expires_on, today, calendar)
        steps.append(Step("expiry", moved, {"expires": expires_on.isoformat()}, moved != day))
        day, kind = moved, (DAY if moved != day else kind)
    return Due(day, moment if kind == MOMENT else end_of(day, zone), kind, tuple(steps), tuple(objections))


def due_on_given(*, start: datetime, given_on: date, zone: tzinfo, calendar: Calendar) -> Due:
    """The due date staff gave; it replaces every rule. A closed day is told, a day before today is refused."""
    today = start.astimezone(zone).date()
    objections: list[Objection] = []
    facts: dict[str, object] = {"due": given_on, "today": today}
    if given_on < today:
        objections.append(Objection("circulation.due_in_the_past", Weight.REFUSE, facts, Source("fact", "", "due")))
    elif not calendar.is_open(given_on):
        objections.append(
            Objection("circulation.due_on_closed_day", Weight.TELL, facts, Source("calendar", "", "calendar"))
        )
    steps = (Step("lent", today), Step("given", given_on))
    return Due(given_on, end_of(given_on, zone), DAY, steps, tuple(objections))


def _newest(series: Iterable[Iterable[HardDay]], today: date) -> list[HardDay]:
    found = (hard_day_for(each, today) for each in series)
    return [each for each in found if each is not None]


def _named_date(start: datetime, hard: HardDay | None, today: date) -> tuple[datetime, list[Step]]:
    if hard is None or hard.on < today:
        raise NoNamedDate
    steps = [Step("lent", start.date()), Step("hard_named", hard.on, _hard_facts(hard))]
    return datetime.combine(hard.on, END_OF_DAY, start.tzinfo), steps


def _base(
    start: datetime, length: int, unit: Unit, calendar: Calendar, timetable: Timetable | None
) -> tuple[datetime, list[Step]]:
    """The end by length alone and the lines of the sum that lead there."""
    first = start.date()
    facts: dict[str, object] = {"length": length}
    plain = moment = start
    if unit is Unit.OPEN_DAYS:
        plain = moment = datetime.combine(calendar.add_open_days(first, length), END_OF_DAY, start.tzinfo)
    elif unit is Unit.HOURS:
        # Through UTC, so that two hours stay two hours on the night the clocks change.
        plain = (start.astimezone(UTC) + timedelta(hours=length)).astimezone(start.tzinfo)
        moment = datetime.combine(calendar.next_open_on(plain.date()), plain.timetz())
    elif unit is Unit.PERIODS:
        day, period = (timetable or Timetable(calendar)).period_after(start.replace(tzinfo=None) + BELL_SOON, length)
        plain = moment = datetime.combine(day, period.ends, start.tzinfo)
        facts["period"] = period.name
    else:
        last = first + timedelta(days=length)
        plain = datetime.combine(last, END_OF_DAY, start.tzinfo)
        moment = datetime.combine(_pushed(last, length, unit, calendar), END_OF_DAY, start.tzinfo)
    steps = [Step("lent", first), Step(f"length_{unit.value}", plain.date(), facts)]
    if unit in (Unit.CALENDAR_DAYS, Unit.SAME_WEEKDAY, Unit.HOURS):
        code = (
            "same_weekday" if unit is Unit.SAME_WEEKDAY and _in_weeks(plain.date(), moment.date()) else "next_open_day"
        )
        if unit is not Unit.HOURS or plain != moment:
            steps.append(Step(code, moment.date(), {"closed": plain.date().isoformat()}, plain != moment))
    return moment, steps


def _in_weeks(first: date, last: date) -> bool:
    return last > first and (last - first).days % 7 == 0


def _pushed(last: date, length: int, unit: Unit, calendar: Calendar) -> date:
    """Where a count of all days ends: there, on the next open day, or on the next open one of the same weekday."""
    if unit is Unit.ANY_DAYS:
        return last
    if unit is Unit.CALENDAR_DAYS or length % 7:
        return calendar.next_open_on(last)
    return calendar.next_open_same_weekday(last)


def _hard_facts(hard: HardDay) -> dict[str, object]:
    return {"name": hard.name, "hard": hard.on.isoformat(), "series": hard.series_id}


def _after_hard_day(day: date, hard: HardDay, today: date, word: str) -> tuple[date, Step, Objection | None]:
    if hard.on < today and hard.compare is not Compare.AFTER:
        # A date in the past would make the loan overdue at once: leave the rule out and say so.
        told = Objection(
            "circulation.hard_due_date_past",
            Weight.TELL,
            {"name": hard.name, "hard": hard.on},
            Source("policy", hard.name, f"hard_due_date:{hard.series_id}"),
        )
        return day, Step("hard_past", day, _hard_facts(hard), False), told
    moved = {Compare.BEFORE: min(day, hard.on), Compare.EXACTLY: hard.on, Compare.AFTER: max(day, hard.on)}[
        hard.compare
    ]
    return moved, Step(f"{word}_{hard.compare.value}", moved, _hard_facts(hard), moved != day), None


def _within_expiry(day: date, expires_on: date, today: date, calendar: Calendar) -> date:
    if day <= expires_on:
        return day
    if calendar.is_open(expires_on):
        return expires_on
    # Koha steps back to the last open day before a closed expiry; never before today.
    return max(calendar.previous_open_on(expires_on), today)


def stays_on_closed(codes: Iterable[str]) -> str:
    """Why a due date may stand on a day that became closed, "" when it should move: the steps that changed it say so.

    Given by staff, a hard due date, the reader's last day and the end of the school year stand on closed days on
    purpose, as they do when lending; so does a count of days that asks for no calendar.
    """
    last = ""
    for code in codes:
        last = code
    if last in ("given", "expiry", "year_end"):
        return last
    if last.startswith(("hard_", "cutoff_")):
        return "hard"
    return "any_days" if last == "length_any_days" else ""


def moved_off_closed(due_at: datetime, kind: str, *, zone: tzinfo, calendar: Calendar) -> datetime:
    """The due moment on the next open day: the end of that day, or the same time of it for a loan by the hour.

    Raises NoOpenDay (schools).
    """
    local = due_at.astimezone(zone)
    day = calendar.next_open_on(local.date())
    return end_of(day, zone) if kind == DAY else datetime.combine(day, local.time(), zone)


def days_counted(
    first: date, last: date, unit: Unit, calendar: Calendar, notes: Mapping[date, str]
) -> tuple[CountedDay, ...]:
    """Every day from the first to the last with its number in the count, as the page of explanation draws it."""
    days: list[CountedDay] = []
    number = 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        is_open = calendar.is_open(day)
        counts = offset > 0 and (is_open or unit is not Unit.OPEN_DAYS)
        number += counts
        days.append(CountedDay(day, is_open, number if counts else None, notes.get(day, "")))
    return tuple(days)
