"""Days, moments, amounts and states in every usual spelling."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.registers.rules.charges import kind_of
from carrel.rooms.registers.rules.values import (
    DAY_FIRST,
    MONTH_FIRST,
    ORDERS,
    is_nothing,
    is_yes,
    order_of_days,
    read_day,
    read_minor,
    read_moment,
    state_of,
    state_of_number,
)


def fails(read: Callable[..., object], *values: object) -> bool:
    """Whether the reading says that it cannot; any other exception is a mistake and goes through."""
    try:
        read(*values)
    except ValueError:
        return True
    return False


LA = ZoneInfo("America/Los_Angeles")
AUGUST = date(2026, 8, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-15", "2026/8/15", "2026.08.15", "20260815", "2026-08-15T10:00:00Z", "2026-08-15 00:00:00", "8/15/2026",
        "08/15/26", "8-15-2026", "Aug 15, 2026", "August 15th, 2026", "Sat, Aug 15 2026", "15 Aug 2026", "15-Aug-2026",
        "15-AUG-26", "15 August 2026", "15 de agosto de 2026", "15 ago 2026", "sábado, 15 de agosto de 2026",
        "Saturday, August 15, 2026",
    ],
)  # fmt: skip
def test_days_of_every_spelling(text: str) -> None:
    assert read_day(text, MONTH_FIRST) == AUGUST


@pytest.mark.parametrize("text", ["15/8/2026", "15.08.2026", "15-08-26"])
def test_the_day_first(text: str) -> None:
    assert read_day(text, DAY_FIRST) == AUGUST
    assert fails(read_day, text, MONTH_FIRST)


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-02-30", "31/31/2026", "8/15", "15 Foo 2026", "99999", "2026", "1/2/3/4"]
)
def test_what_is_no_day(text: str) -> None:
    assert fails(read_day, text)


def test_two_digits_are_of_the_century_they_can_be() -> None:
    assert read_day("1/2/98") == date(1998, 1, 2)
    assert read_day("1/2/69") == date(2069, 1, 2)


@given(st.dates(min_value=date(1971, 1, 1), max_value=date(2068, 12, 31)))
def test_every_day_comes_back_from_its_spellings(day: date) -> None:
    for text, order in (
        (day.isoformat(), MONTH_FIRST),
        (f"{day:%m/%d/%Y}", MONTH_FIRST),
        (f"{day.month}/{day.day}/{day:%y}", MONTH_FIRST),
        (f"{day:%d.%m.%Y}", DAY_FIRST),
        (f"{day:%d %B %Y}", MONTH_FIRST),
        (f"{day:%B %d, %Y}", DAY_FIRST),
        (f"{day:%Y%m%d}", DAY_FIRST),
    ):
        assert read_day(text, order) == day


@given(st.text(max_size=30), st.sampled_from(ORDERS))
def test_no_text_breaks_the_reading(text: str, order: str) -> None:
    fails(read_day, text, order)
    fails(read_moment, text, LA, order)
    fails(read_minor, text, "USD")


@pytest.mark.parametrize(
    ("text", "expected", "has_time"),
    [
        ("2026-08-15", datetime(2026, 8, 15, tzinfo=LA), False),
        ("2026-08-15 23:59:00", datetime(2026, 8, 15, 23, 59, tzinfo=LA), True),
        ("8/15/2026 2:30 PM", datetime(2026, 8, 15, 14, 30, tzinfo=LA), True),
        ("8/15/2026 12:05 a.m.", datetime(2026, 8, 15, 0, 5, tzinfo=LA), True),
        ("2014-05-14 08:39:13.070326-04", datetime.fromisoformat("2014-05-14T08:39:13-04:00"), True),
        ("2026-08-15T10:00:00Z", datetime.fromisoformat("2026-08-15T10:00:00+00:00"), True),
        ("2026-08-15 10:00:00 +0530", datetime.fromisoformat("2026-08-15T10:00:00+05:30"), True),
    ],
)
def test_moments(text: str, expected: datetime, has_time: bool) -> None:
    assert read_moment(text, LA) == (expected, has_time)


@pytest.mark.parametrize("text", ["2026-08-15 25:00", "2026-08-15 noon", "8/15/2026 13:00 PM", "2026-08-15 10:61"])
def test_what_is_no_moment(text: str) -> None:
    assert fails(read_moment, text, LA)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["1/2/2026", "12/31/2026"], MONTH_FIRST),
        (["1/2/2026", "31/12/2026"], DAY_FIRST),
        (["1.2.2026"], DAY_FIRST),
        (["31/12/2026", "12/31/2026", "12/30/2026"], MONTH_FIRST),
        (["1/2/2026", "2026-12-31", ""], None),
    ],
)
def test_a_file_proves_how_it_writes_days(texts: list[str], order: str | None) -> None:
    assert order_of_days(texts)[0] == order


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("18.99", 1899), ("$18.99", 1899), ("18", 1800), ("24.990000", 2499), ("1,234.50", 123450), ("18,99", 1899),
        ("1.234,50", 123450), ("USD 12", 1200), ("-3.00", -300), ("0.000000", 0), (".5", 50),
    ],
)  # fmt: skip
def test_amounts(text: str, minor: int) -> None:
    assert read_minor(text, "USD") == minor


@pytest.mark.parametrize("text", ["", "free", "1.234", "12.345.6", "inf"])
def test_what_is_no_amount(text: str) -> None:
    assert fails(read_minor, text, "USD")


def test_words() -> None:
    assert [is_yes(text) for text in ("1", "Y", "sí", "4", "true", "0", "", "no")] == [True] * 5 + [False] * 3
    assert all(is_nothing(text) for text in ("", "NULL", "0000-00-00", " "))
    states = [state_of(word) for word in ("Checked Out", "LOST", "Out for Repairs", "Perdido", "Retired", "Purple")]
    assert states == ["available", "lost", "in_repair", "lost", "withdrawn", None]
    assert [state_of_number(number) for number in ("0", "1", "3", "13", "99")] == [
        "available", "available", "lost", "withdrawn", None,
    ]  # fmt: skip
    kinds = [
        kind_of(word, text) for word, text in (("F", ""), ("LOST", ""), ("", "Water damage"), ("Rent", ""), ("x", "y"))
    ]
    assert kinds == ["overdue", "lost", "damaged", "fee", "other"]
