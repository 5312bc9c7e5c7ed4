"""Tables out: CSV line by line and XLSX as a whole. No cell of ours is ever taken for a formula."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from carrel.cellar.kernel.texts import fold
from carrel.cellar.tables.table import CODE, DATE, MOMENT, MONEY, NUMBER, TEXT, Column, Table

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_000
_USUAL_WIDTH = {TEXT: 28, CODE: 18, NUMBER: 9, MONEY: 11, DATE: 12, MOMENT: 17}


class _Line:
    """A file for csv.writer that hands its line on."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def csv_lines(table: Table) -> Iterator[str]:
    """The table as CSV, one line at a time, with a mark that tells spreadsheets it is UTF-8.

    A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).
    """
    line = _Line()
    writer = csv.writer(line)
    writer.writerow([_harmless(str(column.label)) for column in table.columns])
    yield "\ufeff" + line.text
    for row in table.rows:
        writer.writerow([_csv_cell(value, column, table) for value, column in zip(row, table.columns, strict=True)])
        yield line.text


def xlsx_bytes(table: Table) -> bytes:
    """The table as a workbook of one sheet: bold frozen head, filters, columns typed and wide enough."""
    out = io.BytesIO()
    # Row by row through a temporary file: a hundred thousand rows take no more memory than ten.
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    workbook = xlsxwriter.Workbook(out, options)
    sheet = workbook.add_worksheet(_sheet_name(str(table.title)))
    formats = _formats(workbook, table)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width or _USUAL_WIDTH[column.kind], formats.get(column.kind))
        sheet.write_string(0, place, str(column.label), formats["head"])
    last = 0
    for last, row in enumerate(table.rows, start=1):
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _write_cell(sheet, last, place, value, column, table, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, max(0, len(table.columns) - 1))
    sheet.repeat_rows(0)
    workbook.close()
    return out.getvalue()


def file_name(table: Table, ending: str, day: date) -> str:
    """A name for the download that every system can store: words of the title and the day."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(str(table.title))).strip("-")[:60]
    return f"{words or 'table'}-{day:%Y-%m-%d}.{ending}"


def _csv_cell(value: object, column: Column, table: Table) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(table.zone)).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if column.kind == MONEY and isinstance(value, int):
        return str(Decimal(value).scaleb(-table.decimals))
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    return _harmless(str(value))


def _harmless(text: str) -> str:
    text = _ILLEGAL.sub("", text)
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _formats(workbook: Any, table: Table) -> dict[str, Any]:
    money = "#,##0" + ("." + "0" * table.decimals if table.decimals else "")
    return {
        "head": workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        MONEY: workbook.add_format({"num_format": money}),
        DATE: workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        MOMENT: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        CODE: workbook.add_format({"num_format": "@"}),
    }


def _write_cell(
    sheet: Any, row: int, place: int, value: object, column: Column, table: Table, formats: dict[str, Any]
) -> None:
    form = formats.get(column.kind)
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, place, value.astimezone(ZoneInfo(table.zone)).replace(tzinfo=None), formats[MOMENT])
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), formats[DATE])  # noqa: DTZ001 - a sheet knows no zones
    elif column.kind == MONEY and isinstance(value, int):
        sheet.write_number(row, place, float(Decimal(value).scaleb(-table.decimals)), form)
    elif isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        sheet.write_number(row, place, float(value), form)
    else:
        sheet.write_string(row, place, _ILLEGAL.sub("", str(value))[:_LONGEST_CELL], form)


def _sheet_name(title: str) -> str:
    name = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31]
    # Excel counts 31 in UTF-16: a letter of a far script is two there.
    while len(name.encode("utf-16-le", "surrogatepass")) > 62:
        name = name[:-1]
    name = name.strip(" '")
    return name if name and name.casefold() != "history" else "Table"
