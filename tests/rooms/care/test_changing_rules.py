"""What a change of many makes of each item: plain values, and properties of the undo."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.care.rules import changing as rules

VALUES = {
    "place_id": 1, "item_type_id": 1, "fund": "", "condition": "good", "price_minor": 1800, "site_id": 1,
    "call_number": "FIC SAC", "note": "",
}  # fmt: skip
HOLES = rules.ItemNow("Holes", "available", VALUES)


@pytest.mark.parametrize(
    ("call_number", "old", "new", "expected"),
    [
        ("FIC SAC", "FIC", "MYS", "MYS SAC"),
        ("fic SAC", "FIC", "MYS", "MYS SAC"),
        ("FICTION SAC", "FIC", "MYS", None),
        ("FIC SAC", "FIC", "", "SAC"),
        ("FIC MYS SAC", "FIC MYS", "GN", "GN SAC"),
        ("SAC", "", "MYS", "MYS SAC"),
        ("MYS SAC", "", "MYS", "MYS SAC"),
        ("", "", "MYS", "MYS"),
        ("", "FIC", "MYS", None),
    ],
)
def test_prefix(call_number: str, old: str, new: str, expected: str | None) -> None:
    assert rules.with_prefix(call_number, old, new) == expected


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"place_id": 2}, {"place_id": 2}),
        ({"place_id": 1, "condition": "worn"}, {"condition": "worn"}),
        ({"prefix": ["FIC", "MYS"], "price_minor": None}, {"call_number": "MYS SAC", "price_minor": None}),
        ({"note": "Book club"}, {"note": "Book club"}),
        ({"site_id": 2}, {"site_id": 2, "place_id": None}),
        ({"site_id": 2, "place_id": 9}, {"site_id": 2, "place_id": 9}),
        ({"genre": [7, True]}, {"genre": [7, True]}),
    ],
)
def test_after(change: dict[str, object], after: dict[str, object]) -> None:
    assert rules.after(change, HOLES) == after
    assert set(rules.before(after, HOLES)) == set(after)


def test_a_note_is_added_once() -> None:
    noted = replace(HOLES, values=VALUES | {"note": "Gift"})
    assert rules.after({"note": "Book club"}, noted) == {"note": "Gift\nBook club"}
    assert rules.after({"note": "Gift"}, noted) == {}


def test_genres_of_before_are_kept_for_the_undo() -> None:
    shelved = replace(HOLES, genres=(7, 8), home_genre=8)
    assert rules.after({"genre": [7, False]}, shelved) == {}
    after = rules.after({"genre": [7, True]}, shelved)
    assert rules.before(after, shelved) == {"genre": [True, 8]}


@pytest.mark.parametrize(
    ("change", "values", "code"),
    [
        ({"place_id": 1}, {}, "care.line_same"),
        ({"place_id": 2}, {"state": "withdrawn"}, "care.line_withdrawn"),
        ({"site_id": 2}, {"state": "in_transit"}, "care.item_promised"),
        ({"prefix": ["GN", "MYS"]}, {}, "care.prefix_not_there"),
        ({"prefix": ["", "M" * 118]}, {}, "care.call_number_long"),
    ],
)
def test_why_a_line_is_left(change: dict[str, object], values: dict[str, object], code: str) -> None:
    found = rules.line_objections(change, replace(HOLES, **values), number="1")  # type: ignore[arg-type]  # told by the test
    assert [each.code for each in found] == [code]
    assert [each.code for each in rules.line_objections(change, HOLES, number="1", is_twice=True)] == [
        "care.line_twice"
    ]


def test_what_stands_against_a_change() -> None:
    assert not rules.look_objections({"place_id": 1}, 1)
    found = rules.look_objections({}, 0)
    assert [each.code for each in found] == ["care.change_nothing", "care.change_no_lines"]
    assert [each.code for each in rules.look_objections({"fund": "A"}, 5001)] == ["care.change_too_many"]


WORDS = st.text(alphabet="ABC 12.", max_size=20).map(lambda text: " ".join(text.split()))


@given(WORDS, WORDS.filter(bool), WORDS)
def test_a_prefix_put_in_place_of_another_goes_back(rest: str, old: str, new: str) -> None:
    if not new:
        return
    there = " ".join(filter(None, (old, rest)))
    changed = rules.with_prefix(there, old, new)
    assert changed is not None and rules.with_prefix(changed, new, old) == there
