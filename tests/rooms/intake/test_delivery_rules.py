"""Packing lists, differences, shares and cartons over plain values."""

import pytest

from carrel.cellar.tables.mapping import guess
from carrel.rooms.intake import rules
from carrel.rooms.intake.rules import PackedLine

HOLES = "9780440414803"


def read(**cells: str) -> tuple[PackedLine | None, list[str]]:
    line, said = rules.packing_line(cells, line=2, sites={"birch": 7}, currency="USD")
    return line, [each.code for each in said]


def test_a_line_as_vendors_write_it() -> None:
    line, said = read(title=" Holes ", isbn="0-440-41480-6", expected="3", price="$8.99", site="BIRCH")
    assert line == PackedLine("Holes", HOLES, 3, 899, 7)
    assert said == []


@pytest.mark.parametrize(
    ("cells", "line", "said"),
    [
        ({}, None, ["intake.line_blank"]),
        ({"title": "Holes", "expected": "three"}, None, ["intake.line_count_unread"]),
        ({"title": "Holes", "expected": "99999"}, None, ["intake.line_count_unread"]),
        ({"title": "Holes", "expected": "2.0"}, PackedLine("Holes", "", 2), []),
        ({"title": "Holes"}, PackedLine("Holes"), []),
        ({"isbn": "FX 12", "expected": "0"}, PackedLine("", "FX12", 0), []),
        ({"title": "Holes", "price": "dear"}, PackedLine("Holes"), ["intake.line_price_unread"]),
        ({"isbn": "9780440414804"}, PackedLine("", "9780440414804"), ["intake.line_isbn_wrong"]),
        ({"title": "Holes", "site": "Elm"}, PackedLine("Holes"), ["intake.line_site_unknown"]),
    ],
)
def test_what_is_odd_is_said_with_its_line(cells: dict[str, str], line: PackedLine | None, said: list[str]) -> None:
    assert read(**cells) == (line, said)


def test_under_isbn_nothing_else_is_in_order() -> None:
    cells = {"title": "Holes", "isbn": "9.78044E+12"}
    _, said = rules.packing_line(cells, line=2, sites={}, currency="USD", says_isbn=True)
    assert [each.code for each in said] == ["intake.line_isbn_wrong"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (HOLES, HOLES),
        (HOLES + "51299", HOLES),
        ("0-440-41480-6", HOLES),
        ("012345678905", "012345678905"),
        ("0012345678905", "012345678905"),
        ("96385074", "96385074"),
        ("0378-5955", "03785955"),
        ("9770317847001", "9770317847001"),
        ("977031784700112", "9770317847001"),
        ("012345678906", ""),
        ("0440414807", ""),
        ("00000000", ""),
        ("31811000000011", ""),
        ("rubbish", ""),
    ],
)
def test_numbers_that_things_are_sold_under(text: str, number: str) -> None:
    assert rules.product_number(text) == number


def test_columns_are_known_by_vendors_names() -> None:
    found = guess(["EAN", "Description", "Qty Shipped", "Unit Price", "Ship To"], rules.PACKING_COLUMNS)
    assert found == {
        "isbn": "EAN", "title": "Description", "expected": "Qty Shipped", "price": "Unit Price", "site": "Ship To",
    }  # fmt: skip
    assert rules.heads_understood(found)
    assert not rules.heads_understood({"price": "Price"})


@pytest.mark.parametrize(
    ("counts", "short", "surplus", "claimed"),
    [((5, 5, 0), 0, 0, 0), ((5, 3, 0), 2, 0, 2), ((5, 7, 1), 0, 2, 1), ((0, 1, 0), 0, 1, 0), ((5, 4, 2), 1, 0, 3)],
)
def test_what_differs(counts: tuple[int, int, int], short: int, surplus: int, claimed: int) -> None:
    found = rules.difference(*counts)
    assert (found.short, found.surplus, found.claimed) == (short, surplus, claimed)
    assert found.is_any == bool(short or surplus or counts[2])


def test_a_scan_counts_the_first_line_that_is_not_complete() -> None:
    lines = [(1, HOLES, 2, 2), (2, HOLES, 1, 0), (3, "FX12", 1, 1), (4, "", 1, 0)]
    assert rules.line_counted(lines, HOLES) == 2
    assert rules.line_counted(lines, "FX12") == 3
    assert rules.line_counted(lines, "FX13") is None
    assert rules.line_counted(lines, "") is None


@pytest.mark.parametrize(
    ("came", "damaged", "shares", "found"),
    [
        (0, 0, {1: 2, 2: 3}, {1: (2, 0, 0), 2: (3, 0, 0)}),
        (4, 0, {1: 2, 2: 3}, {1: (2, 2, 0), 2: (3, 2, 0)}),
        (6, 3, {1: 2, 2: 3}, {1: (2, 3, 3), 2: (3, 3, 0)}),
        (5, 4, {1: 2, 2: 3}, {1: (2, 2, 2), 2: (3, 3, 2)}),
    ],
)
def test_shared_out(came: int, damaged: int, shares: dict[int, int], found: dict[int, tuple[int, int, int]]) -> None:
    assert rules.shared_out(came, damaged, shares) == found
    assert sum(each[1] for each in found.values()) == came
    assert sum(each[2] for each in found.values()) == damaged


def test_what_stands_against_shares_counts_and_packing() -> None:
    def codes(*objections: object) -> list[str]:
        return [each.code for each in objections]  # type: ignore[attr-defined]  # objections

    share = rules.share_objections
    assert codes(*share(title="Holes", expected=5, shares={1: 2, 2: 3}, packed=0)) == []
    assert codes(*share(title="Holes", expected=5, shares={1: 2}, packed=0)) == ["intake.shares_do_not_add_up"]
    assert codes(*share(title="Holes", expected=5, shares={1: 6, 2: -1}, packed=0)) == ["intake.shares_do_not_add_up"]
    assert codes(*share(title="Holes", expected=5, shares={1: 5}, packed=1)) == ["intake.line_packed"]
    counts = rules.counts_objections
    assert codes(*counts(title="Holes", came=2, damaged=3, packed=0)) == ["intake.more_damaged_than_came"]
    assert codes(*counts(title="Holes", came=2, damaged=0, packed=3)) == ["intake.fewer_than_packed"]
    pack = rules.pack_objections
    assert codes(*pack({1: 2}, titles={1: "Holes"}, left={1: 2}, is_sent=False)) == []
    assert codes(*pack({1: 3}, titles={1: "Holes"}, left={1: 2}, is_sent=False)) == ["intake.more_than_there"]
    assert codes(*pack({1: 1}, titles={1: "Holes"}, left={1: 2}, is_sent=True)) == ["intake.carton_sent"]


def test_a_cartons_bars() -> None:
    assert rules.carton_of_code(rules.carton_code(12)) == 12
    assert rules.carton_of_code(" ctn000012 ") == 12
    assert [rules.carton_of_code(text) for text in ("", "CTN", "12", "CTN12X")] == [None] * 4
