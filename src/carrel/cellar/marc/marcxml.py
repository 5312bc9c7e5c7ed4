"""MARCXML (Library of Congress, slim schema): a streaming reader without entities, and a writer.

Records are found wherever they stand: in a collection, alone, one after another without a common root, or wrapped in
the answers of SRU and OAI-PMH; with the slim namespace, under any prefix, or with none. Where the XML is broken,
reading goes on at the next record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from carrel.cellar.marc import faults
from carrel.cellar.marc.faults import Flaw
from carrel.cellar.marc.record import ControlField, MarcRecord, Unreadable
from carrel.cellar.marc.xmldrafts import LONGEST_RECORD, Entities, Records, TooMuch

NAMESPACE = "http://www.loc.gov/MARC21/slim"
BLOCK = 1 << 16
# Characters XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile("[^\t\n\x20-%'-;=?-\ud7ff\ue000-\ufffd]")
_RECORD = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?record[\s>/]")
_LONGEST_OPENING = 64
_WRAPPER = b"<collection>"
_SEVERAL_ROOTS = expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
_OTHER_END = expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]

Placed = tuple[int | None, MarcRecord | Unreadable]


def read_marcxml(stream: BinaryIO) -> Iterator[MarcRecord | Unreadable]:
    """Each record of a MARCXML stream in turn; what is broken comes as Unreadable and says its line."""
    for _offset, found in placed_marcxml(stream):
        yield found


def placed_marcxml(stream: BinaryIO) -> Iterator[Placed]:
    """Each record with the byte its element begins at."""
    parsing = _Parsing()
    while block := stream.read(BLOCK):
        yield from parsing.fed(block)
        if parsing.is_over:
            return
    yield from parsing.ended()


class _Parsing:
    """One file on its way through one parser, or through several where the XML is broken between."""

    def __init__(self) -> None:
        self.is_over = False
        self._records = Records()
        self._encoding: str | None = None
        self._is_encoding_ours = False
        self._seen = self._lines = 0  # bytes and line ends before the present block
        self._begins = -1  # where the present parser began, in bytes of the file
        self._tail: bytes | None = None  # what may be the beginning of a record's tag, while one is looked for
        self._parser = self._new_parser(0, 0, b"")

    def _new_parser(self, begins: int, lines: int, lead: bytes) -> expat.XMLParserType:
        parser = expat.ParserCreate(self._encoding)
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        self._records.listen(parser, begins - len(lead), lines)
        self._begins, self._is_wrapped = begins, bool(lead)
        if lead:
            parser.Parse(lead, False)
        return parser

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if not self._is_encoding_ours:
            self._encoding = encoding

    def fed(self, block: bytes) -> Iterator[Placed]:
        """What is finished when this block has been read."""
        rest, at = block, self._seen
        while rest and not self.is_over:
            if self._tail is not None:
                rest, at = self._at_next_record(rest, at)
                continue
            try:
                self._parser.Parse(rest, False)
                rest = b""
            except expat.ExpatError as broken:
                yield from self._records.taken()
                yield from self._told(broken)
                rest, at = self._behind(broken, rest, at)
            except (LookupError, ValueError):
                # The file names a coding that nobody knows, or one of many bytes that the parser cannot be taught.
                if self._is_encoding_ours or at != self._begins:
                    yield self._records.fault(Flaw(faults.NO_SUCH_CODING), Flaw(faults.ENDED))
                    self.is_over = True
                else:
                    self._encoding, self._is_encoding_ours = "utf-8", True
                    self._parser = self._new_parser(at, self._lines, b"")
            except (Entities, TooMuch) as refused:
                yield from self._records.taken()
                yield self._records.fault(refused.flaw, Flaw(faults.ENDED))
                self.is_over = True
        yield from self._records.taken()
        self._seen += len(block)
        self._lines += block.count(b"\n")
        if self._tail is None and self._seen - self._parser.CurrentByteIndex - self._begins > LONGEST_RECORD:
            yield self._records.fault(Flaw(faults.TOO_MUCH), Flaw(faults.ENDED))
            self.is_over = True

    def ended(self) -> Iterator[Placed]:
        """What is still to be said at the end of the file."""
        if self._tail is not None or not self._seen:
            return
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            yield from self._records.taken()
            if self._records.is_open or not self._is_wrapped:
                yield self._records.fault(Flaw(faults.CUT_XML), Flaw(faults.ENDED))
        yield from self._records.taken()

    def _told(self, broken: expat.ExpatError) -> Iterator[Placed]:
        """The broken place as a fault, unless it is only where one root ends and another begins."""
        is_seam = broken.code == _SEVERAL_ROOTS or (broken.code == _OTHER_END and self._is_wrapped)
        if self._records.is_open or not is_seam:
            line = self._records.line_of(broken.lineno)
            why = Flaw(faults.BAD_XML, line=line, found=expat.ErrorString(broken.code))
            yield self._records.fault(why, Flaw(faults.LEFT_OUT), line)

    def _behind(self, broken: expat.ExpatError, rest: bytes, at: int) -> tuple[bytes, int]:
        """Leave the broken place; what of the block is behind it."""
        self._records.abandon()
        place = self._records.place_of(self._parser.ErrorByteIndex)
        # A parser that breaks where it began would begin there for ever.
        skipped = max(place, self._begins + 1, at) - at
        self._tail = b""
        return rest[skipped:], at + skipped

    def _at_next_record(self, rest: bytes, at: int) -> tuple[bytes, int]:
        """Go on to the next tag that opens a record, with a fresh parser; nothing is left of a block without one."""
        tail = self._tail or b""
        text, start = tail + rest, at - len(tail)
        found = _RECORD.search(text)
        if found is None:
            self._tail = text[-_LONGEST_OPENING:]
            return b"", at + len(rest)
        text, start = text[found.start() :], start + found.start()
        lines = self._lines + (rest[: start - at].count(b"\n") if start > at else 0)
        self._tail = None
        self._parser = self._new_parser(start, lines, _WRAPPER)
        return text, start


def to_marcxml(record: MarcRecord) -> str:
    """The record as one MARCXML element with its namespace; characters XML cannot write become U+FFFD."""
    lines = [f'<record xmlns="{NAMESPACE}">', f"  <leader>{_text(record.leader)}</leader>"]
    for field in record.fields:
        tag = _attribute(field.tag)
        if isinstance(field, ControlField):
            lines.append(f"  <controlfield tag={tag}>{_text(field.value)}</controlfield>")
            continue
        ind1, ind2, subfields = field.written()
        lines.append(f"  <datafield tag={tag} ind1={_attribute(ind1)} ind2={_attribute(ind2)}>")
        lines.extend(f"    <subfield code={_attribute(code)}>{_text(value)}</subfield>" for code, value in subfields)
        lines.append("  </datafield>")
    return "\n".join((*lines, "</record>\n"))


def marcxml_collection(records: Iterable[MarcRecord]) -> Iterator[str]:
    """A whole MARCXML document, piece by piece, so that any number of records can be sent as a stream."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'
    for record in records:
        yield to_marcxml(record)
    yield "</collection>\n"


def _text(value: str) -> str:
    if not _SPECIAL.search(value):
        return value
    # A bare carriage return would be read back as a line feed.
    return escape(_UNWRITABLE.sub("�", value), {"\r": "&#13;"})


@lru_cache(maxsize=4096)
def _attribute(value: str) -> str:
    # Tags, indicators and codes are few, and come again in every field.
    return quoteattr(_UNWRITABLE.sub("�", value), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})
