"""Decisions over what comes in, over plain values."""

from carrel.rooms.intake.rules.copies import (
    KNOWN,
    MORE,
    NEW,
    OUTCOMES,
    REFUSED,
    Defaults,
    Known,
    Plan,
    PlannedItem,
    Unknown,
    acquired_on,
    call_number_of,
    mended_objections,
    number_objections,
    planned,
    unreadable_objection,
)

__all__ = [
    "KNOWN",
    "MORE",
    "NEW",
    "OUTCOMES",
    "REFUSED",
    "Defaults",
    "Known",
    "Plan",
    "PlannedItem",
    "Unknown",
    "acquired_on",
    "call_number_of",
    "mended_objections",
    "number_objections",
    "planned",
    "unreadable_objection",
]
