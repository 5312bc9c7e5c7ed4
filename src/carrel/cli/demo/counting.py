"""Counts in the demo: one shelf finished a month ago, with its losses; another being walked, left in the middle."""

from datetime import datetime, timedelta

from carrel.cellar.kernel.actors import Actor
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.inventory.models import Item
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.stocktake import actions as stocktake
from carrel.rooms.stocktake.queries import IN_SHELF_ORDER

STRAY = "31811000999999"
_FIRST = 120
"""So far into fiction the open count begins: before it stand the books other parts of the demo take."""


def count_shelves(houses: Houses, *, now: datetime) -> int:
    """Two counts of the middle school, as its technician makes them; returns how many copies were seen."""
    dee = people.actor_for(Account.objects.get(username="dee"), houses.sites[SITE_CODES["M"]], now=now)
    return _finished(dee, now - timedelta(days=30)) + _open(dee, now)


def _finished(dee: Actor, now: datetime) -> int:
    """Biographies, whole: two are not there, one stands wrong."""
    shelf = _standing(dee, "B ")[:40]
    count_id = stocktake.begin_count(dee, name="Biographies", scope="walked", now=now)
    quiet = [item for item in shelf[1:-1] if item.last_seen_at is None or item.last_seen_at < now]
    gone = {item.pk for item in quiet[5:7]}
    walked = [item for item in shelf if item.pk not in gone]
    walked.insert(20, walked.pop(3))
    seen = _walk(dee, count_id, walked, now)
    stocktake.finish_count(dee, count_id=count_id, now=now)
    return seen


def _open(dee: Actor, now: datetime) -> int:
    """A bay of fiction: thirty-one scanned, four passed over, two out of order, a number nobody knows."""
    shelf = _standing(dee, "FIC")[_FIRST : _FIRST + 35]
    count_id = stocktake.begin_count(dee, name="Fiction, bay 7", scope="walked", now=now - timedelta(hours=1))
    walked = [item for number, item in enumerate(shelf) if number not in {6, 14, 15, 27}]
    for whence, whither in ((4, 18), (24, 9)):
        walked.insert(whither, walked.pop(whence))
    seen = _walk(dee, count_id, walked, now)
    stocktake.scan(dee, count_id=count_id, text=STRAY, now=now)
    return seen


def _walk(dee: Actor, count_id: int, items: list[Item], now: datetime) -> int:
    for item in items:
        stocktake.scan(dee, count_id=count_id, text=item.barcode, now=now)
    return len(items)


def _standing(dee: Actor, beginning: str) -> list[Item]:
    """What stands in by its record, in the order of the shelf, of a section."""
    items = Item.objects.filter(site=dee.site_id, state="available", item_type__code="BOOK")
    return list(items.filter(call_number__startswith=beginning).exclude(barcode="").order_by(*IN_SHELF_ORDER))
