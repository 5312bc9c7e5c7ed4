"""Objections as plain values: how they are kept for a list that is worked through later."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from carrel.cellar.kernel.verdicts import Objection, Weight

_DAY = "day:"
_UNNAMED = {"circulation.item_on_loan_elsewhere": "circulation.item_on_loan_to_another_reader"}


def kept_objections(objections: Iterable[Objection]) -> list[list[Any]]:
    """Objections with their facts; who has the thing is left out, for a list must not say it after the return."""
    return [
        [
            _UNNAMED.get(each.code, each.code),
            str(each.weight),
            {name: plain(value) for name, value in each.facts.items() if name not in ("who", "loan_id")},
            each.override,
        ]
        for each in objections
    ]


def objections_again(kept: Iterable[Any]) -> tuple[Objection, ...]:
    """What `kept_objections` kept."""
    return tuple(
        Objection(code, Weight(weight), {name: unplain(value) for name, value in facts.items()}, None, override)
        for code, weight, facts, override in kept
    )


def plain(value: object) -> object:
    """A fact as JSON holds it: a day becomes a text."""
    return f"{_DAY}{value.isoformat()}" if isinstance(value, date) else value


def unplain(value: object) -> object:
    """A kept fact as it was."""
    if isinstance(value, str) and value.startswith(_DAY):
        return date.fromisoformat(value.removeprefix(_DAY)[:10])
    return value
