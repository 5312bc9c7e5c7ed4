"""The verbs of the district. Plain nouns are kept by `kernel.keeping.keep`."""

from carrel.rooms.schools.actions.calendar_files import (
    choose_calendar_kinds,
    drop_calendar,
    send_calendar,
    take_back_calendar,
    take_in_calendar,
)
from carrel.rooms.schools.actions.days import Marked, clear_days, keep_site, mark_days, take_back_days
from carrel.rooms.schools.actions.feeds import close_feed, renew_feed

__all__ = [
    "Marked",
    "choose_calendar_kinds",
    "clear_days",
    "close_feed",
    "drop_calendar",
    "keep_site",
    "mark_days",
    "renew_feed",
    "send_calendar",
    "take_back_calendar",
    "take_back_days",
    "take_in_calendar",
]
