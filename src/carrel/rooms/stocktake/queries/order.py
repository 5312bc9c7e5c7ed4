"""Which copies of a count stand out of order, and where they belong."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from carrel.cellar.kernel.bulk import in_steps
from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake.models import Seen, Step, Walk
from carrel.rooms.stocktake.rules import chain_of


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    """A copy that stands out of order, and the two of its walk between which it belongs; None at an end."""

    item: Item
    before: Item | None
    after: Item | None
    seen_id: int | None
    is_moved: bool


def misplaced_ids(count_id: int) -> set[int]:
    """The copies named out of order, by their ids: of each walk a smallest set without which it is in order."""
    return {item_id for walk in _walks(count_id) for item_id in _named(walk)}


def misplaced(count_id: int, *, most: int = 500) -> list[OutOfOrder]:
    """The copies out of order with where they belong, in the order of the walks; what was moved comes last."""
    places: dict[int, tuple[int | None, int | None]] = {}
    for walk in _walks(count_id):
        places |= _named(walk)
    wanted = list(places)[:most]
    items = _items({each for item_id in wanted for each in (item_id, *places[item_id]) if each is not None})
    seen = {row.item_id: row for row in Seen.objects.filter(count_id=count_id, item_id__in=wanted)}
    found = [
        OutOfOrder(
            items[item_id], items.get(places[item_id][0] or 0), items.get(places[item_id][1] or 0),
            seen[item_id].pk if item_id in seen else None,
            item_id in seen and seen[item_id].settled_at is not None,
        )
        for item_id in wanted
        if item_id in items
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.is_moved)


def _walks(count_id: int) -> Iterable[Walk]:
    """The walks in which something is out of order."""
    walks = Walk.objects.filter(count_id=count_id, is_second=False)
    return [walk for walk in walks if walk.length < walk.steps]


def _named(walk: Walk) -> dict[int, tuple[int | None, int | None]]:
    """The copies of a walk that are named, with the copies in order just before and after where they belong."""
    rows = list(
        Step.objects.filter(walk=walk).order_by("pk").values_list("pk", "item_id", "key", "before_id", "is_top", "pile")
    )
    number = {row[0]: place for place, row in enumerate(rows)}
    befores = [number.get(row[3]) if row[3] is not None else None for row in rows]
    end = next((place for place, row in enumerate(rows) if row[4] and row[5] == walk.length - 1), None)
    stand = chain_of(befores, end)
    keys = [rows[place][2] for place in stand]
    items = [rows[place][1] for place in stand]
    kept = set(stand)
    found: dict[int, tuple[int | None, int | None]] = {}
    for place, row in enumerate(rows):
        if place not in kept:
            at = bisect_right(keys, row[2])
            found[row[1]] = (items[at - 1] if at else None, items[at] if at < len(items) else None)
    return found


def _items(ids: Iterable[int]) -> dict[int, Item]:
    found: dict[int, Item] = {}
    for some in in_steps(sorted(ids)):
        found |= {item.pk: item for item in Item.objects.select_related("record", "place").filter(pk__in=some)}
    return found
