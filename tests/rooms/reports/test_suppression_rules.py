"""What leaves the library names no group below ten, and none can be worked out from what is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.reports.rules.suppression import LEAST, published

FIGURES = st.lists(st.integers(0, 40), min_size=1, max_size=12)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 60), min_size=width, max_size=width), max_size=8)
)


def test_groups_of_ten_and_more_are_told_as_they_are() -> None:
    told = published([[10], [25], [0]])
    assert told.rows == ((10,), (25,), (0,)) and told.totals == (35,) and told.left_out == 0


def test_a_small_group_goes_with_the_next_smaller_one() -> None:
    told = published([[3], [12], [40]])
    assert told.rows == ((None,), (None,), (40,)) and told.totals == (55,)


def test_two_small_groups_that_come_to_less_than_ten_take_a_third() -> None:
    told = published([[3], [4], [12], [40]])
    assert told.rows == ((None,), (None,), (None,), (40,)) and told.totals == (59,)


def test_a_group_alone_takes_the_sum_with_it() -> None:
    assert published([[7]]).totals == (None,)
    assert published([[7], [0]]).totals == (None,)


def test_an_empty_table_stays_empty() -> None:
    assert published([]).rows == () and published([]).totals == ()


@given(TABLES)
def test_no_small_group_is_ever_told(table: list[list[int]]) -> None:
    for before, after in zip(table, published(table).rows, strict=True):
        for was, now in zip(before, after, strict=True):
            assert now is None or now == was
            assert not 0 < was < LEAST or now is None


@given(FIGURES)
def test_nothing_left_out_can_be_worked_out_from_the_sum(figures: list[int]) -> None:
    told = published([[each] for each in figures])
    hidden = [was for was, (now,) in zip(figures, told.rows, strict=True) if now is None]
    if told.totals[0] is not None:
        assert told.totals[0] == sum(figures)
        assert not hidden or (len(hidden) > 1 and sum(hidden) >= LEAST)


@given(FIGURES)
def test_nothing_is_left_out_without_need(figures: list[int]) -> None:
    if all(each == 0 or each >= LEAST for each in figures):
        assert published([[each] for each in figures]).left_out == 0


@given(FIGURES)
def test_every_group_left_out_could_have_been_another_size(figures: list[int]) -> None:
    """An adversary who knows the rule and the sum cannot tell one hidden group for certain: another split fits too."""
    told = published([[each] for each in figures])
    hidden = [was for was, (now,) in zip(figures, told.rows, strict=True) if now is None]
    if told.totals[0] is None or len(hidden) < 2:
        return
    for place, size in enumerate(hidden):
        others = [each for at, each in enumerate(hidden) if at != place]
        may_be_more, may_be_less = any(each > 1 for each in others), size > 1
        assert may_be_more or may_be_less, f"{size} of {hidden} stands for certain"
