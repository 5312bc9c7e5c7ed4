"""A pasted or uploaded list: what its lines mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.circulation.rules.batches import Pair, pairs_of_table, pairs_of_text, with_readers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("31811001\n31811002\r\n\n  31811003  ", [Pair("31811001"), Pair("31811002"), Pair("31811003")]),
        ("700\t31811001", [Pair("31811001", "700")]),
        ("700,31811001\n701;31811002", [Pair("31811001", "700"), Pair("31811002", "701")]),
        ('"700","31811001"', [Pair("31811001", "700")]),
        ("700, , 31811001,", [Pair("31811001", "700")]),
        ("Student ID\tBarcode\n700\t31811001", [Pair("31811001", "700")]),
        ("Barcode,Card\n31811001,700\n31811002,", [Pair("31811001", "700"), Pair("31811002")]),
        ('"Name"\t"Card"\t"Barcode"\nGarcia, Ana\t700\t31811001\nLee, Kid\t701', [Pair("31811001", "700")]),
        ("Barcode\n31811001\n31811002", [Pair("31811001"), Pair("31811002")]),
    ],
)
def test_text(text: str, expected: list[Pair]) -> None:
    assert list(pairs_of_text(text)) == expected


def test_a_table_with_heads_that_are_known_in_any_order() -> None:
    rows = [{"barcode": "31811001", "name": "Ana", "student id": "700"}, {"barcode": "", "student id": "701"}]
    assert pairs_of_table(["Barcode", "Name", "Student ID"], rows) == (Pair("31811001", "700"),)


def test_a_table_without_heads_loses_no_line() -> None:
    rows = [{"700": "701", "31811001": "31811002"}]
    assert pairs_of_table(["700", "31811001"], rows) == (Pair("31811001", "700"), Pair("31811002", "701"))


def test_a_card_stands_for_the_lines_after_it() -> None:
    pairs = [Pair(each) for each in ("1", "CARD-A", "2", "3", "CARD-B", "4")]
    found = with_readers(pairs, {"CARD-A", "CARD-B"})
    assert found == (Pair("1"), Pair("2", "CARD-A"), Pair("3", "CARD-A"), Pair("4", "CARD-B"))


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    for pair in pairs_of_text(text):
        assert 0 < len(pair.number) <= 200
        assert len(pair.who) <= 64
