"""iCalendar files (RFC 5545, `.ics`): bytes ↔ whole days. Pure; knows nothing of schools, databases or Django.

`read_calendar(raw, …)` gives the events of a stretch of days, repeating ones as often as they fall into it, and every
event that could not be used with its place and why. `write_calendar(…)` writes events that last whole days.
"""

from carrel.cellar.ics.events import CalendarEvent, Fault, NotACalendar, Reading
from carrel.cellar.ics.reading import MOST_BYTES, read_calendar
from carrel.cellar.ics.writing import write_calendar

__all__ = ["MOST_BYTES", "CalendarEvent", "Fault", "NotACalendar", "Reading", "read_calendar", "write_calendar"]
