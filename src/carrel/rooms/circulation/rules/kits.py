"""Kits: which parts go along, and what stands against noting or settling a missing one. Pure; docs/rules/kits.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

ENDS = ("replaced", "waived")
"""How a missing part is settled besides being found; each needs a reason."""


class PartState(Protocol):
    """A part with a barcode, as it stands when its kit is lent."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def barcode(self) -> str: ...
    @property
    def state(self) -> str: ...


def stays_behind(part: PartState) -> Objection | None:
    """Why a part does not go along with its kit, told and never refused; None when it goes.

    What is in goes. What is out stays out, with whoever has it; what is lost, in repair or on its way is not here.
    """
    if part.state == "available":
        return None
    code = "circulation.part_out_already" if part.state == "on_loan" else "circulation.part_not_here"
    facts = {"part": part.name or part.title, "barcode": part.barcode}
    return Objection(code, Weight.TELL, facts, Source("fact", part.barcode, "parts"))


def kit_lacks(names: Sequence[str]) -> tuple[Objection, ...]:
    """What is told of a kit that goes out with something missing since an earlier return."""
    facts = {"parts": ", ".join(names), "count": len(names)}
    return (
        (Objection("circulation.kit_lacks", Weight.TELL, facts, Source("fact", "", "missing parts")),) if names else ()
    )


@dataclass(frozen=True, slots=True)
class MissingFacts:
    """A part that is said to be missing. `count` of `expected`; `moved_on`: the part was lent or set aside since."""

    kit: str
    part: str
    count: int = 1
    expected: int = 1
    known: bool = True
    kit_is_out: bool = False
    is_severed: bool = False
    noted_already: bool = False
    moved_on: bool = False


def note_missing_part_objections(facts: MissingFacts) -> tuple[Objection, ...]:
    """Everything that stands against noting that a part was not there when its kit came back."""
    base: dict[str, object] = {
        "kit": facts.kit, "part": facts.part, "count": facts.count, "expected": facts.expected,
    }  # fmt: skip
    if not facts.known:
        return (_refused("part_of_no_loan", base),)
    found = []
    if facts.kit_is_out:
        found.append(_refused("kit_is_still_out", base))
    if facts.is_severed:
        found.append(_refused("kit_borrower_severed", base))
    if facts.noted_already:
        found.append(_refused("part_noted_already", base))
    elif facts.moved_on:
        found.append(_refused("part_moved_on", base))
    if not 1 <= facts.count <= facts.expected:
        found.append(_refused("part_missing_count", base))
    return tuple(found)


def settle_missing_part_objections(
    *, known: bool, settled: bool, how: str, reason: str, part: str = ""
) -> tuple[Objection, ...]:
    """What stands against settling a missing part: it must be there, open, and be replaced or waived for a reason."""
    base: dict[str, object] = {"part": part}
    if not known or how not in ENDS:
        return (_refused("missing_part_unknown", base),)
    if settled:
        return (_refused("missing_part_settled", base),)
    return () if reason.strip() else (_refused("settling_needs_a_reason", base),)


def _refused(code: str, facts: dict[str, object]) -> Objection:
    return Objection(f"circulation.{code}", Weight.REFUSE, facts, Source("fact", "", "parts"))
