"""Counted stock: what stands against a movement, and what a movement changes. Pure; docs/rules/supplies.md."""

from collections.abc import Iterable
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

NAME_LENGTH, UNIT_LENGTH, REASON_LENGTH = 120, 30, 200
MOST = 100_000

RECEIVED, USED, HANDED_OUT, GIVEN_BACK = "received", "used", "handed_out", "given_back"
WRITTEN_OFF, COUNTED, REVERSED = "written_off", "counted", "reversed"
KINDS = (RECEIVED, USED, HANDED_OUT, GIVEN_BACK, WRITTEN_OFF, COUNTED, REVERSED)
WITH_HOLDER = (HANDED_OUT, GIVEN_BACK, WRITTEN_OFF)


@dataclass(frozen=True, slots=True)
class Change:
    """What a movement does: to what is on hand, and to what is handed out."""

    on_hand: int
    handed_out: int = 0

    def reversed(self) -> "Change":
        """The change that takes this one back."""
        return Change(-self.on_hand, -self.handed_out)


@dataclass(frozen=True, slots=True)
class MovementFacts:
    """A movement of `count` pieces of a supply, or for COUNTED the number that was found on the shelf.

    `held` is what the holder of this movement has now; `has_holder` says that a teacher or a class was named.
    """

    kind: str
    name: str
    count: int
    on_hand: int
    held: int = 0
    has_holder: bool = False
    reason: str = ""


def change_of(facts: MovementFacts) -> Change:
    """What the movement changes."""
    count = facts.count
    return {
        RECEIVED: Change(count),
        USED: Change(-count),
        HANDED_OUT: Change(-count, count),
        GIVEN_BACK: Change(count, -count),
        WRITTEN_OFF: Change(0, -count),
        COUNTED: Change(count - facts.on_hand),
    }[facts.kind]


def movement_objections(facts: MovementFacts) -> tuple[Objection, ...]:
    """Everything that stands against the movement."""
    base: dict[str, object] = {
        "name": facts.name, "count": facts.count, "on_hand": facts.on_hand, "held": facts.held, "most": MOST,
    }  # fmt: skip
    return tuple(
        Objection(code, Weight.REFUSE, base, Source("fact", facts.name, "supply")) for code in _codes(facts)
    )  # fmt: skip


def _codes(facts: MovementFacts) -> Iterable[str]:
    fewest = 0 if facts.kind == COUNTED else 1
    if not fewest <= facts.count <= MOST:
        yield "supplies.count_wrong"
        return
    if facts.kind in WITH_HOLDER and not facts.has_holder:
        yield "supplies.holder_missing"
    if facts.kind in (USED, HANDED_OUT) and facts.count > facts.on_hand:
        yield "supplies.not_enough"
    if facts.kind in (GIVEN_BACK, WRITTEN_OFF) and facts.has_holder and facts.count > facts.held:
        yield "supplies.not_that_many_out"
    if facts.kind in (COUNTED, WRITTEN_OFF) and not facts.reason.strip():
        yield "supplies.reason_missing"
    if facts.kind == COUNTED and facts.count == facts.on_hand:
        yield "supplies.count_is_so"


def reverse_movement_objections(
    *, name: str, known: bool, is_reversed: bool, change: Change, on_hand: int, held: int
) -> tuple[Objection, ...]:
    """What stands against taking a movement back: it was already, or what it brought is used or handed out since."""
    base: dict[str, object] = {"name": name, "on_hand": on_hand}
    source = Source("fact", name, "movements")
    if not known:
        return (Objection("supplies.movement_unknown", Weight.REFUSE, base, source),)
    if is_reversed:
        return (Objection("supplies.reversed_already", Weight.REFUSE, base, source),)
    back = change.reversed()
    if on_hand + back.on_hand < 0 or held + back.handed_out < 0:
        return (Objection("supplies.moved_on", Weight.REFUSE, base, source),)
    return ()


def is_low(*, on_hand: int, reorder_level: int | None) -> bool:
    """Whether it is time to order: no more is on hand than the reorder level."""
    return reorder_level is not None and on_hand <= reorder_level
