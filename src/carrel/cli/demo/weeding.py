"""The demo's technician weeds: our table with local history spared, a list half walked, another not begun.

Some copies get the past a library's shelves have: a day on which they came, years ago, and wear.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from carrel.cellar.kernel.actors import Actor
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import ItemFacts
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.schools.queries import today_at
from carrel.rooms.weeding import actions as weeding
from carrel.rooms.weeding import queries
from carrel.rooms.weeding.rules import KEEP, USUAL_RULES, WITHDRAW, WeedingRule

LOCAL_HISTORY = WeedingRule("Local history", "979.4", "979.4", never=True)


def _ours(rule: WeedingRule) -> WeedingRule:
    """A line of the usual table as the demo's school has it.

    Most copies came from another system without the day they were acquired: one reason must do until they have a
    history. What the table does not look at is looked at here and there, so that every reason is seen; class sets stay.
    """
    rule = replace(rule, needs=1)
    if rule.section == "Science, mathematics":
        return replace(rule, seldom_tenths=5)
    if rule.section == "Fiction":
        return replace(rule, seldom_tenths=3, copies_over=30)
    return replace(rule, owned_years=12) if rule.section == "History" else rule


OUR_RULES = (LOCAL_HISTORY, *map(_ours, USUAL_RULES))
TABLE, LIST, STORIES = "Our weeding table", "Nonfiction, autumn", "Stories, autumn"
WITHDRAWN, KEPT = 12, 4
# Every sixth book that nobody took this term came in one of these years, and some of them are worn.
_EVERY, _CAME, _WORN = 6, range(2008, 2022), ("good", "worn", "good", "good", "damaged")


def weed(houses: Houses, *, now: datetime) -> int:
    """Make the table and lists of nonfiction and stories, and walk a part; returns how many copies are on them."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    before = now - timedelta(days=2)
    _give_a_past(dee, site_id, before)
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
    stories = weeding.make_list(dee, profile_id=profile_id, name=STORIES, call_from="E", call_to="GN", now=before)
    return len(lines) + queries.lines_of(stories).count()


def _give_a_past(dee: Actor, site_id: int, now: datetime) -> None:
    """Write down when some books came, and that some are worn, as whoever opens an old register does."""
    idle = Item.objects.filter(site_id=site_id, state="available", last_loaned_at=None, item_type__code="BOOK")
    idle = idle.exclude(call_number="").filter(record__year__isnull=False).select_related("record")
    for number, item in enumerate(idle.order_by("shelving_key", "pk")[::_EVERY]):
        year = max(_CAME[number * 5 % len(_CAME)], item.record.year or 0)
        facts = ItemFacts(
            item_type_id=item.item_type_id, place_id=item.place_id, call_number=item.call_number,
            call_number_scheme=item.call_number_scheme, copy_number=item.copy_number, volume=item.volume,
            price_minor=item.price_minor, fund=item.fund, condition=_WORN[number % len(_WORN)], note=item.note,
            acquired_on=min(date(year, 9, 1), now.date()),
        )  # fmt: skip
        inventory.change_item(dee, item_id=item.pk, facts=facts, now=now)
