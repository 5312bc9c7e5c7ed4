"""ISO 2709, the exchange form of MARC: a streaming reader that trusts end marks over numbers, and a writer.

The reader follows the directory when it is right. When it is not, it pairs the directory's tags with the fields
between the end marks; when even that does not come out, the record is handed back as Unreadable with its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from carrel.cellar.marc.characters import text_of
from carrel.cellar.marc.record import (
    LEADER_LENGTH,
    ControlField,
    DataField,
    Field,
    MarcRecord,
    Subfield,
    Unreadable,
)

END_OF_RECORD = b"\x1d"
END_OF_FIELD = 0x1E
DELIMITER = "\x1f"
ENTRY_LENGTH = 12
LONGEST_FIELD = 9_999
LONGEST_RECORD = 99_999
BLOCK = 1 << 20
# No real record comes near this; a file without end marks must not fill the memory.
LONGEST_UNENDED = 16 << 20

# Only a hand-made record can hold these in its text; they would tear it apart when read.
_SEPARATORS = str.maketrans({"\x1d": " ", "\x1e": " ", "\x1f": " "})
_END_MARKS = str.maketrans({"\x1d": " ", "\x1e": " "})
_JUNK_BEFORE = re.compile(rb"\A[\r\n\t\0\x1a]+|\A\s+(?=\d{5})|\A\xef\xbb\xbf")


class TooLong(ValueError):
    """A record or field is longer than ISO 2709 can say (99,999 and 9,999 bytes)."""


class _Broken(Exception):
    """Why a record's bytes cannot be taken apart."""


def read_iso2709(stream: BinaryIO) -> Iterator[MarcRecord | Unreadable]:
    """Each record of a binary stream in turn, in constant memory; what cannot be read comes as Unreadable."""
    for number, (offset, raw, ended) in enumerate(_chunks(stream), start=1):
        try:
            yield _record_of(raw, ended=ended)
        except _Broken as broken:
            yield Unreadable(number, offset, str(broken), raw)


def from_iso2709(raw: bytes) -> MarcRecord:
    """The one record in these bytes.

    :raises ValueError: when they hold no readable record.
    """
    try:
        return _record_of(raw.rstrip(END_OF_RECORD), ended=True)
    except _Broken as broken:
        raise ValueError(str(broken)) from broken


def _chunks(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """The bytes between end-of-record marks: where each starts, the bytes, and whether a mark ended it."""
    held, start = b"", 0
    while block := stream.read(BLOCK):
        *ended, held = (held + block).split(END_OF_RECORD)
        for raw in ended:
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


def _record_of(raw: bytes, *, ended: bool) -> MarcRecord:
    if len(raw) > LONGEST_UNENDED:
        raise _Broken("There is no end-of-record mark in 16 million bytes; this may not be a MARC file.")
    if len(raw) <= LEADER_LENGTH:
        raise _Broken(f"The record ends after {len(raw)} bytes; a leader alone has {LEADER_LENGTH}.")
    leader = raw[:LEADER_LENGTH].decode("latin-1")
    flaws: dict[str, None] = {}
    if not ended:
        flaws["The end-of-record mark is missing."] = None
    pieces = _pieces(raw, flaws)
    declared_utf8 = leader[9] == "a"
    fields = tuple(_field_of(tag, piece, declared_utf8, flaws) for tag, piece in pieces)
    return MarcRecord(leader, fields, tuple(flaws))


def _pieces(raw: bytes, flaws: dict[str, None]) -> list[tuple[str, bytes]]:
    """Tag and bytes of each field: by the directory if it is right, else by the end marks."""
    end = raw.find(END_OF_FIELD, LEADER_LENGTH)
    if end < 0:
        raise _Broken("The directory does not end; the record was cut short or is not MARC.")
    directory = raw[LEADER_LENGTH:end]
    if not directory:
        raise _Broken("The directory is empty; the record has no fields.")
    if pieces := _by_directory(raw, directory, end + 1):
        return pieces
    return _by_end_marks(raw, directory, end + 1, flaws)


def _by_directory(raw: bytes, directory: bytes, base: int) -> list[tuple[str, bytes]] | None:
    if len(directory) % ENTRY_LENGTH or not directory.isascii():
        return None
    pieces = []
    total = len(raw)
    entries = directory.decode("ascii")
    for at in range(0, len(entries), ENTRY_LENGTH):
        numbers = entries[at + 3 : at + ENTRY_LENGTH]
        if not numbers.isdigit():
            return None
        start = base + int(numbers[4:])
        last = start + int(numbers[:4]) - 1
        if last < start or last >= total or raw[last] != END_OF_FIELD or raw.find(END_OF_FIELD, start, last) >= 0:
            return None
        if start > base and raw[start - 1] != END_OF_FIELD:
            return None
        pieces.append((entries[at : at + 3], raw[start:last]))
    # What no entry points to would be dropped in silence.
    return pieces if raw.count(END_OF_FIELD, base) == len(pieces) else None


def _by_end_marks(raw: bytes, directory: bytes, base: int, flaws: dict[str, None]) -> list[tuple[str, bytes]]:
    entries, odd = divmod(len(directory), ENTRY_LENGTH)
    if odd:
        raise _Broken(f"The directory has {len(directory)} characters, which is no multiple of {ENTRY_LENGTH}.")
    bodies = raw[base:].split(b"\x1e")
    if not bodies[-1].strip():
        bodies.pop()
    if len(bodies) != entries:
        raise _Broken(f"The directory lists {entries} fields, the record holds {len(bodies)}.")
    flaws["The directory's lengths are wrong; the fields were taken from their end marks."] = None
    tags = [directory[at : at + 3].decode("latin-1") for at in range(0, len(directory), ENTRY_LENGTH)]
    return list(zip(tags, bodies, strict=True))


def _field_of(tag: str, raw: bytes, declared_utf8: bool, flaws: dict[str, None]) -> Field:
    text, flaw = text_of(raw, declared_utf8=declared_utf8)
    if flaw:
        flaws[flaw] = None
    if tag < "010" and tag.startswith("00"):
        return ControlField(tag, text)
    head, *rest = text.split(DELIMITER)
    subfields = [Subfield(piece[0], piece[1:]) for piece in rest if piece]
    if len(head) != 2:
        head = _mended_indicators(tag, head, subfields, flaws)
    return DataField(tag, head[0], head[1], tuple(subfields))


def _mended_indicators(tag: str, head: str, subfields: list[Subfield], flaws: dict[str, None]) -> str:
    flaws[f"Field {tag} has {len(head)} indicator characters in place of 2."] = None
    if len(head) > 2:
        subfields.insert(0, Subfield("", head[2:]))
    return head.ljust(2)[:2]


def to_iso2709(record: MarcRecord, *, oversize: bool = False) -> bytes:
    """The record as ISO 2709 in UTF-8.

    ``oversize`` lets a longer record pass for our own store: numbers too large are written as nines, and our
    reader goes by the end marks.

    :raises TooLong: when a field or the record is too long and ``oversize`` is not given.
    """
    bodies = [_body_of(field).encode("utf-8", "replace") for field in record.fields]
    base = LEADER_LENGTH + ENTRY_LENGTH * len(bodies) + 1
    total = base + sum(map(len, bodies)) + 1
    if not oversize:
        _refuse_too_long(record, bodies, total)
    directory, start = [], 0
    for field, body in zip(record.fields, bodies, strict=True):
        directory.append(_tag_of(field) + _digits(len(body), 4) + _digits(start, 5))
        start += len(body)
    leader = record.leader.ljust(LEADER_LENGTH)
    head = f"{_digits(total, 5)}{leader[5:9]}a22{_digits(base, 5)}{leader[17:20]}4500"
    listed = "".join(directory).encode("ascii")
    return b"".join((head.encode("ascii", "replace"), listed, b"\x1e", *bodies, END_OF_RECORD))


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
    return field.tag.encode("ascii", "replace").decode("ascii").ljust(3)[:3]


def _digits(number: int, width: int) -> str:
    return f"{number:0{width}d}" if number < 10**width else "9" * width
