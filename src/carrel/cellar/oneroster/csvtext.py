"""Bytes of one CSV file → header and rows with their line numbers; what is not UTF-8 CSV is a fault with its place."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from carrel.cellar.oneroster.faults import Findings

# Line ends and tabs are allowed inside quotes; every other control character is a sign of a damaged file.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
BATCH = 4000
"""How many rows are taken at once."""


def decoded(file: str, content: bytes, findings: Findings) -> str | None:
    """The text of a file in UTF-8, with or without byte order mark; None after a fault."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        findings.fault("utf16", file, 1)
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line, column = _place(content, reason.start)
        shown = content[reason.start : reason.start + 1].decode("cp1252", "replace")
        findings.fault("not_utf8", file, line, column, byte=f"{content[reason.start]:02X}", shown=shown)
        return None


def _place(content: bytes, position: int) -> tuple[int, str]:
    """Line and column name of a byte, found by reading the rows before it as if they were Latin-1."""
    line = content.count(b"\n", 0, position) + 1
    before = content[:position].decode("latin-1").removeprefix("ï»¿")
    try:
        rows = list(csv.reader(StringIO(before + "?", newline="")))
    except csv.Error:
        return line, ""
    header, cells = rows[0], len(rows[-1])
    return line, header[cells - 1].strip() if len(rows) > 1 and cells <= len(header) else ""


def batches_of(file: str, text: str, findings: Findings) -> Iterator[tuple[list[int], list[list[str]]]]:
    """The header alone, then up to `BATCH` rows at a time, with the lines they begin on.

    Blank lines are left out; where the quoting breaks it stops with a fault.
    """
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    lines: list[int] = []
    rows: list[list[str]] = []
    begins, most = 1, 1
    try:
        for row in reader:
            if row and (len(row) > 1 or row[0].strip()):
                lines.append(begins)
                rows.append(row)
            begins = reader.line_num + 1
            if len(rows) == most:
                yield lines, rows
                lines, rows, most = [], [], BATCH
    except csv.Error as reason:
        findings.fault("quoting", file, begins, reason=reason)
    if rows:
        yield lines, rows


def rows_of(file: str, text: str, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on."""
    for lines, rows in batches_of(file, text, findings):
        yield from zip(lines, rows, strict=True)


def has_control_signs(text: str) -> bool:
    return CONTROL.search(text) is not None
