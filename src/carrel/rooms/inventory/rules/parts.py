"""Parts of kits and slots of carts: what may be a part of what. Pure; docs/rules/kits.md."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

PART_NAME_LENGTH = 80
MOST_OF_A_PART = 999
MOST_SLOTS = 400


@dataclass(frozen=True, slots=True)
class NewPart:
    """What somebody says of a part. `item_id` is the item it is, None when it is only counted."""

    name: str
    count: int = 1
    slot: int | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What stands around a part: the kit, the item the part is, and what either belongs to already.

    `above` are the items the kit is itself a part of, from the nearest up. `part_of` is the title of the item the part
    belongs to now, empty for none; `slot_has` what has the slot now.
    """

    kit_id: int
    kit: str
    above: Collection[int] = ()
    part: str = ""
    part_of: str = ""
    slot_has: str = ""
    name_taken: bool = False


def part_objections(new: NewPart, facts: PartFacts) -> tuple[Objection, ...]:
    """Everything that stands against making this a part of the kit, or changing a part to this."""
    base: dict[str, object] = {
        "kit": facts.kit, "name": new.name, "part": facts.part, "slot": new.slot, "count": new.count,
    }  # fmt: skip
    return tuple(
        Objection(f"inventory.{code}", Weight.REFUSE, base | more, Source("fact", "", "parts"))
        for code, more in (*_of_the_words(new, facts), *_of_the_slot(new, facts), *_of_the_item(new, facts))
    )


_Found = Iterator[tuple[str, dict[str, object]]]


def _of_the_words(new: NewPart, facts: PartFacts) -> _Found:
    if not new.name.strip() and new.slot is None:
        yield "part_without_name", {}
    if not 1 <= new.count <= MOST_OF_A_PART:
        yield "part_count_wrong", {"most": MOST_OF_A_PART}
    elif new.count > 1 and (new.item_id is not None or new.slot is not None):
        yield "part_with_barcode_is_one", {}
    if facts.name_taken and new.slot is None and new.item_id is None:
        yield "part_named_already", {}


def _of_the_slot(new: NewPart, facts: PartFacts) -> _Found:
    if new.slot is None:
        return
    if not 1 <= new.slot <= MOST_SLOTS:
        yield "slot_wrong", {"most": MOST_SLOTS}
    elif facts.slot_has:
        yield "slot_taken", {"has": facts.slot_has}


def _of_the_item(new: NewPart, facts: PartFacts) -> _Found:
    if new.item_id is None:
        return
    if new.item_id == facts.kit_id:
        yield "part_is_itself", {}
    elif new.item_id in facts.above:
        yield "part_goes_in_a_circle", {}
    if facts.part_of:
        yield "part_of_another", {"other": facts.part_of}


def next_slot(taken: Collection[int], empty: Collection[int]) -> int:
    """The slot the next device takes: the lowest empty one, else one after the last."""
    return min(empty, default=max(taken, default=0) + 1)
