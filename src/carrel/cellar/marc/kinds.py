"""Which of the five MARC 21 formats a record belongs to, told from leader/06 alone."""

from __future__ import annotations

from carrel.cellar.marc.record import MarcRecord

BIBLIOGRAPHIC = "bibliographic"
AUTHORITY = "authority"
HOLDINGS = "holdings"
CLASSIFICATION = "classification"
COMMUNITY = "community"
UNKNOWN = "unknown"

KINDS = (BIBLIOGRAPHIC, AUTHORITY, HOLDINGS, CLASSIFICATION, COMMUNITY, UNKNOWN)

# Leader/06: bibliographic types are all letters up to t; b, h, l and n were given up but stand in old records.
_BIBLIOGRAPHIC = frozenset("abcdefghijklmnoprt")
_OTHERS = {
    "z": AUTHORITY,
    "u": HOLDINGS,
    "v": HOLDINGS,
    "x": HOLDINGS,
    "y": HOLDINGS,
    "w": CLASSIFICATION,
    "q": COMMUNITY,
}


def kind_of(record: MarcRecord) -> str:
    """One of KINDS. A record with a title but no readable type is taken as bibliographic, for that is what it lacks."""
    letter = record.leader[6:7]
    if letter in _BIBLIOGRAPHIC:
        return BIBLIOGRAPHIC
    if kind := _OTHERS.get(letter):
        return kind
    return BIBLIOGRAPHIC if record.first("245") else UNKNOWN
