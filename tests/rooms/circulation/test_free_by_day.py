"""free_by_day: on which days of a reservation how many copies are free."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.circulation.rules.reservations import Reserved, busiest_day, free_by_day

MONDAY = date(2026, 11, 23)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_nothing_else_reserved_is_one_stretch() -> None:
    (only,) = free_by_day(Reserved(0, 2, day(3), day(9), days_ahead=3), (), 5)
    assert (only.first, only.last, only.free) == (day(0), day(9), 5)


def test_others_cut_the_days_where_their_copies_are_kept() -> None:
    others = (Reserved(1, 2, day(4), day(6), days_ahead=1), Reserved(2, 9, day(30), day(40)))
    found = free_by_day(Reserved(0, 2, day(0), day(9)), others, 5)
    assert [(each.first, each.last, each.free) for each in found] == [
        (day(0), day(2), 5), (day(3), day(6), 3), (day(7), day(9), 5),
    ]  # fmt: skip


def test_one_that_follows_another_at_once_with_as_many_copies_is_one_stretch() -> None:
    others = (Reserved(1, 2, day(0), day(4)), Reserved(2, 2, day(5), day(9)))
    assert [each.free for each in free_by_day(Reserved(0, 1, day(0), day(9)), others, 5)] == [3]


RESERVED = st.builds(
    lambda first, length, ahead, copies: Reserved(1, copies, day(first), day(first + length), ahead),
    st.integers(0, 30), st.integers(0, 10), st.integers(0, 5), st.integers(1, 4),
)  # fmt: skip


@given(wanted=RESERVED, others=st.lists(RESERVED, max_size=5), here=st.integers(0, 12))
def test_every_day_stands_in_one_stretch_and_the_scarcest_is_the_busiest(
    wanted: Reserved, others: list[Reserved], here: int
) -> None:
    found = free_by_day(wanted, others, here)
    assert (found[0].first, found[-1].last) == (wanted.kept_from, wanted.until_on)
    for before, after in pairwise(found):
        assert after.first - before.last == timedelta(days=1)
        assert after.free != before.free
    assert min(each.free for each in found) == max(here - busiest_day(wanted, others)[1], 0)
