"""A MARC 21 record as plain, unchangeable values: order kept, nothing dropped.

A record read by the scanner holds the text of its fields and takes apart only those somebody asks for; nobody who uses
a record can tell, but an import of a million records can.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from carrel.cellar.marc.facts import RecordFacts
    from carrel.cellar.marc.holdings import Holding

LEADER_LENGTH = 24
BLANK_LEADER = "00000nam a2200000 a 4500"
DELIMITER = "\x1f"


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
        for its_code, value in self.subfields:
            if its_code == code:
                return value
        return ""

    def all(self, codes: str) -> list[str]:
        """The texts of all subfields whose code is one of these letters, in the order they stand."""
        return [value for code, value in self.subfields if code in codes and code]

    def joined(self, codes: str, separator: str = " ") -> str:
        """All texts of these codes in one line, blanks at the ends taken off each."""
        texts = [text for code, value in self.subfields if code in codes and code and (text := value.strip())]
        return texts[0] if len(texts) == 1 else separator.join(texts)

    def written(self) -> tuple[str, str, tuple[Subfield, ...]]:
        """Indicators and subfields for a form that knows only coded ones.

        Text before the first delimiter goes out as what it came in for: too many characters of the second indicator.
        """
        if self.subfields and not self.subfields[0].code:
            return self.ind1, self.ind2 + self.subfields[0].value, self.subfields[1:]
        return self.ind1, self.ind2, self.subfields


Field = ControlField | DataField
# What NamedTuple's own constructor does, without its checking of arguments: half the cost of a subfield was that.
_tuple_of = tuple.__new__


def field_of(tag: str, body: str) -> Field:
    """The field of a well-formed body: two indicators and coded subfields, or the text of a control field."""
    if tag[:2] == "00":
        return ControlField(tag, body)
    head, *pieces = body.split(DELIMITER)
    subfields = tuple([_tuple_of(Subfield, (piece[0], piece[1:])) for piece in pieces])
    return _tuple_of(DataField, (tag, head[0], head[1], subfields))


class MarcRecord:
    """One record: a leader of 24 characters and its fields in the order they were written. It is never changed.

    ``flaws`` says in words what a reader had to guess or mend; it is no part of what makes two records equal
    when they are compared by :meth:`same_content`. ``raw`` holds the record's bytes (without the end-of-record mark)
    when they are exactly what `to_iso2709` would write, else None. ``known_facts`` and ``known_holdings`` are the
    memory of `facts_of` and `holdings_of`.
    """

    __slots__ = ("_bodies", "_fields", "_groups", "_tags", "flaws", "known_facts", "known_holdings", "leader", "raw")

    def __init__(self, leader: str, fields: Iterable[Field], flaws: Iterable[str] = ()) -> None:
        self.leader: str = leader
        self.flaws: tuple[str, ...] = tuple(flaws)
        self.raw: bytes | None = None
        self._fields: tuple[Field, ...] | None = tuple(fields)
        self._tags: list[str] = []
        self._bodies: list[str] = []
        self._groups: dict[str, list[DataField]] | None = None
        self.known_facts: RecordFacts | None = None
        self.known_holdings: tuple[Holding, ...] | None = None

    @classmethod
    def scanned(cls, leader: str, tags: list[str], bodies: list[str], raw: bytes | None) -> MarcRecord:
        """A record whose fields are well formed but not yet taken apart; one body to each tag."""
        self = cls.__new__(cls)
        self.leader = leader
        self.flaws = ()
        self.raw = raw
        self._fields = None
        self._tags = tags
        self._bodies = bodies
        self._groups = None
        self.known_facts = None
        self.known_holdings = None
        return self

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields, in the order they were written."""
        if self._fields is None:
            self._fields = tuple(map(field_of, self._tags, self._bodies))
        return self._fields

    def with_fields(self, fields: Iterable[Field]) -> MarcRecord:
        """The record with other fields in place of its own."""
        return MarcRecord(self.leader, fields, self.flaws)

    def same_content(self, other: MarcRecord) -> bool:
        """Whether both hold the same fields and the same leader, lengths (which a writer counts) left aside."""
        return self.fields == other.fields and meaning_of(self.leader) == meaning_of(other.leader)

    def control(self, tag: str) -> str:
        """The text of the first control field with this tag, or an empty string."""
        if self._tags and tag[:2] == "00":
            return self._bodies[self._tags.index(tag)] if tag in self._tags else ""
        return next(iter(self.controls(tag)), "")

    def controls(self, tag: str) -> list[str]:
        """The texts of all control fields with this tag."""
        if self._tags and tag.startswith("00"):
            return [self._bodies[place] for place, its_tag in enumerate(self._tags) if its_tag == tag]
        return [field.value for field in self.fields if field.tag == tag and isinstance(field, ControlField)]

    def data(self, *tags: str) -> Sequence[DataField]:
        """The data fields with one of these tags, in the order they stand."""
        groups = self._groups or self.by_tag()
        if len(tags) == 1:
            return groups.get(tags[0], ())
        present = [tag for tag in tags if tag in groups]
        if len(present) < 2:
            return groups[present[0]] if present else ()
        return [field for field in self.fields if field.tag in present and isinstance(field, DataField)]

    def first(self, *tags: str) -> DataField | None:
        """The first data field with one of these tags, or None."""
        for field in self.data(*tags):
            return field
        return None

    def by_tag(self) -> dict[str, list[DataField]]:
        """The data fields of each tag, in the order they stand."""
        if self._groups is not None:
            return self._groups
        # A record is asked some forty times for its facts; going through all fields each time was half of that work.
        groups: dict[str, list[DataField]] = {}
        for field in self.fields:
            if isinstance(field, DataField):
                if field.tag in groups:
                    groups[field.tag].append(field)
                else:
                    groups[field.tag] = [field]
        self._groups = groups
        return groups

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MarcRecord):
            return NotImplemented
        return (self.leader, self.fields, self.flaws) == (other.leader, other.fields, other.flaws)

    def __hash__(self) -> int:
        return hash((self.leader, self.fields, self.flaws))

    def __repr__(self) -> str:
        return f"MarcRecord({self.leader!r}, {self.fields!r}, {self.flaws!r})"


class Unreadable(NamedTuple):
    """A record that could not be read: its number (from 1), why, its bytes, and where it is.

    ``offset`` counts bytes from 0 to its start in an ISO 2709 file; in MARCXML and MARC-in-JSON it is None and
    ``line`` (from 1) tells. ``done`` says what became of it.
    """

    number: int
    offset: int | None
    why: str
    raw: bytes
    line: int = 0
    done: str = "It was left out; reading went on behind it."


def meaning_of(leader: str) -> str:
    """The leader without what a writer counts or decides anew: both lengths and the character coding."""
    padded = leader.ljust(LEADER_LENGTH)
    return padded[5:9] + padded[17:20]
