"""Tables in: CSV of any usual coding and separator, and the first sheet of a workbook, row by row as text."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from carrel.cellar.kernel.texts import fold
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight

MOST_ROWS = 200_000
MOST_UNPACKED = 400 * 1024 * 1024
_MOST_COLUMNS = 500
_SEPARATORS = ",;\t|"
_BLOCK = 1024 * 1024
_NUMBERED = "###*"
"""How Alexandria heads its tab-delimited exports: `###*FT01/2001/2002/`, a number for each column."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the head: its line (from 1, as the file's reader counts) and its cells by folded heading.

    `found` is the number of cells when it is larger than the head's, else 0: the cells of such a row have slipped.
    """

    line: int
    cells: dict[str, str]
    found: int = 0


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as read. `heads` are as written; `rows` are without those that are wholly empty."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    def missing(self, *wanted: str) -> tuple[str, ...]:
        """The wanted headings that are not there, whatever their case and marks."""
        there = {fold(head) for head in self.heads}
        return tuple(head for head in wanted if fold(head) not in there)


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that is read while it is used: `rows` can be gone through once. `coding` is a Python codec or "xlsx"."""

    heads: tuple[str, ...]
    rows: Iterator[Row]
    coding: str


def read_table(data: bytes, *, name: str) -> ReadTable:
    """Read a CSV or XLSX file whole.

    Raises Refused, naming the line, when it is neither, has no head, names a column twice, has cells beyond its head,
    or more rows than MOST_ROWS.
    """
    table = open_table(io.BytesIO(data), name=name)
    rows: list[Row] = []
    for row in table.rows:
        if row.found:
            expected = len(table.heads)
            raise _refused("tables.cells_beyond_head", name, row.line, found=row.found, expected=expected)
        rows.append(row)
    return ReadTable(table.heads, tuple(rows))


def open_table(stream: BinaryIO, *, name: str, heads_may_repeat: bool = False) -> OpenTable:
    """Open a CSV or XLSX file for reading row by row; of a CSV no more than a block is in memory.

    With `heads_may_repeat` a second column of the same name becomes `Address (2)`, else the file is refused. Raises
    Refused here for a file that is no table, and from its rows, naming the line, for a quotation mark out of place and
    for more rows than MOST_ROWS.
    """
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(b"PK"):
        coding, grid = "xlsx", _sheet(stream.read(), name)
    else:
        coding = _coding_of(stream)
        grid = _csv(stream, coding, name)
    first, cells = next(grid, (0, []))
    heads = [head.strip() for head in cells]
    while heads and not heads[-1]:
        heads.pop()
    if not heads:
        raise _refused("tables.no_head", name, first)
    heads, keys = _keyed(heads, name, first, heads_may_repeat)
    return OpenTable(tuple(heads), _rows(grid, keys, name), coding)


def _keyed(heads: list[str], name: str, line: int, heads_may_repeat: bool) -> tuple[list[str], list[str]]:
    """The heads, a repeated one with its count, and the keys its cells are asked for by."""
    seen: dict[str, int] = {}
    named: list[str] = []
    for place, head in enumerate(heads, start=1):
        key = fold(head) or f"column {place}"
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1 and not heads_may_repeat:
            raise _refused("tables.head_twice", name, line, head=head)
        named.append(head if seen[key] == 1 else f"{head} ({seen[key]})")
    return named, [fold(head) or f"column {place}" for place, head in enumerate(named, start=1)]


def _rows(grid: Iterator[tuple[int, list[str]]], keys: list[str], name: str) -> Iterator[Row]:
    width, count = len(keys), 0
    for line, cells in grid:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise _refused("tables.too_many_rows", name, line, most=MOST_ROWS)
        found = len(cells) if any(cell.strip() for cell in cells[width:]) else 0
        padded = [*cells, *[""] * (width - len(cells))] if len(cells) < width else cells
        yield Row(line, {key: cell.strip() for key, cell in zip(keys, padded, strict=False)}, found)


def _csv(stream: BinaryIO, coding: str, name: str) -> Iterator[tuple[int, list[str]]]:
    text = io.TextIOWrapper(stream, coding, errors="replace", newline="")
    try:
        yield from _lines(text, name)
    finally:
        # Whoever opened the stream closes it; the wrapper must not, when it goes.
        if not stream.closed:
            text.detach()


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[tuple[int, list[str]]]:
    head = text.readline()
    if not head:
        return
    if "\x00" in head:
        raise _refused("tables.not_a_table", name, 0)
    if head.startswith(_NUMBERED):
        yield 1, [part.strip() for part in head.split("/")[1:]]
        reader = csv.reader(_sound(text, name), delimiter="\t", strict=True)
        before = 1
    else:
        separator = max(_SEPARATORS, key=head.count)
        reader = csv.reader(_sound(chain((head,), text), name), delimiter=separator, strict=True)
        before = 0
    line = before + 1
    try:
        for cells in reader:
            yield line, cells
            line = before + reader.line_num + 1
    except csv.Error as why:
        raise _refused("tables.bad_line", name, line) from why


def _sound(lines: Iterator[str], name: str) -> Iterator[str]:
    for line in lines:
        if "\x00" in line:
            raise _refused("tables.not_a_table", name, 0)
        yield line


def _coding_of(stream: BinaryIO) -> str:
    """UTF-16 and UTF-8 by their marks, else UTF-8 where all of it is, else what Windows writes in the Americas."""
    start = stream.read(64)
    stream.seek(0)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # UTF-16 without its mark: of Latin text every other byte is zero.
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) > max(1, len(start) // 3) and not min(even, odd):
        return "utf-16-le" if odd else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        while block := stream.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        stream.seek(0)
    return "utf-8-sig"


def _sheet(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
                raise _refused("tables.too_many_rows", name, 0, most=MOST_ROWS)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = workbook.get_sheet_by_index(0)
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as why:
        raise _refused("tables.not_a_table", name, 0) from why
    if sheet.width > _MOST_COLUMNS:
        raise _refused("tables.not_a_table", name, 0)
    for line, row in enumerate(sheet.iter_rows(), start=1):
        cells = _cell_texts(row)
        if line > 1 or any(cells):
            yield line, cells


def _cell_texts(row: Sequence[object]) -> list[str]:
    return [_cell_text(value) for value in row]


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        # A barcode typed as a number comes as a float: 31234000010064.0 must not become 3.12E+13.
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _refused(code: str, name: str, line: int, **facts: object) -> Refused:
    return Refused(Objection(code, Weight.REFUSE, {"name": name, "line": line, **facts}))
