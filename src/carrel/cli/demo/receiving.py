"""What is being unpacked in the demo: a delivery for three schools, a carton on its way, copies being made ready."""

from datetime import datetime, timedelta

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.keeping import keep
from carrel.cli.demo.delivery import SELLER, SITE
from carrel.cli.demo.houses import RANGE_SITE, Houses
from carrel.cli.demo.shelving import item_barcode
from carrel.rooms.intake import actions as intake
from carrel.rooms.intake import queries
from carrel.rooms.intake.models import DeliveryLine
from carrel.rooms.intake.rules import PackedLine
from carrel.rooms.inventory.forms import NumberRangeForm
from carrel.rooms.inventory.rules import ItemFacts
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account
from carrel.rooms.schools.models import Vendor

WAITING_ISBN = "9797000100007"
_FIRST_OF_SELLER, _LAST_OF_SELLER = 90_001, 90_500
_FIRST_LABEL = 89_001
# Invented titles under 979-7, a group that no agency gives out: no real book is claimed.
_NEW = (
    ("9797000100014", "The cartographer's apprentice", 6, 1499),
    ("9797000100021", "Night train to the observatory", 3, 1299),
    ("9797000100038", "Ferns and mosses of the creek", 2, 1899),
)


def unpack(houses: Houses, types: dict[str, int], *, now: datetime) -> int:
    """Dee has unpacked most of a delivery for three schools; returns how many copies are being made ready."""
    here, there, other = (houses.sites[code] for code in (SITE, "CED", "BIR"))
    dee = people.actor_for(Account.objects.get(username="dee"), here, now=now)
    seller = Vendor.objects.get(name=SELLER)
    delivery_id = intake.add_delivery(
        dee, site_id=here, vendor_id=seller.pk, packing_list="PL-20417", order_number="PO 1188",
        came_on=(now - timedelta(days=2)).date(), now=now,
        lines=[PackedLine(title, isbn, count, price) for isbn, title, count, price in _NEW],
    )  # fmt: skip
    lines = list(DeliveryLine.objects.filter(delivery=delivery_id).order_by("number"))
    intake.share_delivery_line(dee, line_id=lines[0].pk, shares={here: 2, there: 3, other: 1}, now=now)
    intake.share_delivery_line(dee, line_id=lines[1].pk, shares={here: 1, there: 2}, now=now)
    for isbn, times in ((_NEW[0][0], 6), (_NEW[1][0], 3), (_NEW[2][0], 1), ("9797000100045", 1)):
        for _ in range(times):
            intake.count_into_delivery(dee, delivery_id=delivery_id, text=isbn, now=now)
    batch_id = intake.process_delivery(dee, delivery_id=delivery_id, item_type_id=types["BOOK"], now=now)
    stamp, *_rest = queries.steps_of(here)
    made = queries.lines_in_batch(batch_id)
    intake.tick_step(dee, batch_id=batch_id, step_id=stamp.pk, now=now)
    first = item_barcode(SITE, _FIRST_LABEL)
    intake.label_copy(dee, batch_id=batch_id, record_id=made[0].line.item.record_id, number=first, now=now)
    carton = intake.add_carton(dee, delivery_id=delivery_id, site_id=there, fill=True, now=now)
    intake.send_carton(dee, carton_id=carton, now=now)
    intake.add_carton(dee, delivery_id=delivery_id, site_id=other, fill=True, now=now)
    _wait(dee, houses, types["BOOK"], now)
    _reserve(houses, seller, now)
    return len(made)


def _wait(dee: Actor, houses: Houses, book: int, now: datetime) -> None:
    """One book whose title nobody has typed yet."""
    facts = ItemFacts(book, houses.places[SITE, "FIC"], "FIC NEW", condition="new")
    number = item_barcode(SITE, _FIRST_OF_SELLER)
    site_id = houses.sites[SITE]
    intake.add_by_isbn(dee, isbn=WAITING_ISBN, site_id=site_id, facts=facts, number=number, now=now)


def _reserve(houses: Houses, seller: Vendor, now: datetime) -> None:
    """The barcodes the seller prints for another school."""
    values = {
        "site": houses.sites[RANGE_SITE], "vendor": seller.pk, "first": str(_FIRST_OF_SELLER),
        "last": str(_LAST_OF_SELLER), "note": "Printed with the spring order",
    }  # fmt: skip
    form = NumberRangeForm(values)
    if not form.is_valid():
        raise ValueError(f"The demo's number range is not in order: {form.errors.as_json()}")
    keep(SYSTEM, form, "inventory.keep_number_range", now=now)
