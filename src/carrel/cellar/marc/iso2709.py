"""ISO 2709, the exchange form of MARC: a streaming reader that trusts end marks over numbers, and a writer.

Good records go through the scanner. What it refuses is taken apart by its directory when that is right; when it is not,
the directory's tags are paired with the fields between the end marks; when even that does not come out, the record is
handed back as Unreadable with its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from carrel.cellar.marc import faults
from carrel.cellar.marc.faults import Flaw
from carrel.cellar.marc.mending import LONGEST_UNENDED, Broken, mended
from carrel.cellar.marc.record import DELIMITER, LEADER_LENGTH, ControlField, Field, MarcRecord, Unreadable
from carrel.cellar.marc.scanning import ENTRY_LENGTH, scanned

END_OF_RECORD = b"\x1d"
LONGEST_FIELD = 9_999
LONGEST_RECORD = 99_999
BLOCK = 1 << 20

# Only a hand-made record can hold these in its text; they would tear it apart when read.
_SEPARATORS = str.maketrans({"\x1d": " ", "\x1e": " ", "\x1f": " "})
_END_MARKS = str.maketrans({"\x1d": " ", "\x1e": " "})
# A mark in a tag or leader, which JSON can hold, would tear the record apart too.
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")
_JUNK_BEFORE = re.compile(rb"\A[\r\n\t\0\x1a]+|\A\s+(?=\d{5})|\A\xef\xbb\xbf")


class TooLong(ValueError):
    """A record or field is longer than ISO 2709 can say (99,999 and 9,999 bytes)."""


def read_iso2709(stream: BinaryIO) -> Iterator[MarcRecord | Unreadable]:
    """Each record of a binary stream in turn, in constant memory; what cannot be read comes as Unreadable."""
    for _offset, found in placed_iso2709(stream):
        yield found


def placed_iso2709(
    stream: BinaryIO, *, start: int = 1, offset: int = 0
) -> Iterator[tuple[int, MarcRecord | Unreadable]]:
    """Each record with the byte it begins at; a stream taken up in its middle says its next number and its offset."""
    for number, (place, raw, ended) in enumerate(_chunks(stream, offset), start=start):
        found: MarcRecord | Unreadable | None = scanned(raw) if ended else None
        if found is None:
            try:
                found = mended(raw, ended=ended)
            except Broken as broken:
                found = Unreadable(number, place, broken.flaw, raw, done=Flaw(faults.LEFT_OUT))
        yield place, found


def from_iso2709(raw: bytes) -> MarcRecord:
    """The one record in these bytes.

    :raises ValueError: when they hold no readable record.
    """
    raw = raw.rstrip(END_OF_RECORD)
    try:
        return scanned(raw) or mended(raw, ended=True)
    except Broken as broken:
        raise ValueError(str(broken)) from broken


def _chunks(stream: BinaryIO, start: int) -> Iterator[tuple[int, bytes, bool]]:
    """The bytes between end-of-record marks: where each starts, the bytes, and whether a mark ended it."""
    held = b""
    while block := stream.read(BLOCK):
        *ended, held = (held + block).split(END_OF_RECORD)
        for raw in ended:
            if raw[:5].isdigit():
                yield start, raw, True
            elif raw:
                yield from _without_junk(start, raw, ended=True)
            start += len(raw) + 1
        if len(held) > LONGEST_UNENDED:
            break
    yield from _without_junk(start, held, ended=False)


def _without_junk(start: int, raw: bytes, *, ended: bool) -> Iterator[tuple[int, bytes, bool]]:
    rest = raw
    while junk := _JUNK_BEFORE.match(rest):
        rest = rest[junk.end() :]
    if rest.strip():
        yield start + len(raw) - len(rest), rest, ended


def to_iso2709(record: MarcRecord, *, oversize: bool = False) -> bytes:
    """The record as ISO 2709 in UTF-8; one that was read as we would write it is handed on as it came.

    ``oversize`` lets a longer record pass for our own store: numbers too large are written as nines, and our
    reader goes by the end marks.

    :raises TooLong: when a field or the record is too long and ``oversize`` is not given.
    """
    if record.raw is not None:
        return record.raw + END_OF_RECORD
    bodies = [_body_of(field).encode("utf-8", "replace") for field in record.fields]
    base = LEADER_LENGTH + ENTRY_LENGTH * len(bodies) + 1
    total = base + sum(map(len, bodies)) + 1
    if not oversize:
        _refuse_too_long(record, bodies, total)
    directory, start = [], 0
    for field, body in zip(record.fields, bodies, strict=True):
        directory.append(_tag_of(field) + _digits(len(body), 4) + _digits(start, 5))
        start += len(body)
    leader = _UNPRINTABLE.sub("?", record.leader).ljust(LEADER_LENGTH)
    head = f"{_digits(total, 5)}{leader[5:9]}a22{_digits(base, 5)}{leader[17:20]}4500"
    listed = "".join(directory).encode("ascii")
    return b"".join((head.encode("ascii"), listed, b"\x1e", *bodies, END_OF_RECORD))


def _refuse_too_long(record: MarcRecord, bodies: list[bytes], total: int) -> None:
    for field, body in zip(record.fields, bodies, strict=True):
        if len(body) > LONGEST_FIELD:
            raise TooLong(f"Field {field.tag} has {len(body):,} bytes; ISO 2709 can say {LONGEST_FIELD:,}.")
    if total > LONGEST_RECORD:
        raise TooLong(f"The record has {total:,} bytes; ISO 2709 can say {LONGEST_RECORD:,}. Send it as MARCXML.")


def _body_of(field: Field) -> str:
    if isinstance(field, ControlField):
        return field.value.translate(_END_MARKS) + "\x1e"
    pieces = [code + value for code, value in field.subfields]
    head = field.ind1 + field.ind2
    if pieces and not field.subfields[0].code:
        head += pieces.pop(0)
    body = DELIMITER.join((head, *pieces))
    if body.count(DELIMITER) != len(pieces) or "\x1e" in body or "\x1d" in body:
        body = DELIMITER.join(text.translate(_SEPARATORS) for text in (head, *pieces))
    return body + "\x1e"


def _tag_of(field: Field) -> str:
    """The tag as the directory can hold it: exactly three ASCII characters."""
    return _UNPRINTABLE.sub("?", field.tag).ljust(3)[:3]


def _digits(number: int, width: int) -> str:
    return f"{number:0{width}d}" if number < 10**width else "9" * width
