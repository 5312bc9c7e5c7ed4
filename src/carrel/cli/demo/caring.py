"""How the demo looks after its things: mending, repair, a disposal list, a genre with a stack in it, a manual."""

from datetime import datetime, timedelta
from io import BytesIO

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.keeping import keep
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.care import actions as care
from carrel.rooms.care.actions import CaseWords
from carrel.rooms.care.forms import GenreForm
from carrel.rooms.care.queries import scanned_numbers
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.schools.forms import VendorForm
from carrel.rooms.schools.models import Fund, Place
from carrel.rooms.schools.queries import today_at

MANUAL = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def look_after(houses: Houses, *, now: datetime) -> int:
    """A few rows of everything care has, as the technician of the middle school; returns how many cases there are."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    books, devices = _free(site_id, "BOOK", 12), _free(site_id, "CHROMEBOOK", 2)
    cases = _mend(dee, books[:3], now) + _repair(dee, devices, now)
    _dispose(dee, site_id, books[3:6], now)
    _shelve_by_genre(dee, site_id, books[6:10], now)
    for item in devices[:1]:
        inventory.attach_file(
            dee, stream=BytesIO(MANUAL), name="chromebook.pdf", kind="manual", title="How to reset it",
            item_id=item.pk, now=now,
        )  # fmt: skip
    return cases


def _free(site_id: int, item_type: str, count: int) -> list[Item]:
    free = Item.objects.filter(site=site_id, item_type__code=item_type, state="available").exclude(barcode="")
    return list(free.order_by("call_number", "barcode")[:count])


def _mend(dee: Actor, books: list[Item], now: datetime) -> int:
    words = (("The spine is loose", 5), ("Pages 12 to 20 are out", -2), ("The cover is torn", 9))
    begun = []
    for item, (what, days) in zip(books, words, strict=False):
        due = today_at(item.site_id, now) + timedelta(days=days)
        said = CaseWords(what, "Gus", due)
        begun.append(care.begin_mending(dee, item_id=item.pk, words=said, now=now - timedelta(days=6)))
    if begun:
        care.end_case(dee, case_id=begun[-1], outcome="mended", now=now)
    return len(begun)


def _repair(dee: Actor, devices: list[Item], now: datetime) -> int:
    vendor = keep(dee, VendorForm({"name": "Cascade Device Repair", "kind": "devices"}), "schools.keep_vendor", now=now)
    fund = Fund.objects.order_by("pk").first()
    for item in devices:
        due = today_at(item.site_id, now) + timedelta(days=12)
        words = CaseWords(
            what="The screen is broken", due_back_on=due, vendor_id=vendor.pk, rma="RMA 20417", cost_minor=8900,
            fund_id=fund.pk if fund else None,
        )  # fmt: skip
        care.send_to_repair(dee, item_id=item.pk, words=words, now=now)
    return len(devices)


def _dispose(dee: Actor, site_id: int, books: list[Item], now: datetime) -> None:
    list_id = care.open_disposal_list(
        dee, site_id=site_id, name="Winter surplus", notice="For the board meeting in January", now=now
    )
    for item, reason in zip(books, ("worn", "misleading", "duplicate"), strict=False):
        care.put_on_disposal_list(dee, list_id=list_id, number=item.barcode, reason=reason, now=now)


def _shelve_by_genre(dee: Actor, site_id: int, books: list[Item], now: datetime) -> None:
    place = Place.objects.filter(site_id=site_id, kind="shelf").order_by("pk").first()
    for name, symbol, colour in (("Mystery", "MYS", "purple"), ("Adventure", "ADV", "green")):
        said = {"name": name, "symbol": symbol, "colour": colour, "prefix": symbol, "sort": 0, "site": site_id,
                "place": place.pk if place else None}  # fmt: skip
        kept = keep(dee, GenreForm(said), "care.keep_genre", now=now)
        if name == "Mystery":
            change = {"genre": [kept.pk, True], "note": "Shelved by genre"}
            scanned = scanned_numbers([item.barcode for item in books], site_id)
            run_id = care.look_at_change(dee, site_id=site_id, change=change, scanned=scanned, now=now)
            care.do_change(dee, run_id=run_id, now=now)
