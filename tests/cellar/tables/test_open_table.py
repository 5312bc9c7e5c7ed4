"""Tables read row by row: every usual coding and separator, repeated heads, rows that slipped, numbered heads."""

import io

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import Column, Table, xlsx_bytes
from carrel.cellar.tables.reading import MOST_ROWS, open_table


def opened(data: bytes, *, heads_may_repeat: bool = False) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    table = open_table(io.BytesIO(data), name="items.csv", heads_may_repeat=heads_may_repeat)
    return table.heads, [(row.line, row.cells) for row in table.rows]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_codings_and_separators(coding: str, separator: str) -> None:
    lines = ["Título", "Código"], ["¿Dónde está?", "00123"], ["Añil", "A-1"]
    data = "\r\n".join(separator.join(line) for line in lines).encode(coding)
    assert opened(data) == (
        ("Título", "Código"),
        [(2, {"titulo": "¿Dónde está?", "codigo": "00123"}), (3, {"titulo": "Añil", "codigo": "A-1"})],
    )


def test_the_signs_windows_has_beside_latin_1() -> None:
    assert opened("a\n“Holes” – 12 €\n".encode("cp1252"))[1] == [(2, {"a": "“Holes” – 12 €"})]
    # A byte that Windows-1252 leaves open costs that sign, not the file.
    assert opened(b"a\nx\x81y\xe9\n")[1] == [(2, {"a": "x\ufffdyé"})]


def test_a_workbook() -> None:
    table = Table("Items", [Column("Barcode", "code"), Column("Title")], [["00123", "Holes"], [None, None], ["7", "x"]])
    assert opened(xlsx_bytes(table)) == (
        ("Barcode", "Title"),
        [(2, {"barcode": "00123", "title": "Holes"}), (4, {"barcode": "7", "title": "x"})],
    )


def test_heads_that_repeat_are_counted_where_that_is_allowed() -> None:
    data = b"Address,City,Address\n1,2,3\n"
    assert opened(data, heads_may_repeat=True) == (
        ("Address", "City", "Address (2)"),
        [(2, {"address": "1", "city": "2", "address 2": "3"})],
    )
    with pytest.raises(Refused):
        opened(data)


def test_a_row_that_slipped_says_how_many_cells_it_has() -> None:
    rows = list(open_table(io.BytesIO(b"a,b\n1,2,3\n1,2,,\n1\n"), name="x.csv").rows)
    assert [(row.line, row.found, row.cells) for row in rows] == [
        (2, 3, {"a": "1", "b": "2"}),
        (3, 0, {"a": "1", "b": "2"}),
        (4, 0, {"a": "1", "b": ""}),
    ]


def test_a_numbered_head_names_its_columns_by_number() -> None:
    data = b"###*PT01/1000/1007/1006/\r\n4471\tAna\tGarcia\r\n\r\n4472\tBen\tOkoye\r\n"
    assert opened(data) == (
        ("1000", "1007", "1006"),
        [
            (2, {"1000": "4471", "1007": "Ana", "1006": "Garcia"}),
            (4, {"1000": "4472", "1007": "Ben", "1006": "Okoye"}),
        ],
    )


def test_lines_are_counted_as_the_files_reader_counts_them() -> None:
    assert [line for line, _ in opened(b'a,b\n1,"x\ny"\n\n2,3\n')[1]] == [2, 5]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\n1,\x002\n", "tables.not_a_table"),
        (b'a,b\n1,2\n"x"y,3\n', "tables.bad_line"),
        (b"a\n" + b"1\n" * (MOST_ROWS + 1), "tables.too_many_rows"),
        (b'a,b\n1,"never closed\n', "tables.bad_line"),
    ],
)
def test_what_goes_wrong_on_the_way_is_refused_when_it_is_reached(data: bytes, code: str) -> None:
    table = open_table(io.BytesIO(data), name="items.csv")
    with pytest.raises(Refused) as refused:
        list(table.rows)
    assert refused.value.objections[0].code == code


def test_the_stream_stays_its_owners() -> None:
    stream = io.BytesIO(b"a\n1\n")
    list(open_table(stream, name="x.csv").rows)
    assert not stream.closed
    left = open_table(stream, name="x.csv")
    stream.close()
    del left
