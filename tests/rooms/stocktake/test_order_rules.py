"""Which copies are named out of order: a smallest set without which the shelf is in order."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.stocktake.rules import BACK, FITS, SWAPPED, Piles, out_of_order, said_of

KEYS = st.sampled_from([f"D {number:02d}" for number in range(12)])


def in_order(keys: list[str]) -> bool:
    return all(first <= second for first, second in pairwise(keys))


def without(keys: list[str], named: list[int]) -> list[str]:
    gone = set(named)
    return [key for number, key in enumerate(keys) if number not in gone]


def fewest(keys: list[str]) -> int:
    """By trying all sets, the smallest first."""
    for size in range(len(keys) + 1):
        if any(in_order(without(keys, list(named))) for named in combinations(range(len(keys)), size)):
            return size
    raise AssertionError("the whole shelf taken away is in order")


def longest_never_back(keys: list[str]) -> int:
    """The textbook's quadratic way, as a second opinion."""
    lengths: list[int] = []
    for number, key in enumerate(keys):
        lengths.append(1 + max((lengths[other] for other in range(number) if keys[other] <= key), default=0))
    return max(lengths, default=0)


@given(st.lists(KEYS, max_size=9))
def test_no_smaller_set_would_do(keys: list[str]) -> None:
    named = out_of_order(keys)
    assert in_order(without(keys, named))
    assert len(named) == fewest(keys)


@given(st.integers(1, 300), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=40))
def test_any_misplacements_of_a_large_shelf(size: int, moves: list[tuple[int, int]]) -> None:
    shelf = [f"{number // 3:06d}" for number in range(size)]
    for whence, whither in moves:
        shelf.insert(whither % size, shelf.pop(whence % size))
    named = out_of_order(shelf)
    assert in_order(without(shelf, named))
    assert len(named) == size - longest_never_back(shelf)
    assert len(named) <= len(moves)


@given(st.lists(KEYS, max_size=60))
def test_it_is_known_after_each_step(keys: list[str]) -> None:
    piles = Piles()
    for number, key in enumerate(keys):
        piles.add(key)
        so_far = keys[: number + 1]
        assert piles.length == longest_never_back(so_far)
        assert [so_far[each] for each in piles.in_order()] == without(so_far, out_of_order(so_far))


@given(st.lists(KEYS, max_size=60))
def test_a_shelf_in_order_names_nobody(keys: list[str]) -> None:
    assert out_of_order(sorted(keys)) == []


def test_of_two_neighbours_the_next_scan_says_which_is_wrong() -> None:
    assert out_of_order(["A", "C", "B", "B"]) == [1]
    assert out_of_order(["A", "M", "N", "B", "O"]) == [3]


@pytest.mark.parametrize(
    ("covered", "length", "last", "word"),
    [(None, 3, False, FITS), (2, 3, True, SWAPPED), (2, 3, False, BACK), (0, 3, True, BACK), (0, 1, True, SWAPPED)],
)
def test_what_a_step_says(covered: int | None, length: int, last: bool, word: str) -> None:
    assert said_of(covered_pile=covered, length=length, covers_the_last=last) == word
