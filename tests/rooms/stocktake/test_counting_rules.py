"""How a scanned copy stands, and what a sample says, by values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.stocktake import rules
from carrel.rooms.stocktake.rules import Copy, Scope, finish_objections, is_within, outcome_of, wilson

HERE, THERE = 1, 2
BAY = Scope("place", HERE, frozenset({7}))
LAB = Scope("devices", HERE, frozenset({7}))
LAPTOPS = Scope("devices", HERE, frozenset({7}), item_type_id=3)
RANGE = Scope("range", HERE, from_key="D 5", to_key="D 6\x7f")


@pytest.mark.parametrize(
    ("scope", "copy", "outcome"),
    [
        (BAY, Copy(HERE, "available", place_id=7), rules.RIGHT),
        (BAY, Copy(HERE, "available", place_id=8), rules.OTHER_PLACE),
        (BAY, Copy(HERE, "available"), rules.OTHER_PLACE),
        (LAB, Copy(HERE, "available", place_id=8), rules.PLACED),
        (LAB, Copy(HERE, "available", "FIC SAC", place_id=8), rules.OTHER_PLACE),
        (LAPTOPS, Copy(HERE, "available", "LAP 12", place_id=8, item_type_id=3), rules.PLACED),
        (LAPTOPS, Copy(HERE, "available", place_id=8, item_type_id=4), rules.OTHER_PLACE),
        (BAY, Copy(HERE, "on_loan", place_id=8), rules.LENT),
        (BAY, Copy(HERE, "on_loan", is_claimed=True), rules.FOUND),
        (BAY, Copy(HERE, "lost"), rules.FOUND),
        (BAY, Copy(HERE, "missing"), rules.FOUND),
        (BAY, Copy(HERE, "on_hold"), rules.WAITS),
        (BAY, Copy(HERE, "in_transit"), rules.TRAVELS),
        (BAY, Copy(HERE, "in_repair"), rules.MENDED),
        (BAY, Copy(HERE, "withdrawn"), rules.GONE),
        (BAY, Copy(THERE, "lost"), rules.OTHER_SITE),
        (RANGE, Copy(HERE, "available", "D 5"), rules.RIGHT),
        (RANGE, Copy(HERE, "available", "D 6 9"), rules.RIGHT),
        (RANGE, Copy(HERE, "available", "D 7"), rules.OUTSIDE),
        (Scope("all", HERE, item_type_id=3), Copy(HERE, "available", item_type_id=4), rules.OUTSIDE),
    ],
)
def test_how_a_copy_stands(scope: Scope, copy: Copy, outcome: str) -> None:
    assert outcome_of(scope, copy) == outcome


def test_who_is_asked_for() -> None:
    assert is_within(BAY, Copy(HERE, "lost", place_id=7)) and not is_within(BAY, Copy(HERE, "lost", place_id=8))
    assert not is_within(Scope("all", HERE), Copy(THERE, "available"))


@pytest.mark.parametrize(
    ("seen", "unseen", "codes"),
    [
        (0, 0, ["stocktake.nothing_scanned"]),
        (1, 20, []),
        (18, 593, ["stocktake.mostly_unseen"]),
        (593, 593, []),
        (593, 594, ["stocktake.mostly_unseen"]),
    ],
)
def test_what_stands_against_an_end(seen: int, unseen: int, codes: list[str]) -> None:
    assert [each.code for each in finish_objections(count="Bay", seen=seen, unseen=unseen)] == codes


@pytest.mark.parametrize(
    ("found", "asked", "low", "high"),
    # Newcombe 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_as_it_is_published(found: int, asked: int, low: float, high: float) -> None:
    assert wilson(found, asked) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_interval_holds_the_share_and_stays_within_all(one: int, other: int) -> None:
    found, asked = min(one, other), max(one, other)
    low, high = wilson(found, asked)
    assert 0 <= low <= high <= 1
    assert asked == 0 or low - 1e-9 <= found / asked <= high + 1e-9


@pytest.mark.parametrize(
    ("place", "before", "is_told"),
    [
        (2, [1, 1], True), (1, [1, 1], False), (2, [1, 2], False), (2, [1], False), (2, [], False),
        (None, [1, 1], False), (2, [None, None], False), (2, [None, 1], False),
    ],
)  # fmt: skip
def test_from_elsewhere_is_what_two_before_it_are_not(
    place: int | None, before: list[int | None], is_told: bool
) -> None:
    assert rules.comes_from_elsewhere(place, before) is is_told
