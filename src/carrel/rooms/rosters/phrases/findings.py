"""Faults, remarks and kept objections as sentences; they come back from a report as plain values."""

from collections.abc import Mapping
from typing import Any

from carrel.rooms.rosters.phrases.faults import FAULTS, REMEDIES
from carrel.rooms.rosters.phrases.objections import PHRASES
from carrel.rooms.rosters.phrases.remarks import REMARKS


def say_fault(code: str, facts: Mapping[str, Any]) -> str:
    """Why: the sentence of a fault."""
    return str(FAULTS[code]) % dict(facts)


def say_remedy(code: str) -> str:
    """What to do about a fault."""
    return str(REMEDIES[code])


def say_remark(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of a remark."""
    return str(REMARKS[code]) % dict(facts)


def say_kept(code: str, facts: Mapping[str, Any]) -> str:
    """The sentence of an objection as a report kept it."""
    return str(PHRASES[code]) % dict(facts)
