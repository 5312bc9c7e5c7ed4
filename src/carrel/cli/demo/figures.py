"""The demo's figures: every day counted, the page of the last month as it was made on the first, with a note, signed."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cli.demo.houses import ZONE, Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.reports import actions as reports
from carrel.rooms.reports.rules.periods import before

NOTE = "The library was closed for two days while the floor was waxed; 8A came for its projects all month."


def make_figures(houses: Houses, *, now: datetime) -> int:
    """Count what was lent, make the page of last month, write a note and sign it; returns how many days are counted."""
    this = now.astimezone(ZoneInfo(ZONE)).date().replace(day=1)
    first_night = min(datetime.combine(this, time(3), ZoneInfo(ZONE)), now)
    days = reports.count_days(SYSTEM, now=now)
    reports.count_collection(SYSTEM, now=first_night)
    reports.count_collection(SYSTEM, now=now)
    reports.keep_due_pages(SYSTEM, now=first_night)
    site_id, last = houses.sites[SITE_CODES["M"]], before(this)
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    signed_at = min(first_night + timedelta(hours=7), now)
    reports.note_figure(dee, kind="month", first_on=last, site_id=site_id, figure="", text=NOTE, now=signed_at)
    reports.sign_page(dee, first_on=last, site_id=site_id, now=signed_at)
    return days
