"""Kits, a cart and supplies in the demo: Chromebooks with charger and case, one without its case, paper and toner."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.keeping import keep
from carrel.cli.demo.district import CAST_IDS
from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES, item_barcode
from carrel.rooms.catalogue.actions import add_brief_record
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.forms import KitPartForm
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import ItemFacts, NewPart
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Person, SchoolClass
from carrel.rooms.schools.models import Place, Vendor
from carrel.rooms.supplies import actions as supplies
from carrel.rooms.supplies.actions import Holder
from carrel.rooms.supplies.forms import SupplyForm

KITS, SLOTS, IN_SET = 4, 12, 9
CART_NUMBER = 59_001
# Name, unit, used up, reorder level, how many came, how many were used.
SUPPLIES = (
    ("Toner, black, for the library printer", "cartridges", True, 2, 3, 1),
    ("Paper, letter size", "reams", True, 10, 24, 9),
    ("Lanyards", "pieces", True, 20, 150, 38),
    ("Reader “World Voices 7”", "books", False, None, 35, 0),
)


@dataclass(frozen=True, slots=True)
class Kitted:
    """How many kits there are, slots of the cart, and supplies."""

    kits: int
    slots: int
    supplies: int


def make_kits(houses: Houses, types: dict[str, int], *, now: datetime) -> Kitted:
    """Give the middle school kits, a cart with slots and its supplies, as its technician would."""
    middle = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), middle, now=now)
    books, plugs = _things(middle, "Chromebook", KITS), _things(middle, "Charger", KITS)
    for number, (book, plug) in enumerate(zip(books, plugs, strict=True)):
        inventory.add_part(dee, item_id=book.pk, new=NewPart("Charger", 1, None, plug.pk), now=now)
        inventory.add_part(dee, item_id=book.pk, new=NewPart("Case"), now=now)
        if number == 0:
            _back_without_its_case(dee, book, middle, now)
    _set(dee, _things(middle, "Graphing", IN_SET), types, middle, now)
    usual = KitPartForm({"item_type": types["CHROMEBOOK"], "name": "Case", "count": 1, "sort": 1})
    keep(dee, usual, "inventory.keep_kit_part", now=now)
    return Kitted(KITS, SLOTS, _supplies(dee, middle, now))


def _things(site_id: int, title: str, count: int) -> list[Item]:
    found = Item.objects.filter(site=site_id, record__title__startswith=title, state="available").exclude(barcode="")
    return list(found.order_by("-barcode")[:count])


def _back_without_its_case(dee: Actor, book: Item, site_id: int, now: datetime) -> None:
    """A student had it for an hour, and its case did not come back."""
    found = Person.objects.filter(home_site=site_id, category__code="student", left_on=None, merged_into=None)
    reader = found.filter(loans=None).exclude(roster_id__in=CAST_IDS.values()).order_by("family_name", "pk").first()
    if reader is None:
        return
    lent = circulation.check_out(
        dee, patron_id=reader.pk, item_id=book.pk, now=now - timedelta(hours=1), due_on=now.date()
    )
    circulation.check_in(dee, item_id=book.pk, now=now)
    case = next(each for each in book.parts.all() if each.part_item_id is None)
    circulation.note_missing_part(dee, loan_id=lent.loan_id, part_id=case.pk, now=now)


def _set(dee: Actor, things: list[Item], types: dict[str, int], site_id: int, now: datetime) -> None:
    record = add_brief_record(dee, title="Calculator set A", format="equipment", now=now)
    store = Place.objects.filter(site=site_id, code="TECH").values_list("pk", flat=True).first()
    facts = ItemFacts(item_type_id=types["EQUIPMENT"], place_id=store, call_number="TECH SET A")
    number = item_barcode(SITE_CODES["M"], CART_NUMBER)
    cart = inventory.add_item(
        dee, record_id=record.record_id, site_id=site_id, facts=facts, number=number, now=now
    ).item_id  # fmt: skip
    inventory.make_slots(dee, item_id=cart, count=SLOTS, now=now)
    for each in things:
        inventory.fill_slot(dee, item_id=cart, part_item_id=each.pk, now=now)


def _supplies(dee: Actor, site_id: int, now: datetime) -> int:
    vendor = Vendor.objects.order_by("pk").first()
    for name, unit, is_consumable, level, came, used in SUPPLIES:
        values = {
            "name": name, "unit": unit, "is_consumable": is_consumable, "reorder_level": level, "site": site_id,
            "vendor": vendor.pk if vendor else None, "is_active": True,
        }  # fmt: skip
        supply_id = keep(dee, SupplyForm(values), "supplies.keep_supply", now=now).pk
        supplies.receive_supply(dee, supply_id=supply_id, count=came, now=now)
        if used:
            supplies.use_supply(dee, supply_id=supply_id, count=used, now=now)
        class_ = SchoolClass.objects.filter(site=site_id, name="7B").first()
        if not is_consumable and class_ is not None:
            holder = Holder(class_id=class_.pk)
            supplies.hand_out_supply(dee, supply_id=supply_id, count=28, holder=holder, now=now)
    return len(SUPPLIES)
