"""The one place that reads the clock. Doors, commands and tasks call it; all below takes `now` as an argument."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today_at(zone: str, moment: datetime) -> date:
    """The day it is at a site in this time zone at that moment."""
    return moment.astimezone(ZoneInfo(zone)).date()
