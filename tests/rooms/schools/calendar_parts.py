"""A calendar as a district sends it round, for the tests of calendar files."""

from datetime import date, timedelta

from carrel.cellar.ics import CalendarEvent, write_calendar
from carrel.rooms.schools import actions
from carrel.rooms.schools.models import CalendarFile
from tests.cast import Cast
from tests.makers import NOON


def event(name: str, first: str, last: str = "") -> CalendarEvent:
    first_on = date.fromisoformat(first)
    return CalendarEvent(first_on, date.fromisoformat(last) if last else first_on, name, uid=f"{first}{name}@district")


DISTRICT = (
    event("First day of school", "2026-08-13"),
    event("Thanksgiving Break", "2026-11-23", "2026-11-27"),
    event("Minimum day before winter break", "2026-12-18"),
    event("Winter Break 2026-27", "2026-12-21", "2027-01-01"),
    event("Holiday concert", "2026-12-10"),
    event("School resumes after winter break", "2027-01-04"),
    event("Teacher Work Day", "2027-01-04"),
    event("Back to School Night", "2027-01-13"),
)


def ics(*events: CalendarEvent) -> bytes:
    return write_calendar(events, name="District", made_at=NOON - timedelta(days=60))


def sent(cast: Cast, *events: CalendarEvent, name: str = "district.ics") -> CalendarFile:
    """The file, sent in by Dee for the middle school."""
    raw = ics(*(events or DISTRICT))
    return actions.send_calendar(cast.actor(cast.dee), site_ids=[cast.middle.pk], name=name, raw=raw, now=NOON)
