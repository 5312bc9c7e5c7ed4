"""Shelves to walk along, and who walks."""

from collections.abc import Sequence

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Place
from carrel.rooms.stocktake import actions
from tests.cast import Cast
from tests.makers import NOON, make_item, make_place

BEFORE = NOON.replace(day=2)


def shelf(cast: Cast, count: int, *, place: Place | None = None, price: int = 1200) -> list[Item]:
    """So many copies of as many titles, in the order of their call numbers."""
    return [
        make_item(
            cast.middle, f"Book {number}", call_number=f"{100 + number} ABC", place=place, price_minor=price,
            last_seen_at=BEFORE,
        )
        for number in range(count)
    ]  # fmt: skip


def device(cast: Cast, place: Place) -> Item:
    """A laptop: it has a place, and no call number."""
    return make_item(cast.middle, "Laptop 12", place=place, last_seen_at=BEFORE)


def begin(actor: Actor, scope: str = "walked", **values: object) -> int:
    return actions.begin_count(actor, name="Bay 7", scope=scope, now=NOON, **values)  # type: ignore[arg-type]  # a test's values


def walk(actor: Actor, count_id: int, items: Sequence[Item], **values: object) -> list[actions.Answer]:
    return [
        actions.scan(actor, count_id=count_id, text=item.barcode, now=NOON, **values)  # type: ignore[arg-type]  # a test's values
        for item in items
    ]


def fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def room(cast: Cast, name: str) -> Place:
    return make_place(cast.middle, name=name, kind="room")
