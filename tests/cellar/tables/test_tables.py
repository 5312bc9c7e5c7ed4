"""Tables out and in: nothing runs as a formula, no barcode becomes a number, bad files are refused with their line."""

import io
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import (
    CODE,
    DATE,
    MOMENT,
    MONEY,
    NUMBER,
    Column,
    Table,
    csv_lines,
    file_name,
    read_table,
    xlsx_bytes,
)
from carrel.cellar.tables.phrases import PHRASES

COLUMNS = [
    Column("Title"),
    Column("Barcode", CODE),
    Column("Loans", NUMBER),
    Column("Price", MONEY),
    Column("Acquired", DATE),
    Column("Seen", MOMENT),
]
ROW = ["Holes", "00031234000010064", 3, 1899, date(2026, 8, 15), datetime(2026, 11, 23, 20, 5, tzinfo=UTC)]


def table(*rows: list[object], title: str = "Shelf list") -> Table:
    return Table(title, COLUMNS, rows, zone="America/Los_Angeles")


def test_csv() -> None:
    lines = list(csv_lines(table(ROW, [None] * 6)))
    assert lines == [
        "\ufeffTitle,Barcode,Loans,Price,Acquired,Seen\r\n",
        "Holes,00031234000010064,3,18.99,2026-08-15,2026-11-23 12:05\r\n",
        ",,,,,\r\n",
    ]


@pytest.mark.parametrize("evil", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", '=HYPERLINK("x")'])
def test_csv_runs_no_formula(evil: str) -> None:
    rows = list(csv_lines(Table("x", [Column("a")], [[evil]])))
    assert rows[1].lstrip('"').startswith("'")


def test_plain_numbers_written_as_text_stay_as_they_are() -> None:
    assert list(csv_lines(Table("x", [Column("a")], [["-12"], ["+1,5"]])))[1:] == ["-12\r\n", '"+1,5"\r\n']


def test_xlsx_keeps_kinds_and_runs_no_formula() -> None:
    data = xlsx_bytes(table(ROW, ["=1+1", None, 0, 0, None, None]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["Title", "Barcode"]
    assert rows[1][:5] == ["Holes", "00031234000010064", 3.0, 18.99, date(2026, 8, 15)]
    assert rows[1][5] == datetime(2026, 11, 23, 12, 5)  # noqa: DTZ001 - a sheet knows no zones
    assert rows[2][0] == "=1+1"


@given(st.text(max_size=50))
@example("0" * 24 + "\U00010000" * 4)
def test_any_text_can_be_written(text: str) -> None:
    out = Table(text or "x", [Column("a")], [[text]])
    assert len(list(csv_lines(out))) == 2
    assert xlsx_bytes(out).startswith(b"PK")


def test_file_name() -> None:
    assert file_name(table(title="Préstamos / “late” 😀"), "csv", date(2026, 11, 23)) == "prestamos-late-2026-11-23.csv"
    assert file_name(table(title="😀"), "xlsx", date(2026, 1, 2)) == "table-2026-01-02.xlsx"


@pytest.mark.parametrize(
    "data",
    [
        b"Barcode,Title\r\n0012,Holes\r\n\r\n",
        b"\xef\xbb\xbfBarcode;Title\n0012;Holes\n",
        "Barcode\tTitle\n0012\tHoles\n".encode("utf-16"),
    ],
)
def test_csv_of_any_usual_form(data: bytes) -> None:
    read = read_table(data, name="items.csv")
    assert read.heads == ("Barcode", "Title")
    assert [(row.line, row.cells) for row in read.rows] == [(2, {"barcode": "0012", "title": "Holes"})]
    assert read.missing("BARCODE", "Price") == ("Price",)


def test_windows_letters() -> None:
    assert read_table("name\nMuñoz\n".encode("cp1252"), name="a").rows[0].cells == {"name": "Muñoz"}


def test_workbook() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Barcode", "On"])
    sheet.write_number(1, 0, 31234000010064)
    sheet.write_datetime(1, 1, datetime(2026, 8, 15), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001 - a sheet knows no zones
    book.close()
    read = read_table(out.getvalue(), name="items.xlsx")
    assert read.rows[0].cells == {"barcode": "31234000010064", "on": "2026-08-15"}


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "tables.no_head", 0),
        (b"\n\n", "tables.no_head", 1),
        (b"a,A\n1,2\n", "tables.head_twice", 1),
        (b"a,b\n1,2,3\n", "tables.cells_beyond_head", 2),
        (b'a,b\n1,2\n"x"y,3\n', "tables.bad_line", 3),
        (b"a\x00b", "tables.not_a_table", 0),
        (b"PK\x03\x04 and then nothing", "tables.not_a_table", 0),
    ],
)
def test_bad_files_are_refused_with_their_line(data: bytes, code: str, line: int) -> None:
    with pytest.raises(Refused) as refused:
        read_table(data, name="items.csv")
    objection = refused.value.objections[0]
    assert objection.code == code
    assert objection.facts["line"] == line
    assert str(PHRASES[code]) % objection.facts
