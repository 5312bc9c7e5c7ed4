"""MARCXML (Library of Congress, slim schema): a streaming reader without entities, and a writer.

Records are found wherever they stand: in a collection, alone, or wrapped in the answers of SRU and OAI-PMH;
with the slim namespace, under any prefix, or with none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import escape, quoteattr
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # it ships no types
from defusedxml.sax import make_parser  # type: ignore[import-untyped]  # it ships no types

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

NAMESPACE = "http://www.loc.gov/MARC21/slim"
BLOCK = 1 << 16
# Characters XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_marcxml(stream: BinaryIO) -> Iterator[MarcRecord | Unreadable]:
    """Each record of a MARCXML stream in turn; when the XML itself breaks, one Unreadable says where, and it ends."""
    parser = make_parser()
    found = _Records(parser)
    parser.setContentHandler(found)
    try:
        while block := stream.read(BLOCK):
            parser.feed(block)
            yield from found.taken()
        parser.close()
        yield from found.taken()
    except SAXParseException as broken:
        yield from found.taken()
        why = f"The XML is not well-formed: {broken.getMessage()}. Nothing after this line could be read."
        yield Unreadable(found.number + 1, None, why, b"", broken.getLineNumber() or 0)
    except DefusedXmlException:
        yield from found.taken()
        why = "The file declares XML entities, which no MARCXML needs and which can be used to attack a reader."
        yield Unreadable(found.number + 1, None, why, b"", 0)


class _Records(ContentHandler):
    """Collects records from parse events; a record counts only when it has a leader or fields of its own."""

    def __init__(self, place: Locator) -> None:
        super().__init__()
        self.number = 0
        self._place = place
        self._done: list[MarcRecord | Unreadable] = []
        self._open: list[_Draft] = []
        self._text: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._subfields: list[Subfield] = []
        self._code: str | None = None

    def taken(self) -> list[MarcRecord | Unreadable]:
        """What is finished since the last asking."""
        done, self._done = self._done, []
        return done

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  SAX's own name
        local = name.rpartition(":")[2]
        if local == "record":
            self._open.append(_Draft())
        elif local in ("leader", "controlfield"):
            self._attributes, self._text = dict(attrs.items()), []
        elif local == "datafield":
            self._attributes, self._subfields = dict(attrs.items()), []
        elif local == "subfield":
            self._code, self._text = dict(attrs.items()).get("code"), []

    def characters(self, content: str) -> None:
        if self._text is not None:
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802  SAX's own name
        local = name.rpartition(":")[2]
        if local == "record" and self._open:
            self._finish(self._open.pop())
        elif not self._open:
            return
        elif local == "leader":
            self._open[-1].leader = self._taken_text()
        elif local == "controlfield":
            self._open[-1].add_control(self._attributes, self._taken_text())
        elif local == "subfield":
            self._add_subfield()
        elif local == "datafield":
            self._open[-1].add_data(self._attributes, tuple(self._subfields))

    def _taken_text(self) -> str:
        text, self._text = "".join(self._text or ()), None
        return text

    def _add_subfield(self) -> None:
        text = self._taken_text()
        if self._code is None:
            self._open[-1].fault = "A subfield has no code."
        else:
            self._subfields.append(Subfield(self._code, text))

    def _finish(self, draft: _Draft) -> None:
        if not draft.leader and not draft.fields and not draft.fault:
            return
        self.number += 1
        if draft.fault:
            self._done.append(Unreadable(self.number, None, draft.fault, b"", self._place.getLineNumber() or 0))
        else:
            self._done.append(draft.record())


class _Draft:
    """A record while its elements are being read."""

    def __init__(self) -> None:
        self.leader = ""
        self.fields: list[Field] = []
        self.fault = ""
        self.flaws: dict[str, None] = {}

    def add_control(self, attributes: dict[str, str], text: str) -> None:
        if tag := self._tag(attributes, "control field"):
            self.fields.append(ControlField(tag, text))

    def add_data(self, attributes: dict[str, str], subfields: tuple[Subfield, ...]) -> None:
        if not (tag := self._tag(attributes, "data field")):
            return
        ind1, ind2 = (attributes.get(name) or " " for name in ("ind1", "ind2"))
        if extra := ind1[1:] + ind2[1:]:
            self.flaws[f"An indicator of field {tag} has more than one character."] = None
            subfields = (Subfield("", extra), *subfields)
        self.fields.append(DataField(tag, ind1[0], ind2[0], subfields))

    def _tag(self, attributes: dict[str, str], kind: str) -> str:
        tag = attributes.get("tag", "")
        if not tag or len(tag) > 3:
            self.fault = f"A {kind} has no tag." if not tag else f"The tag of a {kind}, {tag[:20]}, is no MARC tag."
            return ""
        if len(tag) < 3:
            self.flaws[f"The tag {tag} has fewer than three characters; zeros were put before it."] = None
        return tag.rjust(3, "0")

    def record(self) -> MarcRecord:
        leader = self.leader.strip("\r\n\t")
        if len(leader) != LEADER_LENGTH:
            self.flaws[f"The leader has {len(leader)} characters in place of {LEADER_LENGTH}."] = None
            leader = (leader or BLANK_LEADER).ljust(LEADER_LENGTH)[:LEADER_LENGTH]
        return MarcRecord(leader, tuple(self.fields), tuple(self.flaws))


def to_marcxml(record: MarcRecord) -> str:
    """The record as one MARCXML element with its namespace; characters XML cannot write become U+FFFD."""
    lines = [f'<record xmlns="{NAMESPACE}">', f"  <leader>{_text(record.leader)}</leader>"]
    for field in record.fields:
        tag = _attribute(field.tag)
        if isinstance(field, ControlField):
            lines.append(f"  <controlfield tag={tag}>{_text(field.value)}</controlfield>")
            continue
        lines.append(f"  <datafield tag={tag} ind1={_attribute(field.ind1)} ind2={_attribute(field.ind2)}>")
        lines.extend(
            f"    <subfield code={_attribute(code)}>{_text(value)}</subfield>" for code, value in field.subfields
        )
        lines.append("  </datafield>")
    return "\n".join((*lines, "</record>\n"))


def marcxml_collection(records: Iterable[MarcRecord]) -> Iterator[str]:
    """A whole MARCXML document, piece by piece, so that any number of records can be sent as a stream."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'
    for record in records:
        yield to_marcxml(record)
    yield "</collection>\n"


def _text(value: str) -> str:
    # A bare carriage return would be read back as a line feed.
    return escape(_UNWRITABLE.sub("�", value), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_UNWRITABLE.sub("�", value), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})
