"""Until when: the tables of the reference, and what must hold for every calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.circulation.rules.due_dates import (
    Compare,
    Due,
    HardDay,
    Unit,
    days_counted,
    due_on,
    due_on_given,
    hard_day_for,
    length_of,
)
from carrel.rooms.schools.rules import Calendar, NoOpenDay

ZONE = ZoneInfo("America/Los_Angeles")
CLOSED = [date(2026, 11, 11), *(date(2026, 11, 23) + timedelta(days=n) for n in range(5))]
CLOSED += [date(2026, 12, 21) + timedelta(days=n) for n in range(12)]
CALENDAR = Calendar("1111100", dict.fromkeys(CLOSED, "closed"))


def due(lent: date, length: int, unit: Unit, *, calendar: Calendar = CALENDAR, **more: object) -> Due:
    start = datetime(lent.year, lent.month, lent.day, 10, 40, tzinfo=ZONE)
    return due_on(start=start, today=lent, zone=ZONE, length=length, unit=unit, calendar=calendar, **more)  # type: ignore[arg-type]  # passed on


TABLE = [
    ("2026-10-28", 14, "2026-11-11", "2026-11-12", "2026-11-18", "2026-11-18"),
    ("2026-11-06", 1, "2026-11-07", "2026-11-09", "2026-11-09", "2026-11-09"),
    ("2026-11-07", 7, "2026-11-14", "2026-11-16", "2026-11-18", "2026-11-16"),
    ("2026-11-09", 14, "2026-11-23", "2026-11-30", "2026-12-07", "2026-11-30"),
    ("2026-11-12", 14, "2026-11-26", "2026-11-30", "2026-12-09", "2026-12-03"),
    ("2026-11-16", 5, "2026-11-21", "2026-11-30", "2026-11-30", "2026-11-30"),
    ("2026-12-07", 14, "2026-12-21", "2027-01-04", "2027-01-08", "2027-01-04"),
    ("2026-12-14", 7, "2026-12-21", "2027-01-04", "2027-01-06", "2027-01-04"),
]
"""The table of Koha's four ways to meet a closed day: days, datedue, calendar, dayweek."""


@pytest.mark.parametrize(("lent", "length", "any_days", "all_days", "open_days", "same_weekday"), TABLE)
def test_the_four_ways_to_meet_a_closed_day(
    lent: str, length: int, any_days: str, all_days: str, open_days: str, same_weekday: str
) -> None:
    day = date.fromisoformat(lent)
    units = (Unit.ANY_DAYS, Unit.CALENDAR_DAYS, Unit.OPEN_DAYS, Unit.SAME_WEEKDAY)
    found = [due(day, length, unit).on.isoformat() for unit in units]
    assert found == [any_days, all_days, open_days, same_weekday]


def test_the_vendors_worked_example_of_both_ways() -> None:
    spring = Calendar("1111100", dict.fromkeys((date(2020, 3, 14) + timedelta(days=n) for n in range(9)), "closed"))
    assert due(date(2020, 3, 4), 14, Unit.OPEN_DAYS, calendar=spring).on == date(2020, 3, 31)
    assert due(date(2020, 3, 4), 14, Unit.CALENDAR_DAYS, calendar=spring).on == date(2020, 3, 23)


@pytest.mark.parametrize(
    ("compare", "late", "early"),
    [
        (Compare.BEFORE, date(2026, 12, 18), date(2026, 12, 8)),
        (Compare.EXACTLY, date(2026, 12, 18), date(2026, 12, 18)),
        (Compare.AFTER, date(2027, 1, 4), date(2026, 12, 18)),
    ],
)
def test_a_hard_due_date_is_a_ceiling_the_day_itself_or_a_floor(compare: Compare, late: date, early: date) -> None:
    hard = [HardDay(1, "End of term", date(2026, 12, 18), compare)]
    assert due(date(2026, 12, 7), 14, Unit.CALENDAR_DAYS, hard_days=hard).on == late
    assert due(date(2026, 12, 1), 7, Unit.CALENDAR_DAYS, hard_days=hard).on == early


def test_the_consortiums_test_of_a_ceiling_by_school() -> None:
    june = [HardDay(1, "Last day of books", date(2026, 6, 19), Compare.BEFORE)]
    for day in (2, 3):
        assert due(date(2026, 6, day), 21, Unit.CALENDAR_DAYS, hard_days=june, calendar=Calendar()).on == date(
            2026, 6, 19
        )


def test_the_next_entry_of_a_series_takes_over_by_itself() -> None:
    series = [
        HardDay(1, "Term", date(2026, 12, 18), Compare.BEFORE),
        HardDay(1, "Term", date(2027, 6, 11), Compare.BEFORE, active_from=date(2026, 12, 14)),
        HardDay(1, "Term", date(2027, 12, 17), Compare.BEFORE, active_from=date(2027, 8, 1)),
    ]
    assert hard_day_for(series, date(2026, 12, 13)) == series[0]
    assert hard_day_for(series, date(2026, 12, 14)) == series[1]
    assert hard_day_for(series, date(2027, 9, 1)) == series[2]
    assert hard_day_for(series[1:], date(2026, 9, 1)) is None


def test_without_a_day_to_begin_the_next_date_to_come_holds() -> None:
    years = [HardDay(1, "Books back", date(year, 5, 28), Compare.BEFORE) for year in (2026, 2028, 2027)]
    assert hard_day_for(years, date(2026, 11, 23)) == years[2]
    assert hard_day_for(years, date(2027, 5, 28)) == years[2]
    assert hard_day_for(years, date(2027, 5, 29)) == years[1]
    assert hard_day_for(years, date(2029, 1, 1)) == years[1]


def test_a_hard_date_in_the_past_is_left_out_and_told() -> None:
    hard = [HardDay(7, "Term", date(2026, 11, 1), Compare.EXACTLY)]
    found = due(date(2026, 11, 6), 1, Unit.CALENDAR_DAYS, hard_days=hard)
    assert found.on == date(2026, 11, 9)
    assert [each.code for each in found.objections] == ["circulation.hard_due_date_past"]
    assert found.objections[0].source is not None
    assert found.objections[0].source.ref == "hard_due_date:7"


def test_the_last_day_of_the_patron_is_a_ceiling_and_steps_back_to_an_open_day() -> None:
    lent = date(2026, 11, 9)
    assert due(lent, 14, Unit.CALENDAR_DAYS, expires_on=date(2026, 11, 20)).on == date(2026, 11, 20)
    assert due(lent, 14, Unit.CALENDAR_DAYS, expires_on=date(2026, 11, 22)).on == date(2026, 11, 20)
    assert due(lent, 14, Unit.CALENDAR_DAYS, expires_on=date(2027, 6, 30)).on == date(2026, 11, 30)
    assert due(lent, 14, Unit.CALENDAR_DAYS, expires_on=date(2026, 11, 8)).on == date(2026, 11, 30)


def test_it_never_steps_back_before_today() -> None:
    saturday = date(2026, 11, 14)
    assert due(saturday, 7, Unit.CALENDAR_DAYS, expires_on=date(2026, 11, 15)).on == saturday


def test_hours_keep_the_minute_and_move_to_the_next_open_day() -> None:
    start = datetime(2026, 11, 20, 10, 40, tzinfo=ZONE)
    hours = due_on(start=start, today=start.date(), zone=ZONE, length=2, unit=Unit.HOURS, calendar=CALENDAR)
    assert (hours.at, hours.kind) == (start + timedelta(hours=2), "moment")
    night = due_on(start=start, today=start.date(), zone=ZONE, length=24, unit=Unit.HOURS, calendar=CALENDAR)
    assert night.at == datetime(2026, 11, 30, 10, 40, tzinfo=ZONE)


def test_two_hours_are_two_hours_on_the_night_the_clocks_change() -> None:
    start = datetime(2026, 11, 1, 0, 30, tzinfo=ZONE)
    found = due_on(start=start, today=start.date(), zone=ZONE, length=2, unit=Unit.HOURS, calendar=Calendar("1111111"))
    assert found.at.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=2)


def test_a_day_loan_is_due_at_the_last_second_of_the_sites_day() -> None:
    assert due(date(2026, 11, 6), 1, Unit.OPEN_DAYS).at == datetime(2026, 11, 9, 23, 59, 59, tzinfo=ZONE)


def test_a_late_evening_belongs_to_the_sites_day_and_not_to_utcs() -> None:
    start = datetime(2026, 11, 10, 7, 30, tzinfo=UTC)
    found = due_on(
        start=start, today=date(2026, 11, 9), zone=ZONE, length=1, unit=Unit.CALENDAR_DAYS, calendar=CALENDAR
    )
    assert found.on == date(2026, 11, 10)


def test_given_dates() -> None:
    start = datetime(2026, 11, 9, 10, tzinfo=ZONE)
    given_on = due_on_given(start=start, given_on=date(2026, 11, 11), zone=ZONE, calendar=CALENDAR)
    assert [each.code for each in given_on.objections] == ["circulation.due_on_closed_day"]
    past = due_on_given(start=start, given_on=date(2026, 11, 8), zone=ZONE, calendar=CALENDAR)
    assert [each.weight.value for each in past.objections] == ["refuse"]


def test_no_open_day_within_a_year_stops() -> None:
    never = Calendar("0000000")
    with pytest.raises(NoOpenDay):
        due(date(2026, 11, 9), 3, Unit.OPEN_DAYS, calendar=never)


def test_the_counted_days_carry_their_numbers() -> None:
    first, last = date(2026, 11, 9), date(2026, 11, 13)
    open_days = days_counted(first, last, Unit.OPEN_DAYS, CALENDAR, {date(2026, 11, 11): "Veterans Day"})
    assert [each.number for each in open_days] == [None, 1, None, 2, 3]
    assert open_days[2].note == "Veterans Day"
    assert [each.number for each in days_counted(first, last, Unit.CALENDAR_DAYS, CALENDAR, {})] == [None, 1, 2, 3, 4]


@pytest.mark.parametrize("number", [None, 0, -1, "3", 1.5, True])
def test_a_length_that_cannot_be_is_refused(number: object) -> None:
    with pytest.raises(ValueError, match="cannot last"):
        length_of(number, "open_days")


days = st.dates(date(2024, 1, 1), date(2030, 1, 1))
weeks = st.integers(1, 127).map(lambda bits: f"{bits:07b}")
closings = st.dictionaries(days, st.sampled_from(["closed", "half", "open"]), max_size=30)


@given(days, st.integers(1, 60), st.sampled_from([Unit.OPEN_DAYS, Unit.CALENDAR_DAYS]), weeks, closings)
def test_for_every_calendar(lent: date, length: int, unit: Unit, week: str, exceptions: dict[date, str]) -> None:
    calendar = Calendar(week, exceptions)
    found = due(lent, length, unit, calendar=calendar)
    assert calendar.is_open(found.on)
    assert found.on > lent
    if unit is Unit.OPEN_DAYS:
        assert calendar.open_days_between(lent, found.on) == length
    else:
        assert (found.on - lent).days >= length
    assert found.steps[-1].result == found.on


@given(days, st.integers(1, 60), weeks, days, st.sampled_from(list(Compare)), st.one_of(st.none(), days))
def test_never_in_the_past(
    lent: date, length: int, week: str, hard_on: date, compare: Compare, expires: date | None
) -> None:
    hard = [HardDay(1, "x", hard_on, compare)]
    found = due(lent, length, Unit.OPEN_DAYS, calendar=Calendar(week), hard_days=hard, expires_on=expires)
    assert found.on >= lent
    if expires is not None and expires >= lent:
        assert found.on <= max(expires, lent)
