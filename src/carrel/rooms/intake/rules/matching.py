"""Which of our records a foreign one is, and what becomes of it then.

Order: control number with its owner, ISBN, ISSN, LCCN, OCLC number; then title, author, year and kind together, which
is a likeness and no proof: it never replaces a record unasked. A record of another kind (book, recording) is never the
same.
"""

from collections.abc import Iterable
from typing import NamedTuple

from carrel.cellar.marc import DataField, MarcRecord
from carrel.rooms.intake.rules.profiles import ADD_ITEMS, ASK, KEEP, REPLACE

NEW, MORE, KNOWN, REPLACED, KEPT, ASKED, REFUSED, APART = (
    "new", "more", "known", "replaced", "kept", "asked", "refused", "apart",
)  # fmt: skip
OUTCOMES = (NEW, MORE, KNOWN, REPLACED, KEPT, ASKED, REFUSED, APART)
"""A new record; more copies of a record of ours; one of ours without copies; one that took the place of ours; one we
kept ours against; one that waits for a decision; one not taken in; one that is not bibliographic."""
WITH_ITEMS = frozenset({NEW, MORE, REPLACED})
"""Outcomes that bring their copies."""

NUMBERS = ("control", "isbn", "issn", "lccn", "oclc")
TITLE = "title"
_TITLE_LENGTH = 4
_OUR_OWN = ("658", "690", "691", "695", "696", "697", "698", "699")
_COPY_TAGS = frozenset({"852", "900", "949", "952", "999"})


class TitleKey(NamedTuple):
    """What two records of one edition have in common when no number tells."""

    title: str
    author: str
    year: int
    form: str


def in_order(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Numbers in the order they are tried."""
    return tuple(sorted((pair for pair in pairs if pair[0] in NUMBERS), key=lambda pair: NUMBERS.index(pair[0])))


def title_key(title: str, author: str, year: int | None, form: str) -> TitleKey | None:
    """The key of a record, from its sort forms; None when one of them is missing or the title is too short to tell."""
    if not author or year is None or len(title) < _TITLE_LENGTH:
        return None
    return TitleKey(title, author, year, form)


def outcome_of(choice: str, *, has_items: bool, by_title: bool) -> str:
    """What becomes of a record that is one of ours, by the vendor's choice."""
    if choice == REPLACE:
        return ASKED if by_title else REPLACED
    if choice == KEEP:
        return KEPT
    if choice == ASK:
        return ASKED
    assert choice == ADD_ITEMS
    return MORE if has_items else KNOWN


def outcome_decided(choice: str, *, has_items: bool) -> str:
    """What became of a record that waited, by what a person chose: `new` makes it one, the others are a vendor's."""
    if choice == NEW:
        return NEW
    return outcome_of(choice, has_items=has_items, by_title=False)


def overlaid(ours: MarcRecord, theirs: MarcRecord) -> MarcRecord:
    """Their record with what is our own kept: local subjects (69X), standards (658), 9XX and fields marked with $5.

    Copies that stand in fields of either are items and not kept twice.
    """
    there = set(theirs.fields)
    own = [
        each
        for each in ours.fields
        if isinstance(each, DataField) and each not in there and each.tag not in _COPY_TAGS
        and (each.tag in _OUR_OWN or each.tag.startswith(("9", "59")) or each.first("5"))
    ]  # fmt: skip
    return theirs.with_fields((*theirs.fields, *own)) if own else theirs
