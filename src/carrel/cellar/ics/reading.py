"""An iCalendar file, in whatever encoding schools save it, → the events of a stretch of days."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from carrel.cellar.ics.events import CalendarEvent, Fault, NotACalendar, Reading

if TYPE_CHECKING:
    from icalendar import Event

MOST_BYTES = 2 * 1024 * 1024
MOST_EVENTS = 3000
MOST_REPEATING = 200
MOST_DAYS = timedelta(days=1200)
OLDEST_YEAR = 1990
"""A daily event that began in the year 1 would be counted through for two thousand years before the first of ours."""

LATEST_YEAR = 2200
_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
# A rule that never comes true is looked for until the year 9999: a quarter of a minute for a weekly one. So what would
# never be found is refused by its shape, and what may not is looked for to the last day asked only.
_SEEN_SOON = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
_SEEN_IN_A_YEAR = _SEEN_SOON | {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}
_ONE_DAY = timedelta(days=1)


class _Unusable(Exception):
    """An event that is left out; its word is the code of the fault."""


def read_calendar(raw: bytes, *, first_on: date, last_on: date, zone: tzinfo) -> Reading:
    """The events that touch the days from first to last, earliest first, and every event left out with why.

    Times of day are read in `zone`. Raises NotACalendar for a file that is none, or more than a school's calendar is.
    """
    if len(raw) > MOST_BYTES:
        raise NotACalendar("too_large")
    assert last_on - first_on <= MOST_DAYS
    name, found = _components(_text(raw))
    faults: list[Fault] = []
    good: list[tuple[int, Event]] = []
    for number, each in enumerate(found, 1):
        try:
            _look(each)
        except _Unusable as why:
            faults.append(Fault(number, _name(each), str(why)))
        else:
            good.append((number, each))
    events: list[CalendarEvent] = []
    outside = 0
    for group in _series(good):
        try:
            occurrences = _occurrences(group, first_on, last_on, zone)
        except _Unusable as why:
            faults += [Fault(number, _name(each), str(why)) for number, each in group]
            continue
        outside += not occurrences
        events += occurrences
    events.sort(key=lambda each: (each.first_on, each.last_on, each.name))
    return Reading(name, tuple(events), tuple(sorted(faults, key=lambda each: each.number)), outside)


def _text(raw: bytes) -> str:
    """The text of the file: UTF-8 as the standard says, else what Windows programs save."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _components(text: str) -> tuple[str, list["Event"]]:
    """The name of the calendar and its events in the order of the file; several calendars in one file are one."""
    # Loading the library takes a quarter of a second, which only those wait for who read a calendar.
    from icalendar import Calendar, Event

    if "BEGIN:VCALENDAR" not in text.upper():
        raise NotACalendar("not_ics")
    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as broken:
        # The library names no error of its own for text it cannot split into lines and components.
        raise NotACalendar("not_ics") from broken
    events = [each for one in calendars for each in one.walk("VEVENT") if isinstance(each, Event)]
    if not events:
        raise NotACalendar("empty")
    repeating = sum(1 for each in events if "RRULE" in each or "RDATE" in each)
    if len(events) > MOST_EVENTS or repeating > MOST_REPEATING:
        raise NotACalendar("too_many")
    return next((_line(one.get("X-WR-CALNAME")) for one in calendars), ""), events


def _look(event: "Event") -> None:
    """Raise _Unusable for an event without a first day, one that ends before it begins, and rules no school makes."""
    if "DTSTART" not in event:
        raise _Unusable("no_start")
    try:
        first, last = event.start, event.end
    except (ValueError, TypeError, AttributeError, OverflowError) as broken:
        raise _Unusable("no_day") from broken
    if _day(last) < _day(first):
        raise _Unusable("ends_before")
    if first.year < 1900 or last.year > LATEST_YEAR:
        raise _Unusable("no_day")
    if any(name in ("RRULE", "RDATE", "EXDATE") for name, _ in event.errors):
        raise _Unusable("rule")
    for rule in _listed(event.get("RRULE")):
        _look_at_rule(rule, first.year)


def _look_at_rule(rule: dict[str, list[Any]], first_year: int) -> None:
    often = {str(each).upper() for each in rule.get("FREQ", ())}
    if often & _OFTEN:
        raise _Unusable("too_often")
    if not often or any(not isinstance(each, int) or each < 1 for each in rule.get("INTERVAL", ())):
        raise _Unusable("rule")
    parts = {str(each).upper() for each in rule}
    seldom = often == {"YEARLY"} or (often == {"MONTHLY"} and "COUNT" not in parts)
    if parts - (_SEEN_IN_A_YEAR if seldom else _SEEN_SOON):
        raise _Unusable("rule")
    if first_year < OLDEST_YEAR:
        raise _Unusable("too_long_ago")


def _series(events: Iterable[tuple[int, "Event"]]) -> Iterator[list[tuple[int, "Event"]]]:
    """Events that belong together: a repeating one and the changes of its single days share a UID."""
    groups: dict[str, list[tuple[int, Event]]] = {}
    for number, each in events:
        uid = str(each.get("UID", ""))
        groups.setdefault(uid or f"\n{number}", []).append((number, each))
    for group in groups.values():
        if any(name in each for _, each in group for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
            yield group
        else:
            yield from ([one] for one in group)


def _occurrences(group: list[tuple[int, "Event"]], first_on: date, last_on: date, zone: tzinfo) -> list[CalendarEvent]:
    events = [each for _, each in group if str(each.get("STATUS", "")).upper() != "CANCELLED"]
    if len(group) == 1 and not ("RRULE" in group[0][1] or "RDATE" in group[0][1]):
        single = [_event(each, zone) for each in events]
    else:
        single = [_event(each, zone) for each in _repeated([each for _, each in group], first_on, last_on)]
    return [each for each in single if each.first_on <= last_on and each.last_on >= first_on]


def _repeated(events: list["Event"], first_on: date, last_on: date) -> list["Event"]:
    import recurring_ical_events
    from icalendar import Calendar

    calendar = Calendar()
    for each in events:
        _end_by(each, last_on + _ONE_DAY)
        calendar.add_component(each)
    try:
        found = list(recurring_ical_events.of(calendar).between(first_on, last_on + _ONE_DAY))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as broken:
        # A rule that is written wrong shows in the library's arithmetic, wherever it happens to break.
        raise _Unusable("rule") from broken
    return [each for each in found if str(each.get("STATUS", "")).upper() != "CANCELLED"]


def _end_by(event: "Event", last: date) -> None:
    """Let a rule without a count, or with a later end, end on this day; its kind of end is that of its beginning."""
    for rule in _listed(event.get("RRULE")):
        ends = [_day(each) for each in rule.get("UNTIL", ()) if isinstance(each, date)]
        if "COUNT" in rule or (ends and max(ends) <= last):
            continue
        first = event.start
        if isinstance(first, datetime):
            rule["UNTIL"] = [datetime.combine(last, time(0), UTC if first.tzinfo is not None else None)]
        else:
            rule["UNTIL"] = [last]


def _event(event: "Event", zone: tzinfo) -> CalendarEvent:
    first, last = event.start, event.end
    whole = not isinstance(first, datetime)
    begins, ends = _local_day(first, zone), _local_day(last, zone)
    # The end is the first moment, or the first day, that is no longer part of it.
    stops_at_midnight = whole or (isinstance(last, datetime) and _local(last, zone).time() == time(0))
    if stops_at_midnight and ends > begins:
        ends -= _ONE_DAY
    kind, note = _line(event.get("X-CARREL-KIND")), _line(event.get("X-CARREL-NOTE"))
    return CalendarEvent(begins, ends, _name(event), kind, note, whole, str(event.get("UID", "")))


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """A time without a zone is the reader's own."""
    return moment.astimezone(zone) if moment.tzinfo is not None else moment


def _local_day(value: date, zone: tzinfo) -> date:
    return _local(value, zone).date() if isinstance(value, datetime) else value


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _name(event: "Event") -> str:
    return _line(event.get("SUMMARY"))


def _line(value: Any) -> str:
    """A text of the file on one line; the first of several."""
    first = next(iter(_listed(value)), "")
    return " ".join(str(first).split())[:200]


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
