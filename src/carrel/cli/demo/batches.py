"""The demo's work of many lines: a cart that has Chromebooks, a class half handed out, and a list with odd ones left."""

from datetime import datetime

from django.db.models import Count

from carrel.cellar.kernel.actors import Actor
from carrel.cli.demo.district import CAST_IDS
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.actions import NewLine
from carrel.rooms.circulation.queries.batches import next_line
from carrel.rooms.inventory.models import Item
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Person, SchoolClass
from carrel.rooms.schools.models import Place

ON_THE_CART, HANDED_OUT = 8, 3
UNKNOWN = "31811999999999"


def work_in_batches(houses: Houses, *, now: datetime) -> int:
    """Fill the cart, begin a class and lend a list, as the technician of the middle school; returns how many loans."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    return _fill_cart(dee, site_id, now) + _begin_class(dee, site_id, now) + _lend_list(dee, site_id, now)


def _free(site_id: int, item_type: str, count: int) -> list[Item]:
    free = Item.objects.filter(site=site_id, item_type__code=item_type, state="available").exclude(barcode="")
    return list(free.order_by("-barcode")[:count])


def _fill_cart(dee: Actor, site_id: int, now: datetime) -> int:
    cart = Place.objects.filter(site=site_id, kind="cart").order_by("pk").first()
    if cart is None:
        return 0
    lines = [NewLine(each.barcode) for each in _free(site_id, "CHROMEBOOK", ON_THE_CART)]
    batch_id = circulation.start_batch(dee, kind="place", place_id=cart.pk, lines=lines, now=now)
    circulation.do_batch_lines(dee, batch_id=batch_id, now=now)
    circulation.end_batch(dee, batch_id=batch_id, now=now)
    return len(lines)


def _class_set(site_id: int) -> list[Item]:
    """The title of which most copies are in: a class set."""
    free = Item.objects.filter(site=site_id, item_type__code="BOOK", state="available").exclude(barcode="")
    most = free.values("record").annotate(copies=Count("pk")).order_by("-copies", "record").first()
    return list(free.filter(record=most["record"]).order_by("barcode")) if most else []


def _begin_class(dee: Actor, site_id: int, now: datetime) -> int:
    """The first of a class have theirs; the rest wait, to be gone on with."""
    cast = Person.objects.filter(roster_id__in=CAST_IDS.values(), homeroom__isnull=False).values("homeroom")
    rooms = SchoolClass.objects.filter(site=site_id, kind="homeroom", ended_on=None).exclude(pk__in=cast)
    room = rooms.order_by("name", "pk").first()
    books = _class_set(site_id)[:HANDED_OUT]
    if room is None or not books:
        return 0
    record_id = books[0].record_id
    lines = [NewLine(person_id=each.person_id, record_id=record_id) for each in people.class_members(room.pk)]
    batch_id = circulation.start_batch(dee, kind="class", class_id=room.pk, lines=lines, records=[record_id], now=now)
    for book in books:
        line = next_line(batch_id)
        if line is not None:
            circulation.scan_into_batch(dee, batch_id=batch_id, text=book.barcode, line_id=line.pk, now=now)
    return len(books)


def _lend_list(dee: Actor, site_id: int, now: datetime) -> int:
    teacher = Person.objects.filter(roster_id=CAST_IDS["clark"]).first()
    if teacher is None:
        return 0
    books = _free(site_id, "BOOK", 4)
    lines = [*(NewLine(each.barcode) for each in books), NewLine(UNKNOWN)]
    batch_id = circulation.start_batch(dee, kind="list", patron_id=teacher.pk, lines=lines, now=now)
    circulation.do_batch_lines(dee, batch_id=batch_id, now=now)
    return len(books)
