"""Any MARC file, whatever its form: compressed or not, ISO 2709 or MARCXML."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from carrel.cellar.marc.iso2709 import read_iso2709
from carrel.cellar.marc.marcxml import read_marcxml
from carrel.cellar.marc.record import MarcRecord, Unreadable

_GZIP_MARK = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_marc(source: Path | BinaryIO) -> Iterator[MarcRecord | Unreadable]:
    """Each record of a file or binary stream; the form is told from its first bytes, never from its name.

    :raises OSError: when the file is missing, or is a broken gzip file.
    """
    if isinstance(source, Path):
        with source.open("rb") as opened:
            yield from _read(opened)
    else:
        yield from _read(source)


def _read(stream: BinaryIO) -> Iterator[MarcRecord | Unreadable]:
    buffered = _peekable(stream)
    if buffered.peek(2)[:2] == _GZIP_MARK:
        buffered = io.BufferedReader(gzip.GzipFile(fileobj=buffered))
    yield from read_marcxml(buffered) if _is_xml(buffered.peek(64)) else read_iso2709(buffered)


def _is_xml(start: bytes) -> bool:
    return start.startswith(_UTF16_MARKS) or start.removeprefix(_BOM).lstrip().startswith(b"<")


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream))
