"""MARC records put together from the events of an XML parser."""

from __future__ import annotations

from xml.parsers import expat

from carrel.cellar.marc import faults
from carrel.cellar.marc.faults import Flaw
from carrel.cellar.marc.record import (
    BLANK_LEADER,
    LEADER_LENGTH,
    ControlField,
    DataField,
    Field,
    MarcRecord,
    Subfield,
    Unreadable,
)

LONGEST_RECORD = 16 << 20
# SRU and OAI-PMH wrap a record ten deep; a file of opening tags alone would fill the memory.
DEEPEST = 200


class Entities(Exception):
    """The file declares entities."""

    flaw = Flaw(faults.ENTITIES)


class TooMuch(Exception):
    """A record without end."""

    flaw = Flaw(faults.TOO_MUCH)


class Records:
    """Collects records from parse events; a record counts only when it has a leader or fields of its own."""

    def __init__(self) -> None:
        self._number = 0
        self._done: list[tuple[int | None, MarcRecord | Unreadable]] = []
        self._open: list[_Draft] = []
        self._depth = self._size = 0
        self._text: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._subfields: list[Subfield] = []
        self._odd = ""
        self._is_in_field = False
        self._code: str | None = None

    def listen(self, parser: expat.XMLParserType, offset: int, lines: int) -> None:
        """Hear this parser, whose first byte is the file's byte `offset` and has `lines` line ends before it."""
        self._parser, self._offset, self._lines = parser, offset, lines
        self._depth = 0
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.SkippedEntityHandler = self._skipped
        parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = self._refuse_entities

    def taken(self) -> list[tuple[int | None, MarcRecord | Unreadable]]:
        """What is finished since the last asking."""
        done, self._done = self._done, []
        return done

    @property
    def is_open(self) -> bool:
        """Whether the parser stands inside a record."""
        return bool(self._open)

    def place_of(self, index: int) -> int:
        """The byte in the file of a byte in the present parser's input."""
        return self._offset + index

    def line_of(self, line: int) -> int:
        """The line in the file of a line in the present parser's input."""
        return self._lines + line

    def abandon(self) -> None:
        """Forget the record that is open."""
        self._open.clear()
        self._text = None
        self._is_in_field = False

    def fault(self, why: Flaw, done: Flaw, line: int = 0) -> tuple[int | None, Unreadable]:
        """The next record as one that could not be read; the line is where the parser stands unless it is given."""
        self._number += 1
        offset = next((draft.offset for draft in reversed(self._open) if draft.holds_something), None)
        line = line or self.line_of(self._parser.CurrentLineNumber)
        return offset, Unreadable(self._number, offset, why, b"", line, done)

    def _refuse_entities(self, *_declaration: object) -> None:
        raise Entities

    def _skipped(self, name: str, is_parameter: bool) -> None:
        """An entity of a DTD we do not fetch stays as it was written."""
        if not is_parameter:
            self._characters(f"&{name};")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooMuch
        local = name.rpartition(":")[2]
        if local == "record":
            # Also in the middle of a field: then the record before was cut short, and this one is whole.
            self._size, self._is_in_field, self._text = 0, False, None
            self._open.append(_Draft(self._offset + self._parser.CurrentByteIndex))
        elif local == "subfield":
            self._code, self._text = attributes.get("code"), []
        elif self._is_in_field:
            self._odd = local
        elif local == "datafield":
            self._attributes, self._subfields, self._is_in_field = attributes, [], True
        elif local in ("leader", "controlfield"):
            self._attributes, self._text = attributes, []

    def _characters(self, content: str) -> None:
        if self._text is not None:
            self._text.append(content)
            self._size += len(content)
            if self._size > LONGEST_RECORD:
                raise TooMuch

    def _end(self, name: str) -> None:
        self._depth -= 1
        local = name.rpartition(":")[2]
        if not self._open:
            return
        if local == "subfield":
            self._add_subfield()
        elif local == "datafield":
            self._add_field()
        elif local == "controlfield":
            self._open[-1].add_control(self._attributes, self._taken_text())
        elif local == "leader":
            self._open[-1].leader = self._taken_text()
        elif local == "record":
            self._finish(self._open.pop())

    def _taken_text(self) -> str:
        text, self._text = "".join(self._text or ()), None
        return text

    def _add_subfield(self) -> None:
        text = self._taken_text()
        if not self._code:
            self._open[-1].refuse(Flaw(faults.NO_SUBFIELD_CODE))
        else:
            self._subfields.append(Subfield(self._code, text))
            self._size += 32

    def _add_field(self) -> None:
        draft = self._open[-1]
        draft.add_data(self._attributes, tuple(self._subfields))
        self._is_in_field = False
        self._size += 64
        if self._size > LONGEST_RECORD:
            raise TooMuch
        if self._odd:
            draft.flaws[Flaw(faults.ODD_ELEMENT, tag=self._attributes.get("tag", ""), name=self._odd[:40])] = None
            self._odd = ""

    def _finish(self, draft: _Draft) -> None:
        if not draft.holds_something:
            return
        self._number += 1
        if draft.fault:
            line = self.line_of(self._parser.CurrentLineNumber)
            left_out = Flaw(faults.LEFT_OUT)
            bad = Unreadable(self._number, draft.offset, draft.fault, b"", line, left_out)
            self._done.append((draft.offset, bad))
        else:
            self._done.append((draft.offset, draft.record()))


class _Draft:
    """A record while its elements are being read."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.leader = ""
        self.fields: list[Field] = []
        self.fault: Flaw | None = None
        self.flaws: dict[Flaw, None] = {}

    @property
    def holds_something(self) -> bool:
        """Whether it has anything of MARC; the wrapper of an OAI-PMH answer is called a record too."""
        return bool(self.leader or self.fields or self.fault)

    def refuse(self, fault: Flaw) -> None:
        """Note why it cannot be read; the first reason is told."""
        self.fault = self.fault or fault

    def add_control(self, attributes: dict[str, str], text: str) -> None:
        if tag := self._tag(attributes):
            self.fields.append(ControlField(tag, text))

    def add_data(self, attributes: dict[str, str], subfields: tuple[Subfield, ...]) -> None:
        if not (tag := self._tag(attributes)):
            return
        ind1, ind2 = attributes.get("ind1") or " ", attributes.get("ind2") or " "
        if extra := ind1[1:] + ind2[1:]:
            self.flaws[Flaw(faults.WRONG_INDICATORS, tag=tag, found=len(extra) + 2)] = None
            subfields = (Subfield("", extra), *subfields)
        self.fields.append(DataField(tag, ind1[0], ind2[0], subfields))

    def _tag(self, attributes: dict[str, str]) -> str:
        tag = attributes.get("tag", "")
        if len(tag) == 3 and tag.isascii() and tag.isprintable():
            return tag
        if not tag:
            self.refuse(Flaw(faults.NO_TAG))
        elif len(tag) > 2:
            self.refuse(Flaw(faults.NO_MARC_TAG, tag=tag[:20]))
            return ""
        else:
            self.flaws[Flaw(faults.SHORT_TAG, tag=tag)] = None
        return tag.rjust(3, "0") if tag else ""

    def record(self) -> MarcRecord:
        leader = self.leader.strip("\r\n\t")
        if len(leader) != LEADER_LENGTH:
            self.flaws[Flaw(faults.WRONG_LEADER, found=len(leader))] = None
            leader = (leader or BLANK_LEADER).ljust(LEADER_LENGTH)[:LEADER_LENGTH]
        return MarcRecord(leader, self.fields, self.flaws)
