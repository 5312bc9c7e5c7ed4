"""Parts of kits and slots of carts, and what an item is itself a part of."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.inventory.models import Item, ItemPart, KitPart
from carrel.rooms.inventory.rules import NewPart, PartFacts

DEEPEST = 8
"""How far a cart may stand in a cart. Circles are refused; this ends the walk even through data made elsewhere."""


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part as pages list it. `item_id` is None for what is only counted and for an empty slot."""

    part_id: int
    name: str
    count: int
    slot: int | None
    item_id: int | None = None
    barcode: str = ""
    title: str = ""
    state: str = ""
    found_id: int | None = None
    found_barcode: str = ""
    found_title: str = ""

    @property
    def called(self) -> str:
        """What the part is called: its own word, else the title of the item it is."""
        return self.name or self.title

    @property
    def is_wrong(self) -> bool:
        """Whether another device lay in the slot than belongs there."""
        return self.found_id is not None and self.found_id != self.item_id


@dataclass(frozen=True, slots=True)
class KitShown:
    """The item that another is a part of."""

    item_id: int
    title: str
    barcode: str
    slot: int | None


@dataclass(frozen=True, slots=True)
class GoesAlong:
    """A part with a barcode of its own, as circulation lends it with its kit."""

    part_id: int
    name: str
    item_id: int
    barcode: str
    title: str
    state: str
    site_id: int
    slot: int | None


def part_by_id(part_id: int, *, hold: bool = False) -> ItemPart | None:
    """A part with the item it belongs to and the item it is; `hold` keeps others off it until the transaction ends."""
    found = ItemPart.objects.select_related("item__record", "part_item__record").filter(pk=part_id)
    return (found.select_for_update(of=("self",)) if hold else found).first()


def parts_of(item_id: int) -> tuple[PartShown, ...]:
    """The parts of an item: those with a slot in the order of their slots, then the others. One statement."""
    found = ItemPart.objects.filter(item=item_id).order_by(F("slot").asc(nulls_last=True), "pk")
    rows = found.values_list(
        "pk", "name", "count", "slot", "part_item", "part_item__barcode", "part_item__record__title",
        "part_item__state", "found_item", "found_item__barcode", "found_item__record__title",
    )  # fmt: skip
    return tuple(
        PartShown(
            row[0], row[1], row[2], row[3], row[4], row[5] or "", row[6] or "", row[7] or "", row[8], row[9] or "",
            row[10] or "",
        )
        for row in rows
    )  # fmt: skip


def kit_of(item_id: int) -> KitShown | None:
    """The item this one is a part of."""
    found = ItemPart.objects.filter(part_item=item_id)
    row = found.values_list("item", "item__record__title", "item__barcode", "slot").first()
    return KitShown(*row) if row else None


def has_slots(item_id: int) -> bool:
    """Whether the item is a cart or a set with numbered slots."""
    return ItemPart.objects.filter(item=item_id, slot__isnull=False).exists()


def parts_going_along(item_id: int, *, slots: bool = False) -> tuple[GoesAlong, ...]:
    """The parts with barcodes that go out with an item, and their own parts, in the order of their items.

    What stands in slots stays, unless `slots`; the parts of what goes along go along, level by level.
    """
    found: list[GoesAlong] = []
    level, seen = [item_id], {item_id}
    for _depth in range(DEEPEST):
        going = ItemPart.objects.filter(item__in=level, part_item__isnull=False)
        rows = [row for row in _going(going, slots=slots) if row.item_id not in seen]
        if not rows:
            break
        found += rows
        seen |= {row.item_id for row in rows}
        level, slots = [row.item_id for row in rows], False
    return tuple(sorted(found, key=lambda each: each.item_id))


def _going(parts: QuerySet[ItemPart], *, slots: bool) -> Sequence[GoesAlong]:
    wanted = parts if slots else parts.filter(slot=None)
    rows = wanted.values_list(
        "pk", "name", "part_item", "part_item__barcode", "part_item__record__title", "part_item__state",
        "part_item__site", "slot",
    )  # fmt: skip
    return [GoesAlong(*row) for row in rows]


def counted_parts(item_id: int) -> tuple[PartShown, ...]:
    """The parts of an item that have no barcode and no slot: they are counted when it comes back."""
    return tuple(each for each in parts_of(item_id) if each.item_id is None and each.slot is None)


def carts_found(site_ids: Collection[int] | None) -> tuple[tuple[int, str, str, str, int, int], ...]:
    """Carts and sets: item, title, barcode, site, slots filled, devices that are in. None asks for every site."""
    found = ItemPart.objects.filter(slot__isnull=False)
    if site_ids is not None:
        found = found.filter(item__site__in=site_ids)
    carts: dict[int, list[object]] = {}
    rows = found.values_list(
        "item", "item__record__title", "item__barcode", "item__site__name", "part_item", "part_item__state"
    )
    for item_id, title, barcode, site, part_item, state in rows.order_by("item__record__title", "item", "slot"):
        cart = carts.setdefault(item_id, [title, barcode, site, 0, 0])
        cart[3] = int(str(cart[3])) + (part_item is not None)
        cart[4] = int(str(cart[4])) + (state == "available")
    return tuple((pk, str(t), str(b), str(s), int(str(n)), int(str(i))) for pk, (t, b, s, n, i) in carts.items())


def kit_parts_found() -> QuerySet[KitPart]:
    """What new items of each type begin with."""
    return KitPart.objects.select_related("item_type")


def part_facts(kit: Item, new: NewPart, *, but: int | None = None) -> PartFacts:
    """What `part_objections` decides from; `but` is the part that is being changed itself."""
    others = ItemPart.objects.exclude(pk=but or 0)
    slot_has = others.filter(item=kit, slot=new.slot).first() if new.slot is not None else None
    part = Item.objects.select_related("record").filter(pk=new.item_id).first() if new.item_id is not None else None
    if new.item_id is not None and part is None:
        raise Refused(Objection("inventory.no_such_item", Weight.REFUSE, {}))
    held = others.select_related("item__record").filter(part_item=part).first() if part is not None else None
    return PartFacts(
        kit_id=kit.pk,
        kit=kit.record.title,
        above=_above(kit.pk) if part is not None else (),
        part=part.record.title if part is not None else "",
        part_of=held.item.record.title if held is not None else "",
        slot_has=(slot_has.name or str(slot_has.slot)) if slot_has is not None else "",
        name_taken=others.filter(item=kit, name=new.name.strip(), part_item=None, slot=None).exists(),
    )


def _above(item_id: int) -> list[int]:
    above: list[int] = []
    at: int | None = item_id
    while (at := ItemPart.objects.filter(part_item=at).values_list("item", flat=True).first()) is not None:
        if at in above:
            break
        above.append(at)
    return above


def part_violations() -> Iterator[str]:
    """Items that are a part of themselves by way of others; what else must be so is a constraint."""
    up = dict(ItemPart.objects.filter(part_item__isnull=False).values_list("part_item", "item"))
    for start in up:
        at, steps = up.get(start), 0
        while at is not None and at != start and steps < len(up):
            at, steps = up.get(at), steps + 1
        if at == start:
            yield f"Item {start} is a part of itself by way of other items."
