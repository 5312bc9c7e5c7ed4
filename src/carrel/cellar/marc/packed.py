"""A gzip file unpacked as a stream, with a measure: what is damaged, cut short or made to fill the disk ends quietly.

Python's own reader raises in the middle of a record; here the stream ends, and `trouble` says why, so that what had
been unpacked before is read and the reason is told.
"""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from carrel.cellar.marc import faults
from carrel.cellar.marc.faults import Flaw

BLOCK = 1 << 16
# MARC packs to a fifth, MARCXML to a thirtieth; gzip can reach a thousandth, and only a bomb does.
MOST_GROWTH = 200
ALWAYS_ALLOWED = 16 << 20
_WITH_HEADER = 31  # zlib's sign for a gzip header and trailer


class Unpacked(io.RawIOBase):
    """The bytes of a gzip stream, of one part or several; `trouble` is empty unless it ended before its time."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__()
        self.trouble: Flaw | None = None
        self._packed = packed
        self._inflate = zlib.decompressobj(_WITH_HEADER)
        self._rest = b""
        self._taken = self._given = 0
        self._is_over = self._is_inside = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any writable buffer
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        while not self._is_over:
            if not self._rest and not self._refill():
                break
            self._is_inside = True
            try:
                data = self._inflate.decompress(self._rest, most)
            except zlib.error as broken:
                self._end(Flaw(faults.BAD_GZIP, found=str(broken)))
                break
            self._rest = self._inflate.unconsumed_tail
            if self._inflate.eof:
                self._next_part()
            self._given += len(data)
            if self._given > max(ALWAYS_ALLOWED, MOST_GROWTH * self._taken):
                self._end(Flaw(faults.GZIP_BOMB))
                break
            if data:
                return data
        return b""

    def _refill(self) -> bool:
        self._rest = self._packed.read(BLOCK)
        self._taken += len(self._rest)
        if not self._rest:
            self._end(Flaw(faults.CUT_GZIP) if self._is_inside else None)
        return bool(self._rest)

    def _next_part(self) -> None:
        """Behind one part another may begin, or only zeros that fill the last block of a tape."""
        self._rest = self._inflate.unused_data.lstrip(b"\0")
        self._inflate = zlib.decompressobj(_WITH_HEADER)
        self._is_inside = False

    def _end(self, trouble: Flaw | None) -> None:
        self.trouble = trouble
        self._is_over = True
