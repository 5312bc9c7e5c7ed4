"""Decisions with three weights: refuse, ask, tell.

A rule returns every objection it has; nobody has to guess whether the first one was the only one.
Pure: no Django, no clock, no database.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Weight(StrEnum):
    """How heavy an objection is."""

    REFUSE = "refuse"
    """Nobody passes."""
    ASK = "ask"
    """Staff may pass it by naming it, with the permission for that override and a reason on record."""
    TELL = "tell"
    """Show it, go on."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an objection or a figure came from, so that the desk can say why.

    `kind` is one of policy, setting, calendar, law, fact; `label` is what a person reads; `ref` finds the row
    ("policy:12:max_loans").
    """

    kind: str
    label: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason against doing something. `override` names the permission that passes an ASK; empty: nobody can."""

    code: str
    weight: Weight
    facts: Mapping[str, object] = field(default_factory=dict)
    source: Source | None = None
    override: str = ""


class Refused(Exception):
    """A person can act on this: it carries every objection that stands, heaviest first."""

    def __init__(self, *objections: Objection) -> None:
        if not objections:
            raise ValueError("A refusal names at least one objection.")
        self.objections = tuple(sorted(objections, key=_heaviest_first))
        super().__init__(", ".join(each.code for each in self.objections))

    @property
    def code(self) -> str:
        """The code of the heaviest objection."""
        return self.objections[0].code

    @property
    def can_be_passed(self) -> bool:
        """Whether only questions stand, so that staff with the right permission may go on."""
        return all(each.weight is Weight.ASK and each.override for each in self.objections)


class NotAllowed(Refused):
    """This actor does not hold the permission the action needs."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All objections to one deed."""

    objections: tuple[Objection, ...] = ()

    @classmethod
    def of(cls, objections: Iterable[Objection]) -> "Verdict":
        """A verdict from objections in any order, heaviest first."""
        return cls(tuple(sorted(objections, key=_heaviest_first)))

    @property
    def refusals(self) -> tuple[Objection, ...]:
        return tuple(each for each in self.objections if each.weight is Weight.REFUSE)

    @property
    def asks(self) -> tuple[Objection, ...]:
        return tuple(each for each in self.objections if each.weight is Weight.ASK)

    @property
    def tells(self) -> tuple[Objection, ...]:
        return tuple(each for each in self.objections if each.weight is Weight.TELL)

    def standing(self, overrides: Collection[str] = ()) -> tuple[Objection, ...]:
        """The objections that still stop the deed when the asks named in `overrides` (by objection code) are passed."""
        return tuple(
            each
            for each in self.objections
            if each.weight is Weight.REFUSE or (each.weight is Weight.ASK and each.code not in overrides)
        )

    def passed(self, overrides: Collection[str]) -> tuple[Objection, ...]:
        """The asks that `overrides` really passes: what goes on record with the reason."""
        return tuple(each for each in self.asks if each.code in overrides)


_ORDER = {Weight.REFUSE: 0, Weight.ASK: 1, Weight.TELL: 2}


def _heaviest_first(objection: Objection) -> int:
    return _ORDER[objection.weight]
