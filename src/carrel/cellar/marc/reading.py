"""Any MARC file, whatever its form: compressed or not, ISO 2709, MARCXML or MARC-in-JSON."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from carrel.cellar.marc import faults
from carrel.cellar.marc.faults import Fault, Flaw
from carrel.cellar.marc.iso2709 import placed_iso2709
from carrel.cellar.marc.marcjson import read_marcjson
from carrel.cellar.marc.marcxml import placed_marcxml
from carrel.cellar.marc.packed import Unpacked
from carrel.cellar.marc.record import MarcRecord, Unreadable

_GZIP_MARK = b"\x1f\x8b"
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_BOM = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LINE_OF_MRK = re.compile(rb"(?:\A|\r?\n)=(?:LDR|\d\d\d)  ")
# The length a record begins with, or the end marks of fields and records.
_MARC = re.compile(rb"\A\s*\d{5}|[\x1d\x1e]")
_TOO_LITTLE_TO_JUDGE = 1024
_MOST_DOUBTS = 50
# A spoilt first byte of a leader may look like the beginning of another form; the second one tells.
_XML = re.compile(rb"<[A-Za-z_!?]")
_JSON = re.compile(rb"\{\s*(?:[\"}]|\Z)|\[\s*(?:[{\]\[]|\Z)")
_LOOKED_AT = 4096

Found = MarcRecord | Unreadable


class Read(NamedTuple):
    """One record of a file as it was read: its number (from 1), the byte it begins at where that is known, and it."""

    number: int
    offset: int | None
    found: Found

    @property
    def record(self) -> MarcRecord | None:
        """The record, if it could be read."""
        return self.found if isinstance(self.found, MarcRecord) else None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong with it, and what was done about each."""
        if isinstance(self.found, Unreadable):
            return (Fault(self.number, self.offset, self.found.why, self.found.done, self.found.line),)
        told = (flaw.partition("; ") for flaw in self.found.flaws)
        return tuple(Fault(self.number, self.offset, f"{what}.", done) for what, _, done in told)


def read_marc(source: Path | BinaryIO) -> Iterator[Found]:
    """Each record of a file or binary stream; the form is told from its first bytes, never from its name.

    :raises OSError: when the file is missing or the disk cannot be read.
    """
    for read in read_records(source):
        yield read.found


def read_records(source: Path | BinaryIO, *, start: int = 1, offset: int = 0) -> Iterator[Read]:
    """Each record with its number and place. An ISO 2709 file may be taken up again in its middle.

    :param start: the number of the first record read.
    :param offset: the byte to begin at, in an uncompressed ISO 2709 file: where the record numbered `start` begins.
    :raises OSError: when the file is missing or the disk cannot be read.
    """
    if isinstance(source, Path):
        with source.open("rb") as opened:
            opened.seek(offset)
            yield from _numbered(opened, start, offset)
    else:
        yield from _numbered(source, start, offset)


def _numbered(stream: BinaryIO, start: int, offset: int) -> Iterator[Read]:
    buffered = _peekable(stream)
    unpacked: Unpacked | None = None
    if buffered.peek(2)[:2] == _GZIP_MARK:
        unpacked = Unpacked(buffered)
        buffered = io.BufferedReader(unpacked, 1 << 16)
    number = start - 1
    for number, (place, found) in enumerate(_placed(buffered, start, offset), start=start):
        yield Read(number, place, found)
    if unpacked is not None and unpacked.trouble:
        yield Read(number + 1, None, Unreadable(number + 1, None, unpacked.trouble, b"", done=Flaw(faults.ENDED)))


def _placed(stream: io.BufferedReader, start: int, offset: int) -> Iterator[tuple[int | None, Found]]:
    """The records by the form of the file; a file of another kind is refused in one sentence."""
    beginning = _beginning(stream)
    text = beginning.removeprefix(_BOM).lstrip(b" \t\r\n\x1e")  # the last begins a text of a JSON sequence
    if beginning.startswith(_UTF16_MARKS) or _XML.match(text):
        yield from placed_marcxml(stream)
    elif _JSON.match(text):
        yield from ((None, found) for found in read_marcjson(stream))
    elif refusal := _other_kind(beginning):
        yield 0, Unreadable(start, 0, Flaw(refusal), b"", done=Flaw(faults.ENDED))
    elif _MARC.search(beginning) or len(beginning) < _TOO_LITTLE_TO_JUDGE:
        yield from placed_iso2709(stream, start=start, offset=offset)
    else:
        yield from _doubtful(stream, start, offset)


def _doubtful(stream: io.BufferedReader, start: int, offset: int) -> Iterator[tuple[int | None, Found]]:
    """The records of a file that does not begin like MARC: it is refused as a whole unless one is soon found in it."""
    held: list[tuple[int | None, Found]] = []
    placed = placed_iso2709(stream, start=start, offset=offset)
    for place, found in placed:
        held.append((place, found))
        if isinstance(found, MarcRecord):
            yield from held
            yield from placed
            return
        if len(held) == _MOST_DOUBTS:
            break
    yield 0, Unreadable(start, 0, Flaw(faults.NOT_MARC), b"", done=Flaw(faults.ENDED))


def _other_kind(beginning: bytes) -> str:
    """Why these are not the first bytes of a MARC file, or an empty string when they may be."""
    if beginning.startswith(_ZIP_MARKS):
        return faults.ZIPPED
    return faults.MARC_TEXT if _LINE_OF_MRK.search(beginning) else ""


def _beginning(stream: io.BufferedReader) -> bytes:
    """The first bytes without taking them; a stream that gives little at a time is asked as often as peeking allows."""
    return stream.peek(_LOOKED_AT)[:_LOOKED_AT]


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream), 1 << 16)
