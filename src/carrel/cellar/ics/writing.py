"""Events that last whole days → an iCalendar file."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from carrel.cellar.ics.events import CalendarEvent

PRODUCER = "-//Carrel//school library//EN"


def write_calendar(events: Iterable[CalendarEvent], *, name: str, made_at: datetime, refresh_hours: int = 12) -> bytes:
    """The file of these events, UTF-8 with the line ends the standard wants; `read_calendar` reads the same again.

    `made_at` (aware) should be the moment the days last changed, so that the same days give the same bytes.
    `refresh_hours` tells programs that subscribe how often to look.
    """
    # Loading the library takes a quarter of a second, which only those wait for who write a calendar.
    from icalendar import Calendar, Event, vDuration

    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    often = vDuration(timedelta(hours=refresh_hours))
    often.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", often)
    calendar.add("x-published-ttl", vDuration(timedelta(hours=refresh_hours)))
    for each in events:
        one = Event()
        one.add("uid", each.uid)
        one.add("dtstamp", made_at)
        one.add("dtstart", each.first_on)
        one.add("dtend", each.last_on + timedelta(days=1))
        one.add("summary", each.name)
        one.add("transp", "TRANSPARENT")
        if each.kind:
            one.add("categories", [each.kind.upper()])
            one.add("x-carrel-kind", each.kind)
        if each.note:
            one.add("x-carrel-note", each.note)
        calendar.add_component(one)
    written: bytes = calendar.to_ical()
    return written
