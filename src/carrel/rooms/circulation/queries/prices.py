"""What a thing costs: its own price, else what other copies of its record cost, else what its kind usually does."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from carrel.rooms.inventory.models import Item

OF_ITEM, OF_RECORD, OF_TYPE = "item", "record", "type"


@dataclass(frozen=True, slots=True)
class Price:
    """A price in minor units, where it came from (item, record or type), and when the copy was acquired."""

    minor: int
    of: str
    acquired_on: date | None = None


def price_of(item: Item) -> Price | None:
    """What this item costs, its type loaded; None when nobody wrote it down anywhere. At most one statement.

    A price of nothing is one: it was a gift and costs nothing.
    """
    if item.price_minor is not None:
        return Price(item.price_minor, OF_ITEM, item.acquired_on)
    of_record = _of_records({item.record_id}).get(item.record_id)
    if of_record is not None:
        return Price(of_record, OF_RECORD, item.acquired_on)
    usual = item.item_type.default_price_minor
    return Price(usual, OF_TYPE, item.acquired_on) if usual is not None else None


def usual_prices(items: Iterable[tuple[int, int, int | None, int | None]]) -> dict[int, int]:
    """The prices of many, as (item, record, its own price, what its kind usually costs); those without are left out.

    One statement where some have no price of their own.
    """
    rows = list(items)
    lacking = {record_id for _, record_id, own, _ in rows if own is None}
    others = _of_records(lacking) if lacking else {}
    found = {}
    for item_id, record_id, own, usual in rows:
        price = own if own is not None else others.get(record_id, usual)
        if price is not None:
            found[item_id] = price
    return found


def _of_records(record_ids: Collection[int]) -> dict[int, int]:
    """What the copy of each record that was acquired last cost."""
    priced = Item.objects.filter(record__in=record_ids, price_minor__isnull=False).order_by("acquired_on", "pk")
    rows = priced.values_list("record_id", "price_minor")
    return {record_id: minor for record_id, minor in rows if minor is not None}
