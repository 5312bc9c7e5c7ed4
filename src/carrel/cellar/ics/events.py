"""What an iCalendar file is to us: events that cover whole days."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One occurrence of an event, in days; both days count. `kind` and `note` are what `write_calendar` wrote, else "".

    `is_whole_day` is False for an event with a time of day: the days are those it touches, in the reader's zone.
    """

    first_on: date
    last_on: date
    name: str
    kind: str = ""
    note: str = ""
    is_whole_day: bool = True
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """An event that was left out: its number in the file (from 1), its name, and why, as a code.

    Codes: no_start, no_day, ends_before, too_often, too_long_ago, rule.
    """

    number: int
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds for the days asked for. `outside` counts events with no day among them, cancelled ones too."""

    name: str
    events: tuple[CalendarEvent, ...]
    faults: tuple[Fault, ...]
    outside: int


class NotACalendar(ValueError):
    """The whole file is of no use. `code`: too_large, not_ics, empty, too_many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
