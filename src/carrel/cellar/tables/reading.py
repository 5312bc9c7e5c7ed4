"""Tables in: CSV of any usual coding and separator, and the first sheet of a workbook, row by row as text."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from carrel.cellar.kernel.texts import fold
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight

MOST_ROWS = 200_000
MOST_UNPACKED = 400 * 1024 * 1024
_MOST_COLUMNS = 500
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the head: its line (from 1, as the file's reader counts) and its cells by folded heading."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as read. `heads` are as written; `rows` are without those that are wholly empty."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]

    def missing(self, *wanted: str) -> tuple[str, ...]:
        """The wanted headings that are not there, whatever their case and marks."""
        there = {fold(head) for head in self.heads}
        return tuple(head for head in wanted if fold(head) not in there)


def read_table(data: bytes, *, name: str) -> ReadTable:
    """Read a CSV or XLSX file whole.

    Raises Refused, naming the line, when it is neither, has no head, names a column twice, has cells beyond its head,
    or more rows than MOST_ROWS.
    """
    grid = _sheet(data, name) if data.startswith(b"PK") else _csv(data, name)
    first, heads = next(grid, (0, []))
    heads = [head.strip() for head in heads]
    while heads and not heads[-1]:
        heads.pop()
    if not heads:
        raise _refused("tables.no_head", name, first)
    keys = [fold(head) or f"column {place}" for place, head in enumerate(heads, start=1)]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise _refused("tables.head_twice", name, first, head=heads[place])
    rows: list[Row] = []
    for line, cells in grid:
        if any(cell.strip() for cell in cells[len(keys) :]):
            raise _refused("tables.cells_beyond_head", name, line, found=len(cells), expected=len(keys))
        if any(cell.strip() for cell in cells):
            padded = [*cells, *[""] * (len(keys) - len(cells))]
            rows.append(Row(line, {key: cell.strip() for key, cell in zip(keys, padded, strict=False)}))
        if len(rows) > MOST_ROWS:
            raise _refused("tables.too_many_rows", name, line, most=MOST_ROWS)
    return ReadTable(tuple(heads), tuple(rows))


def _csv(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    if "\x00" in text:
        raise _refused("tables.not_a_table", name, 0)
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as why:
        raise _refused("tables.bad_line", name, line) from why


def _decoded(data: bytes) -> str:
    """UTF-16 and UTF-8 by their marks, else UTF-8 where it is, else what Windows writes in the Americas."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


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
