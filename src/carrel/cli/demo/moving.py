"""What moves in the demo: transfers being packed, on their way and lent for a time; displays; the van's round; floating."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.keeping import keep
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.inventory.forms import ReturnRowForm
from carrel.rooms.inventory.models import Item
from carrel.rooms.moving import actions
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.schools.forms import PlaceForm
from carrel.rooms.schools.models import Place
from carrel.rooms.schools.queries import calendar_of, today_at


@dataclass(frozen=True, slots=True)
class Moved:
    """How many transfers and displays there are."""

    transfers: int
    displays: int


def let_move(houses: Houses, types: dict[str, int], *, now: datetime) -> Moved:
    """Two schools send each other books; a display has ended, another stands; the van drives on school days."""
    middle, cedar, birch = (houses.sites[SITE_CODES[each]] for each in "MHE")
    dee = people.actor_for(Account.objects.get(username="dee"), middle, now=now)
    noah = people.actor_for(Account.objects.get(username="noah"), cedar, now=now)
    today = today_at(middle, now)
    books = _books(middle, 20)
    packing = _packed(dee, middle, cedar, books[:3], why="Grade 9 reads them this year", now=now)
    actions.set_boxes(dee, transfer_id=packing, boxes=2, now=now)
    _put(dee, packing, books[3:5], now)
    coming = _packed(noah, cedar, middle, _books(cedar, 4), why="Ours have worn out", now=now - timedelta(days=1))
    actions.send_transfer(noah, transfer_id=coming, now=now - timedelta(days=1))
    _lent_for_a_time(dee, noah, (middle, cedar), books[5:8], now)
    for name, days, some in (("Scary stories", -3, books[8:11]), ("New Year", 40, books[11:14])):
        place_id = _display_place(middle, name, now)
        then = now - timedelta(days=20)
        until_on = calendar_of(middle).previous_open_on(today + timedelta(days=days))
        display_id = actions.open_display(dee, place_id=place_id, name=name, until_on=until_on, now=then)
        for book in some:
            actions.show_on_display(dee, display_id=display_id, number=book.barcode, now=then)
    actions.keep_run(
        SYSTEM, name="Courier round", weekdays="1111100", stops=[middle, cedar], now=now - timedelta(days=60)
    )
    _float(birch, types["BOOK"], now)
    return Moved(3, 2)


def _books(site_id: int, count: int) -> list[Item]:
    """Books of a school that are in, the last by number: the first are for those who wait."""
    found = Item.objects.filter(site_id=site_id, state="available", item_type__code="BOOK", record__holds=None)
    return list(found.exclude(barcode="").filter(record__reservations=None).order_by("-barcode")[:count])


def _put(actor: Actor, transfer_id: int, books: list[Item], now: datetime) -> None:
    for book in books:
        actions.add_to_transfer(actor, transfer_id=transfer_id, number=book.barcode, now=now)


def _packed(actor: Actor, from_site: int, to_site: int, books: list[Item], *, why: str, now: datetime) -> int:
    transfer_id = actions.begin_transfer(actor, from_site_id=from_site, to_site_id=to_site, why=why, now=now)
    _put(actor, transfer_id, books, now)
    return transfer_id


def _lent_for_a_time(dee: Actor, noah: Actor, ends: tuple[int, int], books: list[Item], now: datetime) -> None:
    """Three that the other school has had since a month, until yesterday: to be called back."""
    then = now - timedelta(days=30)
    until_on = today_at(ends[0], now) - timedelta(days=1)
    lent = actions.begin_transfer(
        dee, from_site_id=ends[0], to_site_id=ends[1], why="Unit on the sea", until_on=until_on, now=then
    )
    _put(dee, lent, books, then)
    actions.send_transfer(dee, transfer_id=lent, now=then)
    for book in books:
        actions.count_transfer(noah, transfer_id=lent, number=book.barcode, now=then + timedelta(days=1))
    actions.receive_transfer(noah, transfer_id=lent, now=then + timedelta(days=1))


def _display_place(site_id: int, name: str, now: datetime) -> int:
    code = f"SHOW{Place.objects.filter(site_id=site_id, kind='display').count() + 1}"
    where = {"SHOW1": "Glass case", "SHOW2": "Table by the door"}[code]
    form = PlaceForm({"site": site_id, "name": where, "kind": "display", "code": code, "sort": 90})
    if not form.is_valid():
        raise ValueError(f"The demo's place for “{name}” is not in order: {form.errors.as_json()}")
    return int(keep(SYSTEM, form, "schools.keep_place", now=now).pk)


def _float(site_id: int, item_type_id: int, now: datetime) -> None:
    form = ReturnRowForm({"site": site_id, "item_type": item_type_id, "goes": "stays"})
    if not form.is_valid():
        raise ValueError(f"The demo's floating is not in order: {form.errors.as_json()}")
    keep(SYSTEM, form, "moving.keep_return_row", now=now)
