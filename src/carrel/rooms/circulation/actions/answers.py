"""What is kept of an answer under its key: outcome and references. Names and titles are looked up again on a repeat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.rooms.circulation.rules.kept import plain, unplain


@dataclass(frozen=True, slots=True)
class Dated:
    """A loan with its date, as the desk shows it. `tells` were said, not asked; `repeated` marks a repeated key."""

    loan_id: int
    act_id: int
    item_id: int
    title: str
    barcode: str
    due_at: datetime
    due_kind: str
    due_on: date
    tells: tuple[Objection, ...] = ()
    repeated: bool = False


_NAMES = frozenset({"patron", "title", "who", "note", "card", "home", "site", "type"})


def kept_tells(tells: Iterable[Objection]) -> list[list[Any]]:
    """The tells as an answer keeps them: codes with dates and figures, without names."""
    return [
        [each.code, {name: plain(value) for name, value in each.facts.items() if name not in _NAMES}] for each in tells
    ]


def tells_again(kept: Iterable[Any], names: Mapping[str, object]) -> tuple[Objection, ...]:
    """The tells of a repeated answer, with the names as they are now."""
    found = []
    for code, facts in kept:
        filled = dict.fromkeys(_NAMES, "") | {name: unplain(value) for name, value in facts.items()} | dict(names)
        found.append(Objection(code, Weight.TELL, filled))
    return tuple(found)
