"""Deeds become counts, and call numbers stand in a range."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.inventory.rules import range_of, shelving_key
from carrel.rooms.reports.rules.counting import (
    LOANS,
    MOST_AT_ONCE,
    RETURNS,
    USES,
    Deed,
    counted,
    counted_by_class,
    days_between,
    steps_of,
)
from carrel.rooms.reports.rules.periods import Period, a_year_before, after, before, changes, month_of, months_between

DAY = date(2026, 11, 20)
DEEDS = st.lists(
    st.builds(
        Deed,
        what=st.integers(0, 3),
        site_id=st.integers(1, 2),
        on=st.integers(0, 3).map(lambda n: DAY + timedelta(days=n)),
        hour=st.integers(7, 16),
        grade=st.sampled_from(["", "6", "7"]),
        category_id=st.sampled_from([None, 1, 2]),
        kind_id=st.integers(1, 3),
        range=st.sampled_from(["", "500", "FIC"]),
        place_id=st.sampled_from([None, 4]),
        homeroom=st.sampled_from(["", "7B"]),
    ),
    max_size=60,
)


def deed(what: int = LOANS, homeroom: str = "7B") -> Deed:
    return Deed(what, 1, DAY, 9, "7", 2, 3, "FIC", None, homeroom)


@pytest.mark.parametrize(
    ("call_number", "expected"),
    [
        ("567.9 HUG", "500"), ("005.1 SAN", "000"), ("92 LIN", "B"), ("92", "000"), ("FIC SAC", "FIC"),
        ("F SAC", "FIC"), ("E KLA", "E"), ("EASY KLA", "E"), ("REF 423 WEB", "REF"), ("B LINCOLN FRE", "B"),
        ("GN 741.5 KIB", "GN"), ("MYS ALE", "other"), ("", ""), ("973 FRE", "900"), ("1 ABC", "000"),
    ],
)  # fmt: skip
def test_a_call_number_stands_in_a_range(call_number: str, expected: str) -> None:
    assert range_of(shelving_key(call_number)) == expected


def test_call_numbers_of_congress_stand_under_their_letter() -> None:
    assert range_of(shelving_key("QA76.73 .P98", "lcc")) == "LC Q"
    assert range_of(shelving_key("whatever", "other")) == "other"


@given(DEEDS)
def test_every_dimension_comes_to_the_same_sum(deeds: list[Deed]) -> None:
    """What has a reader counts in each; a use in the library has neither grade nor category."""
    counts = counted(deeds)
    for by in ("all", "hour", "kind", "range", "place"):
        for what in range(4):
            assert sum(row[what] for key, row in counts.items() if key[2] == by) == sum(d.what == what for d in deeds)
    for by in ("grade", "category"):
        assert sum(row[USES] for key, row in counts.items() if key[2] == by) == 0
        assert sum(sum(row) for key, row in counts.items() if key[2] == by) == sum(d.what != USES for d in deeds)


@given(DEEDS)
def test_no_two_dimensions_are_crossed(deeds: list[Deed]) -> None:
    """A key is a day, a school and one value: what one table of counts says, no other narrows."""
    assert all(len(key) == 4 for key in counted(deeds))
    assert all(month.day == 1 for month, _, _ in counted_by_class(deeds))


def test_a_class_is_counted_by_the_month() -> None:
    found = counted_by_class([deed(), deed(), deed(RETURNS), deed(homeroom="8A"), deed(USES, homeroom="")])
    assert found == {(date(2026, 11, 1), 1, "7B"): [2, 1, 0], (date(2026, 11, 1), 1, "8A"): [1, 0, 0]}


@given(st.sets(st.integers(0, 400), max_size=60))
def test_steps_hold_every_day_once_and_span_a_month(numbers: set[int]) -> None:
    days = {DAY + timedelta(days=n) for n in numbers}
    steps = list(steps_of(days))
    assert [day for step in steps for day in step] == sorted(days)
    assert all((step[-1] - step[0]).days < MOST_AT_ONCE for step in steps)


def test_days_between_are_both_included() -> None:
    assert days_between(DAY, DAY) == [DAY]
    assert days_between(DAY, DAY - timedelta(days=1)) == []


def test_months_follow_each_other() -> None:
    assert month_of(DAY) == Period(date(2026, 11, 1), date(2026, 11, 30))
    assert after(date(2026, 12, 1)) == date(2027, 1, 1) and before(date(2026, 1, 1)) == date(2025, 12, 1)
    assert months_between(date(2026, 11, 20), date(2027, 1, 2)) == [
        date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
    ]  # fmt: skip
    assert a_year_before(Period(date(2028, 2, 29), date(2028, 3, 1))).first == date(2027, 2, 28)


def test_a_change_says_by_how_much() -> None:
    more, fresh = changes({"loans": 30, "uses": 4}, {"loans": 20}, ["loans", "uses"])
    assert (more.by, more.percent) == (10, 50)
    assert (fresh.by, fresh.percent) == (None, None)
    (alone,) = changes({"loans": 3}, None, ["loans", "returns"])
    assert alone.then is None
