"""Open days: Koha's own cases, and what holds for every calendar."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.schools.rules import Calendar, NoOpenDay

CASES = json.loads((Path(__file__).parents[2] / "data" / "calendar.json").read_text())["cases"]
KOHA = Calendar(
    "1111100",
    {
        date(2011, 6, 1): "closed",
        date(2012, 7, 4): "closed",
        date(2012, 11, 11): "open",
        date(2012, 12, 25): "closed",
        date(2013, 1, 1): "closed",
    },
)


@pytest.mark.parametrize("case", [case for case in CASES if "expected_closed" in case], ids=lambda case: case["id"])
def test_closed(case: dict[str, Any]) -> None:
    assert KOHA.is_open(date.fromisoformat(case["date"][:10])) is not case["expected_closed"]


@pytest.mark.parametrize("case", [case for case in CASES if case.get("mode")], ids=lambda case: case["id"])
def test_adding_days(case: dict[str, Any]) -> None:
    start, days = date.fromisoformat(case["start"]), case["add_days"]
    if case["mode"] == "calendar":
        found = KOHA.add_open_days(start, days)
    else:
        found = start + timedelta(days=days)
        if case["mode"] == "datedue":
            found = KOHA.next_open_on(found) if days > 0 else KOHA.previous_open_on(found)
    assert found == date.fromisoformat(case["expected"])


@pytest.mark.parametrize("case", [case for case in CASES if "end" in case], ids=lambda case: case["id"])
def test_counting(case: dict[str, Any]) -> None:
    start, end = date.fromisoformat(case["start"]), date.fromisoformat(case["end"])
    expected = case["expected_open_days_between"]
    assert (KOHA.open_days_between(start, end), KOHA.open_days_between(end, start)) == (expected, expected)


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    Calendar,
    st.lists(st.sampled_from("01"), min_size=7, max_size=7).map("".join).filter(lambda week: "1" in week),
    st.dictionaries(DAYS, st.sampled_from(["closed", "half", "open"]), max_size=40),
)


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_the_nth_open_day_has_n_open_days_before_it(calendar: Calendar, start: date, days: int) -> None:
    found = calendar.add_open_days(start, days)
    assert calendar.is_open(found)
    assert calendar.open_days_between(start, found) == days


@given(CALENDARS, DAYS, DAYS)
def test_counting_is_counting(calendar: Calendar, first: date, last: date) -> None:
    begin, end = min(first, last), max(first, last)
    each_day = [begin + timedelta(days=n) for n in range(1, (end - begin).days + 1)]
    assert calendar.open_days_between(first, last) == sum(calendar.is_open(day) for day in each_day)


@given(CALENDARS, DAYS)
def test_next_and_previous_stand_on_open_days(calendar: Calendar, day: date) -> None:
    after, before = calendar.next_open_on(day), calendar.previous_open_on(day)
    assert before <= day <= after
    assert (before == day) == (after == day) == calendar.is_open(day)


def test_a_library_that_never_opens_says_so() -> None:
    never = Calendar("0000000")
    with pytest.raises(NoOpenDay):
        never.next_open_on(date(2026, 11, 23))
    with pytest.raises(NoOpenDay):
        never.add_open_days(date(9999, 12, 30), 5)


def test_half_days_are_open_and_notes_are_kept() -> None:
    day = date(2026, 11, 25)
    calendar = Calendar("1111100", {day: "half"}, {day: "Parents' day"})
    assert (calendar.is_open(day), calendar.is_half(day), calendar.note_of(day)) == (True, True, "Parents' day")
    assert calendar.note_of(day + timedelta(days=1)) == ""
