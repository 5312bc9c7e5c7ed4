"""The demo's technician weeds: our table with local history spared, a list half walked, two copies kept for good."""

from dataclasses import replace
from datetime import datetime, timedelta

from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.schools.queries import today_at
from carrel.rooms.weeding import actions as weeding
from carrel.rooms.weeding import queries
from carrel.rooms.weeding.rules import KEEP, USUAL_RULES, WITHDRAW, WeedingRule

LOCAL_HISTORY = WeedingRule("Local history", "979.4", "979.4", never=True)
# The copies came from another system without the day they were acquired: age alone must do until they have a history.
OUR_RULES = (LOCAL_HISTORY, *(replace(each, needs=1) for each in USUAL_RULES))
TABLE, LIST = "Our weeding table", "Nonfiction, autumn"
WITHDRAWN, KEPT = 12, 4


def weed(houses: Houses, *, now: datetime) -> int:
    """Make the table and a list of the nonfiction, and walk a part of it; returns how many copies are on the list."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    before = now - timedelta(days=2)
    profile_id = weeding.add_profile(dee, site_id=site_id, name=TABLE, now=before)
    weeding.keep_profile(dee, profile_id=profile_id, version=0, name=TABLE, profile=OUR_RULES, now=before)
    list_id = weeding.make_list(dee, profile_id=profile_id, name=LIST, call_from="000", call_to="999", now=before)
    lines = list(queries.lines_of(list_id))
    gone = [each.pk for each in lines[:WITHDRAWN]]
    kept = [each.pk for each in lines[WITHDRAWN : WITHDRAWN + KEPT]]
    weeding.mark_lines(dee, list_id=list_id, line_ids=gone, mark=WITHDRAW, now=now)
    until = today_at(site_id, now) + timedelta(days=365)
    weeding.mark_lines(dee, list_id=list_id, line_ids=kept[:2], mark=KEEP, until_on=until, now=now)
    weeding.mark_lines(dee, list_id=list_id, line_ids=kept[2:], mark=KEEP, why="Gift of the city", now=now)
    return len(lines)
