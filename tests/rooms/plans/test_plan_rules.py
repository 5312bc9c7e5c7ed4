"""Ranges of shelves: gaps, overlaps, and the shelf a copy stands on."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.inventory.rules import DEWEY, USUAL_ORDER, bound_key, shelving_key
from carrel.rooms.plans import rules
from carrel.rooms.plans.rules import Shape, Spot

TOP = rules.AFTER_ANY_KEY


def shelf(first: str, last: str = "", label: str = "", **values: object) -> Shape:
    made = {"kind": "shelf", "label": label or first or "Shelf", "x": 0, "y": 0, "width": 4, "height": 2}
    return Shape(**(made | {"call_from": first, "call_to": last} | values))  # type: ignore[arg-type]  # plain values


def told(*shelves: Shape) -> list[tuple[str, str, str]]:
    return [(each.kind, each.first, each.last) for each in rules.findings(shelves, DEWEY)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("FIC M", "FIC R"), ("FIC T", "FIC Z"), [("gap", "FIC S", "FIC S")]),
        (("FIC A", "FIC R"), ("FIC S", "FIC Z"), []),
        (("FIC A", "FIC R"), ("FIC SA", "FIC Z"), []),
        (("FIC A", "FIC RO"), ("FIC S", "FIC Z"), [("gap", "FIC RP", "FIC R")]),
        (("FIC A", "FIC RZ"), ("FIC S", "FIC Z"), []),
        (("500", "598"), ("600", "699"), [("gap", "599", "599")]),
        (("500", "599"), ("600", "699"), []),
        (("500", "599.9"), ("600", "699"), []),
        (("500", "599.5"), ("600", "699"), [("gap", "599.6", "599")]),
        (("FIC A", "FIC Z"), ("GN A", "GN Z"), []),
        (("FIC", ""), ("GN", ""), []),
        (("E", ""), ("FIC M", "FIC Z"), []),
        (("FIC M", "FIC R"), ("FIC R", "FIC Z"), [("overlap", "FIC R", "FIC R")]),
        (("FIC A", "FIC Z"), ("FIC M", "FIC P"), [("overlap", "FIC M", "FIC P")]),
    ],
)
def test_between_two_shelves(
    first: tuple[str, str], second: tuple[str, str], expected: list[tuple[str, str, str]]
) -> None:
    assert told(shelf(*second), shelf(*first)) == expected


def test_a_gap_is_looked_for_after_the_shelf_that_reaches_farthest() -> None:
    assert told(shelf("FIC A", "FIC T"), shelf("FIC C", "FIC D"), shelf("FIC U", "FIC Z")) == [
        ("overlap", "FIC C", "FIC D")
    ]


SECTIONS = {*USUAL_ORDER.sections, *USUAL_ORDER.aliases}
"""Names that are sections of their own, wherever they stand in a call number."""
PAIRS = [a + b for a in string.ascii_uppercase[:6] for b in ["", *string.ascii_uppercase]]
NAMES = [name for name in PAIRS if name not in SECTIONS]
ranges = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).map(lambda pair: tuple(sorted(pair)))


@given(st.lists(ranges, min_size=1, max_size=6))
def test_gaps_and_overlaps_are_what_counting_every_call_number_finds(chosen: list[tuple[str, str]]) -> None:
    shelves = [shelf(f"FIC {first}", f"FIC {last}") for first, last in chosen]
    keys = [shelving_key(f"FIC {name}") for name in NAMES if len(name) == 2]
    spans = [rules.keys_of(each, DEWEY) for each in shelves]
    held = [sum(first <= key < last + TOP for first, last in spans) for key in keys]
    begun = min(first for first, _ in spans)
    ended = max(last + TOP for _, last in spans)
    found = rules.findings(shelves, DEWEY)
    assert any(each.kind == "gap" for each in found) == any(
        not count and begun <= key < ended for key, count in zip(keys, held, strict=True)
    )
    if any(count > 1 for count in held):
        assert any(each.kind == "overlap" for each in found)


@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 999), st.integers(0, 999))
def test_hundreds_leave_out_what_no_shelf_holds(a: int, b: int, c: int, d: int) -> None:
    (first, last), (then, end) = sorted([a, b]), sorted([c, d])
    found = told(shelf(f"{first:03d}", f"{last:03d}"), shelf(f"{then:03d}", f"{end:03d}"))
    held = set(range(first, last + 1)) | set(range(then, end + 1))
    missing = sorted(set(range(min(held), max(held) + 1)) - held)
    twice = sorted(set(range(first, last + 1)) & set(range(then, end + 1)))
    if missing:
        assert found == [("gap", f"{missing[0]:03d}", f"{missing[-1]:03d}")]
    elif twice:
        assert found == [("overlap", f"{twice[0]:03d}", f"{twice[-1]:03d}")]
    else:
        assert not found


def spot(shape_id: int, place_id: int | None, first: str = "", last: str = "", above: tuple[int, ...] = ()) -> Spot:
    return Spot(shape_id, place_id, bound_key(first, DEWEY), bound_key(last or first, DEWEY), above)


def found(spots: list[Spot], call: str, place_id: int | None = None, above: tuple[int, ...] = ()) -> int | None:
    best = rules.spot_of(spots, key=shelving_key(call), place_id=place_id, above=above)
    return best.shape_id if best else None


def test_a_copy_is_found_by_its_range() -> None:
    spots = [spot(1, None, "FIC A", "FIC H"), spot(2, None, "FIC I", "FIC Z")]
    assert found(spots, "FIC HOL") == 1
    assert found(spots, "FIC SAC") == 2
    assert found(spots, "599.5") is None
    assert found(spots, "") is None


def test_a_copy_with_a_place_stands_on_no_shelf_of_another_place() -> None:
    spots = [spot(1, 10, "FIC A", "FIC Z"), spot(2, 20, "FIC A", "FIC Z")]
    assert found(spots, "FIC HOL", 20) == 2
    assert found(spots, "FIC HOL", 30) is None
    assert found([spot(3, 20)], "anything", 20) == 3
    assert found([spot(3, 20)], "anything", 30) is None


def test_shelves_inside_a_copys_place_hold_it_by_range() -> None:
    spots = [spot(1, 11, "FIC A", "FIC H", above=(10,)), spot(2, 12, "FIC I", "FIC Z", above=(10,)), spot(3, 13)]
    assert found(spots, "FIC SAC", 10) == 2
    assert found(spots, "FIC SAC", 99, above=(12, 10)) == 2


def test_the_nearest_place_and_the_narrowest_range_win() -> None:
    assert found([spot(1, None, "FIC", "FIC"), spot(2, None, "FIC S", "FIC S")], "FIC SAC") == 2
    assert found([spot(1, 10), spot(2, 10, "FIC S", "FIC S")], "FIC SAC", 10) == 2
    assert found([spot(1, None, "FIC S", "FIC S"), spot(2, 10, "FIC", "FIC")], "FIC SAC", 10) == 2


def codes(*shapes: Shape, name: str = "Library", width: int = 40, height: int = 30) -> list[str]:
    found = rules.keep_plan_objections(name=name, width=width, height=height, shapes=shapes, scheme=DEWEY, places={7})
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (shelf("FIC", x=38), "plans.off_the_sheet"),
        (shelf("FIC", x=-1), "plans.off_the_sheet"),
        (shelf("FIC", width=0), "plans.off_the_sheet"),
        (shelf("FIC", place_id=8), "plans.place_elsewhere"),
        (shelf("FIC", kind="seat"), "plans.range_of_no_shelf"),
        (shelf("", "FIC Z"), "plans.range_begins_nowhere"),
        (shelf("FIC M", "FIC A"), "plans.range_backwards"),
        (shelf("FIC", label=" "), "plans.unlabelled"),
    ],
)
def test_what_stands_against_a_shape(shape: Shape, code: str) -> None:
    assert codes(shape) == [code]


def test_what_stands_against_a_sheet() -> None:
    assert codes(shelf("FIC MAR", "FIC M"), shelf("", place_id=7)) == []
    assert codes(name=" ", width=7) == ["plans.unnamed", "plans.odd_size"]
    assert codes(*[shelf("")] * 301) == ["plans.too_many_shapes"]
