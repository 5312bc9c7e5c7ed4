"""Parts come to kits, are changed and taken off; carts get slots, and devices stand in them."""

from collections.abc import Iterable
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.models import Item, ItemPart, KitPart
from carrel.rooms.inventory.queries.parts import part_by_id, part_facts
from carrel.rooms.inventory.rules import NewPart

ADD = "inventory.add_part"
CHANGE = "inventory.change_part"
REMOVE = "inventory.remove_part"
MAKE_SLOTS = "inventory.make_slots"
FILL = "inventory.fill_slot"
EMPTY = "inventory.empty_slot"
MOVE = "inventory.move_to_slot"
LOOK = "inventory.note_in_slot"


def add_part(actor: Actor, *, item_id: int, new: NewPart, now: datetime, key: str = "") -> int:
    """Add a part to an item and return its number.

    Raises NotAllowed, KeyReused, and Refused with everything that stands against it.
    Inverse: remove_part.
    """
    require(actor, ADD)
    with writing():
        if answer := kept_answer(key, ADD, actor):
            return int(answer["part"])
        kit = queries.item_for(actor, item_id)
        part = _made(actor, kit, new)
        record_act(actor, ADD, about=("item", item_id), at=now, facts=_said(part), site_id=kit.site_id)
        keep_answer(key, actor, ADD, {"part": part.pk}, now)
    return part.pk


def change_part(actor: Actor, *, part_id: int, new: NewPart, now: datetime) -> None:
    """Change what is said of a part. Raises NotAllowed, and Refused with everything that stands against it.

    Inverse: change_part, with what it was before, which the audit entry holds.
    """
    require(actor, CHANGE)
    with writing():
        part = _held(actor, part_id)
        _must_do(actor, part.item, new, but=part_id)
        before = _said(part)
        values = {"name": new.name.strip(), "count": new.count, "slot": new.slot, "part_item_id": new.item_id}
        found = part.found_item_id if new.slot is not None and new.slot == part.slot else None
        ItemPart.objects.filter(pk=part_id).update(**values, found_item_id=found)
        facts = {"part": new.name.strip() or before["part"], "was": before}
        record_act(actor, CHANGE, about=("item", part.item_id), at=now, facts=facts, site_id=part.item.site_id)


def remove_part(actor: Actor, *, part_id: int, now: datetime) -> None:
    """Take a part off its item; an item it was stays, and is no part any more.

    Raises NotAllowed, and Refused for a part that is not there. Inverse: add_part.
    """
    require(actor, REMOVE)
    with writing():
        part = _held(actor, part_id)
        ItemPart.objects.filter(pk=part_id).delete()
        record_act(actor, REMOVE, about=("item", part.item_id), at=now, facts=_said(part), site_id=part.item.site_id)


def make_slots(actor: Actor, *, item_id: int, count: int, now: datetime) -> int:
    """See that an item has slots 1 to `count`; returns how many were made. Those there are stay as they are.

    Raises NotAllowed, and Refused for more slots than a cart can have. Inverse: remove_part, slot by slot.
    """
    require(actor, MAKE_SLOTS)
    with writing():
        kit = queries.item_for(actor, item_id)
        there = set(ItemPart.objects.filter(item=kit, slot__isnull=False).values_list("slot", flat=True))
        wanted = [slot for slot in range(1, count + 1) if slot not in there]
        if not 1 <= count <= rules.MOST_SLOTS:
            facts = {"kit": kit.record.title, "slot": count, "most": rules.MOST_SLOTS}
            raise Refused(Objection("inventory.slot_wrong", Weight.REFUSE, facts))
        ItemPart.objects.bulk_create(ItemPart(item=kit, slot=slot) for slot in wanted)
        facts_kept = {"count": len(wanted), "part": str(count)}
        record_act(actor, MAKE_SLOTS, about=("item", item_id), at=now, facts=facts_kept, site_id=kit.site_id)
    return len(wanted)


def fill_slot(
    actor: Actor, *, item_id: int, part_item_id: int, now: datetime, slot: int | None = None, key: str = ""
) -> int:
    """Put a device into a slot of a cart, the next empty one unless `slot` is given; returns the slot.

    A device of this cart moves to the slot it is given and stays where it is otherwise. Raises NotAllowed, KeyReused,
    and Refused with everything that stands against it. Inverse: empty_slot.
    """
    require(actor, FILL)
    with writing():
        if answer := kept_answer(key, FILL, actor):
            return int(answer["slot"])
        cart = queries.item_for(actor, item_id)
        slots = list(ItemPart.objects.filter(item=cart, slot__isnull=False))
        own = next((each for each in slots if each.part_item_id == part_item_id), None)
        if own is not None and slot in (None, own.slot):
            return int(own.slot or 0)
        into = slot if slot is not None else rules.next_slot(
            [each.slot or 0 for each in slots], [each.slot or 0 for each in slots if each.part_item_id is None]
        )  # fmt: skip
        there = next((each for each in slots if each.slot == into), None)
        if there is not None and there.part_item_id is not None:
            facts = {"kit": cart.record.title, "slot": into, "has": there.name or str(into)}
            raise Refused(Objection("inventory.slot_taken", Weight.REFUSE, facts))
        if own is not None:
            ItemPart.objects.filter(pk=own.pk).update(part_item=None, found_item=None)
        new = NewPart(there.name if there else "", 1, into, part_item_id)
        part = _into(actor, cart, there, new)
        record_act(actor, FILL, about=("item", item_id), at=now, facts=_said(part), site_id=cart.site_id)
        keep_answer(key, actor, FILL, {"slot": into}, now)
    return into


def empty_slot(actor: Actor, *, part_id: int, now: datetime) -> None:
    """Say that no device belongs into this slot any more. Raises NotAllowed, Refused. Inverse: fill_slot."""
    require(actor, EMPTY)
    with writing():
        part = _slot(actor, part_id)
        ItemPart.objects.filter(pk=part_id).update(part_item=None, found_item=None)
        record_act(actor, EMPTY, about=("item", part.item_id), at=now, facts=_said(part), site_id=part.item.site_id)


def move_to_slot(actor: Actor, *, part_id: int, slot: int, now: datetime) -> None:
    """Move what stands in a slot to another; two devices change places.

    Raises NotAllowed, and Refused for a slot the cart does not have. Inverse: move_to_slot.
    """
    require(actor, MOVE)
    with writing():
        part = _slot(actor, part_id)
        other = ItemPart.objects.filter(item=part.item_id, slot=slot).first()
        if other is None:
            facts = {"kit": part.item.record.title, "slot": slot, "most": rules.MOST_SLOTS}
            raise Refused(Objection("inventory.no_such_slot", Weight.REFUSE, facts))
        moved, given = part.part_item_id, other.part_item_id
        ItemPart.objects.filter(pk__in=[part.pk, other.pk]).update(part_item=None, found_item=None)
        for pk, device in ((part.pk, given), (other.pk, moved)):
            ItemPart.objects.filter(pk=pk).update(part_item=device)
        facts_kept = {**_said(part), "to": slot}
        record_act(actor, MOVE, about=("item", part.item_id), at=now, facts=facts_kept, site_id=part.item.site_id)


def note_in_slot(actor: Actor, *, part_id: int, found_item_id: int | None, now: datetime) -> bool:
    """Note which device lies in a slot just now; True when it is another than belongs there.

    The device that belongs there, or None, takes the note back. Raises NotAllowed, Refused.
    Inverse: note_in_slot.
    """
    require(actor, LOOK)
    with writing():
        part = _slot(actor, part_id)
        wrong = found_item_id is not None and found_item_id != part.part_item_id
        if wrong:
            queries.item_for(actor, int(found_item_id or 0))
        ItemPart.objects.filter(pk=part_id).update(found_item=found_item_id if wrong else None)
        facts = {**_said(part), "found": found_item_id}
        record_act(actor, LOOK, about=("item", part.item_id), at=now, facts=facts, site_id=part.item.site_id)
    return wrong


def begin_with_parts(item_ids: Iterable[int]) -> None:
    """Give new items the parts things of their types begin with; two statements, one where no type has any.

    Called by the actions that add items, whose permission and audit cover it. Inverse: take_out_item.
    """
    usual: dict[int, list[KitPart]] = {}
    for each in KitPart.objects.all():
        usual.setdefault(each.item_type_id, []).append(each)
    if not usual:
        return
    ids = list(item_ids)
    for start in range(0, len(ids), 500):
        found = Item.objects.filter(pk__in=ids[start : start + 500], item_type__in=usual)
        ItemPart.objects.bulk_create(
            ItemPart(item_id=pk, name=part.name, count=part.count)
            for pk, type_id in found.order_by("pk").values_list("pk", "item_type_id")
            for part in usual[type_id]
        )


def _made(actor: Actor, kit: Item, new: NewPart) -> ItemPart:
    """A new part, unless something stands against it; an empty slot of that number takes it."""
    there = None
    if new.slot is not None:
        there = ItemPart.objects.filter(item=kit, slot=new.slot, part_item=None, name="").first()
    return _into(actor, kit, there, new)


def _into(actor: Actor, kit: Item, there: ItemPart | None, new: NewPart) -> ItemPart:
    _must_do(actor, kit, new, but=there.pk if there else None)
    values = {"name": new.name.strip(), "count": new.count, "part_item_id": new.item_id}
    if there is not None:
        ItemPart.objects.filter(pk=there.pk).update(**values, found_item=None)
        there.refresh_from_db()
        return there
    return ItemPart.objects.create(item=kit, slot=new.slot, **values)


def _must_do(actor: Actor, kit: Item, new: NewPart, *, but: int | None = None) -> None:
    if new.item_id is not None:
        # Held still, so that two kits cannot take the same charger in one moment; the index is the last wall.
        queries.item_for(actor, new.item_id)
    verdict = Verdict.of(rules.part_objections(new, part_facts(kit, new, but=but)))
    if verdict.refusals:
        raise Refused(*verdict.refusals)


def _held(actor: Actor, part_id: int) -> ItemPart:
    part = part_by_id(part_id, hold=True)
    if part is None:
        raise Refused(Objection("inventory.no_such_part", Weight.REFUSE, {}))
    queries.site_must_be_seen(actor, part.item.site_id, part.item.record.title)
    return part


def _slot(actor: Actor, part_id: int) -> ItemPart:
    part = _held(actor, part_id)
    if part.slot is None:
        raise Refused(Objection("inventory.no_such_part", Weight.REFUSE, {}))
    return part


def _said(part: ItemPart) -> dict[str, object]:
    words = part.name or (f"{part.slot}" if part.slot is not None else "")
    return {
        "part": words, "part_id": part.pk, "count": part.count, "slot": part.slot, "part_item": part.part_item_id,
    }  # fmt: skip
