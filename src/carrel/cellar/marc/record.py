"""A MARC 21 record as plain, unchangeable values: order kept, nothing dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

LEADER_LENGTH = 24
BLANK_LEADER = "00000nam a2200000 a 4500"


class Subfield(NamedTuple):
    """One coded piece of a data field.

    A first subfield with an empty code holds text that stood before any delimiter in a malformed field.
    """

    code: str
    value: str


class ControlField(NamedTuple):
    """A field of tag 001 to 009: a tag and its text, no indicators."""

    tag: str
    value: str


class DataField(NamedTuple):
    """A field of any other tag: two indicators (a blank is a space) and subfields in the order they stood."""

    tag: str
    ind1: str
    ind2: str
    subfields: tuple[Subfield, ...]

    def first(self, code: str) -> str:
        """The text of the first subfield with this code, or an empty string."""
        for subfield in self.subfields:
            if subfield.code == code:
                return subfield.value
        return ""

    def all(self, codes: str) -> list[str]:
        """The texts of all subfields whose code is one of these letters, in the order they stand."""
        return [subfield.value for subfield in self.subfields if subfield.code in codes and subfield.code]

    def joined(self, codes: str, separator: str = " ") -> str:
        """All texts of these codes in one line, blanks at the ends taken off each."""
        return separator.join(text for value in self.all(codes) if (text := value.strip()))


Field = ControlField | DataField


@dataclass(frozen=True)
class MarcRecord:
    """One record: a leader of 24 characters and its fields in the order they were written.

    ``flaws`` says in words what a reader had to guess or mend; it is no part of what makes two records equal
    when they are compared by :meth:`same_content`.
    """

    leader: str
    fields: tuple[Field, ...]
    flaws: tuple[str, ...] = ()

    def same_content(self, other: MarcRecord) -> bool:
        """Whether both hold the same fields and the same leader, lengths (which a writer counts) left aside."""
        return self.fields == other.fields and meaning_of(self.leader) == meaning_of(other.leader)

    def control(self, tag: str) -> str:
        """The text of the first control field with this tag, or an empty string."""
        for field in self.fields:
            if field.tag == tag and isinstance(field, ControlField):
                return field.value
        return ""

    def data(self, *tags: str) -> Sequence[DataField]:
        """The data fields with one of these tags, in the order they stand."""
        by_tag = self._by_tag
        present = [tag for tag in tags if tag in by_tag]
        if len(present) < 2:
            return by_tag[present[0]] if present else ()
        return [field for field in self.fields if field.tag in present and isinstance(field, DataField)]

    @cached_property
    def _by_tag(self) -> dict[str, list[DataField]]:
        # A record is asked some forty times for its facts; going through all fields each time was half of that work.
        by_tag: dict[str, list[DataField]] = {}
        for field in self.fields:
            if isinstance(field, DataField):
                by_tag.setdefault(field.tag, []).append(field)
        return by_tag

    def first(self, *tags: str) -> DataField | None:
        """The first data field with one of these tags, or None."""
        return next(iter(self.data(*tags)), None)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that could not be read: its number (from 1), why, its bytes, and where it is.

    ``offset`` counts bytes from 0 to its start in an ISO 2709 file; in MARCXML it is None and ``line`` (from 1) tells.
    """

    number: int
    offset: int | None
    why: str
    raw: bytes
    line: int = 0


def meaning_of(leader: str) -> str:
    """The leader without what a writer counts or decides anew: both lengths and the character coding."""
    padded = leader.ljust(LEADER_LENGTH)
    return padded[5:9] + padded[17:20]
