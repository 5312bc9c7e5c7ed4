"""What a thing costs: its own price, else what other copies of its record cost, else what its kind usually does."""

from collections.abc import Collection, Mapping
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
    """What this item costs, its type loaded; None when nobody wrote it down anywhere. At most one statement."""
    return prices_of([item]).get(item.pk)


def prices_of(items: Collection[Item]) -> Mapping[int, Price]:
    """The same for many, their types loaded; one statement where some have no price of their own.

    A price of nothing is one: it was a gift and costs nothing.
    """
    found, without = dict[int, Price](), list[Item]()
    for item in items:
        if item.price_minor is not None:
            found[item.pk] = Price(item.price_minor, OF_ITEM, item.acquired_on)
        else:
            without.append(item)
    others = _of_records({item.record_id for item in without}) if without else {}
    for item in without:
        usual = item.item_type.default_price_minor
        if item.record_id in others:
            found[item.pk] = Price(others[item.record_id], OF_RECORD, item.acquired_on)
        elif usual is not None:
            found[item.pk] = Price(usual, OF_TYPE, item.acquired_on)
    return found


def _of_records(record_ids: Collection[int]) -> dict[int, int]:
    """What the copy of each record that was acquired last cost."""
    priced = Item.objects.filter(record__in=record_ids, price_minor__isnull=False).order_by("acquired_on", "pk")
    return {
        record_id: minor for record_id, minor in priced.values_list("record_id", "price_minor") if minor is not None
    }
