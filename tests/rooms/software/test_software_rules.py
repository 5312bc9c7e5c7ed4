"""Terms, warnings, codes: decided over plain values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.software import rules

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "following"),
    [
        (date(2026, 8, 1), date(2027, 7, 31), (date(2027, 8, 1), date(2028, 7, 31))),
        (date(2023, 3, 1), date(2024, 2, 29), (date(2024, 3, 1), date(2025, 2, 28))),
        (date(2024, 2, 29), date(2025, 2, 28), (date(2025, 3, 1), date(2026, 2, 28))),
        (date(2026, 1, 1), date(2026, 1, 30), (date(2026, 1, 31), date(2026, 3, 1))),
        (date(2026, 1, 1), None, (None, None)),
    ],
)
def test_the_next_term(first: date, last: date | None, following: tuple[date | None, date | None]) -> None:
    assert rules.next_term(starts_on=first, expires_on=last) == following


@given(DAYS, st.integers(0, 1500))
def test_the_next_term_follows_without_a_gap(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    begins, ends = rules.next_term(starts_on=first, expires_on=last)
    assert begins == last + timedelta(days=1)
    assert ends is not None and begins <= ends
    assert abs((ends - begins).days - days) <= 1


@given(DAYS, DAYS)
def test_warnings_come_nearer(today: date, ends: date) -> None:
    at, left = rules.warned_at(ends, today), (ends - today).days
    if at is None:
        assert left > 90
    elif at == 0:
        assert left < 0
    else:
        assert 0 <= left <= at
    standing = rules.standing_of(starts_on=today, expires_on=ends, is_ended=False, today=today)
    assert standing == ("over" if left < 0 else "ending" if left <= 90 else "in_force")


def test_standings_and_codes() -> None:
    day = date(2026, 1, 1)
    assert rules.standing_of(starts_on=day, expires_on=None, is_ended=False, today=day) == "in_force"
    assert rules.standing_of(starts_on=day + timedelta(days=1), expires_on=None, is_ended=False, today=day) == "not_yet"
    assert rules.standing_of(starts_on=day, expires_on=None, is_ended=True, today=day) == "ended"
    assert rules.codes_typed("A-1, A-2;A-1\n B-7\t") == ["A-1", "A-2", "B-7"]
