"""What is written down of the demo's devices: fields of their kinds, values of the middle school's, and a saved list."""

from datetime import date, datetime, timedelta

from carrel.cli.demo.houses import Houses
from carrel.cli.demo.shelving import SITE_CODES
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.rules import CHOICE, FieldFacts, ItemFacts, ListSpec
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account

_DESCRIBED = 36
_MODELS = (("Acer Chromebook 311", "Acer"), ("Lenovo 100e", "Lenovo"), ("HP Chromebook 11 G9", "HP"))
_TERM = timedelta(days=3 * 365)


def describe_kinds(houses: Houses, types: dict[str, int], *, now: datetime) -> int:
    """Give Chromebooks and equipment their fields, fill in those of the middle school; returns how many items."""
    site_id = houses.sites[SITE_CODES["M"]]
    dee = people.actor_for(Account.objects.get(username="dee"), site_id, now=now)
    inventory.add_usual_fields(dee, item_type_id=types["CHROMEBOOK"], which="device", now=now)
    inventory.add_usual_fields(dee, item_type_id=types["EQUIPMENT"], which="equipment", now=now)
    cases = FieldFacts("Case", kind=CHOICE, choices=("None", "Soft", "Hard"), is_listed=True)
    inventory.add_item_field(dee, item_type_id=types["CHROMEBOOK"], facts=cases, now=now)
    ids = {field.code: field.field_id for field in queries.fields_of(types["CHROMEBOOK"])}
    found = Item.objects.filter(site=site_id, item_type=types["CHROMEBOOK"]).order_by("barcode")[:_DESCRIBED]
    items = list(found)
    serials = dict(
        ItemNumber.objects.filter(item__in=items, kind=ItemNumber.Kind.SERIAL).values_list("item_id", "number")
    )
    for n, item in enumerate(items):
        came = item.acquired_on or date(now.year - n % 4, 8, 15)
        model, maker = _MODELS[n % len(_MODELS)]
        own = {
            ids["serial_number"]: serials.get(item.pk, ""),
            ids["model"]: model,
            ids["manufacturer"]: maker,
            ids["warranty_until"]: (came + _TERM).isoformat(),
            ids["purchase_order"]: f"PO-{came.year}-{114 + n // 12}",
            ids["case"]: ("None", "Soft", "Hard")[n % 3],
        }
        facts = ItemFacts(
            item.item_type_id, item.place_id, item.call_number, item.call_number_scheme, item.copy_number, item.volume,
            item.price_minor, "Title I" if n % 3 else "PTA", item.condition, item.note, came,
        )  # fmt: skip
        inventory.change_item(dee, item_id=item.pk, facts=facts, own=own, now=now)
    ends = ListSpec(
        {"kind": str(types["CHROMEBOOK"]), "f_warranty_until_to": f"{now.year + 1}-06-30"},
        ("title", "barcode", "own_model", "own_warranty_until", "place", "state"),
        "own_warranty_until",
    )
    inventory.save_item_list(dee, site_id=site_id, name="Chromebooks whose warranty ends", spec=ends, now=now)
    return len(items)
