"""School periods, a named date and cut-offs of grades; clocks that change, years that end, and no day to be due on."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.rooms.circulation.rules.due_dates import (
    Compare,
    Due,
    HardDay,
    NoNamedDate,
    Unit,
    due_on,
    grade_keys,
    hard_day_for,
    stays_on_closed,
)
from carrel.rooms.schools.rules import Bells, Calendar, NoOpenDay, NoPeriod, Period, Timetable

ZONE = ZoneInfo("America/Los_Angeles")
MON, FRI = date(2026, 11, 30), date(2026, 12, 4)
FULL = (Period("1", time(8), time(8, 50)), Period("2", time(9), time(9, 50)), Period("3", time(10), time(10, 50)))
HALF = (Period("1", time(8), time(8, 30)), Period("2", time(8, 35), time(9, 5)))
BELLS = (Bells(1, "Regular", "1111100", False, FULL), Bells(2, "Minimum day", "1111100", True, HALF))


def timetable(**exceptions: str) -> Timetable:
    days = {date.fromisoformat(day.removeprefix("on_").replace("_", "-")): kind for day, kind in exceptions.items()}
    return Timetable(Calendar("1111100", days), BELLS)


def by_periods(at: datetime, periods: int, bells: Timetable) -> Due:
    return due_on(
        start=at, today=at.date(), zone=ZONE, length=periods, unit=Unit.PERIODS, calendar=bells.calendar,
        timetable=bells,
    )  # fmt: skip


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


@pytest.mark.parametrize(
    ("lent", "periods", "ends"),
    [
        (at(MON, 8, 5), 1, at(MON, 8, 50)),
        (at(MON, 8, 5), 3, at(MON, 10, 50)),
        (at(MON, 8, 39), 1, at(MON, 8, 50)),
        (at(MON, 8, 40), 1, at(MON, 9, 50)),  # ten minutes to the bell: it is for the next period
        (at(MON, 8, 55), 1, at(MON, 9, 50)),  # in the break
        (at(MON, 7, 0), 1, at(MON, 8, 50)),
        (at(MON, 15, 0), 1, at(MON + timedelta(days=1), 8, 50)),
        (at(FRI, 10, 0), 2, at(date(2026, 12, 7), 8, 50)),  # over the weekend
    ],
)
def test_periods_end_with_the_bell(lent: datetime, periods: int, ends: datetime) -> None:
    found = by_periods(lent, periods, timetable())
    assert (found.at, found.kind) == (ends, "moment")
    assert [step.code for step in found.steps] == ["lent", "length_periods"]


def test_half_days_ring_their_own_bells_and_closed_days_none() -> None:
    half = timetable(on_2026_11_30="half")
    assert by_periods(at(MON, 8, 0), 2, half).at == at(MON, 9, 5)
    closed = timetable(on_2026_12_01="closed")
    assert by_periods(at(MON, 15, 0), 1, closed).at == at(MON + timedelta(days=2), 8, 50)
    named = Timetable(Calendar("1111100"), BELLS, {MON: 2})
    assert by_periods(at(MON, 8, 0), 2, named).at == at(MON, 9, 5)


def test_no_bell_within_a_year_is_said_and_not_guessed() -> None:
    for empty in (Timetable(Calendar("1111100")), Timetable(Calendar("0000000"), BELLS)):
        with pytest.raises(NoPeriod):
            by_periods(at(MON, 8), 1, empty)
    with pytest.raises(NoPeriod):
        by_periods(at(MON, 8), 3650, timetable())


def dated(lent: date, unit: Unit, length: int = 0, **more: object) -> Due:
    more.setdefault("calendar", Calendar("1111100"))
    return due_on(start=at(lent, 10), today=lent, zone=ZONE, length=length, unit=unit, **more)  # type: ignore[arg-type]  # passed on


SERIES = [
    HardDay(7, "Books back", date(2027, 6, 4), Compare.BEFORE),
    HardDay(7, "Books back", date(2028, 6, 2), Compare.AFTER),
]


def test_until_a_named_date_it_is_that_date_whatever_the_series_compares() -> None:
    found = dated(MON, Unit.NAMED_DATE, hard_days=SERIES)
    assert (found.on, found.kind) == (date(2027, 6, 4), "day")
    assert [step.code for step in found.steps] == ["lent", "hard_named"]
    assert dated(date(2027, 6, 4), Unit.NAMED_DATE, hard_days=SERIES).on == date(2027, 6, 4)
    assert dated(date(2027, 6, 5), Unit.NAMED_DATE, hard_days=SERIES).on == date(2028, 6, 2)  # it rolls over by itself
    for none in ([], SERIES):
        with pytest.raises(NoNamedDate):
            dated(date(2028, 6, 3), Unit.NAMED_DATE, hard_days=none)


SENIORS = [HardDay(9, "Seniors", date(2027, 5, 14), Compare.EXACTLY)]


def test_a_cut_off_is_a_ceiling_over_row_and_series_and_says_so() -> None:
    found = dated(date(2027, 5, 10), Unit.CALENDAR_DAYS, 14, hard_days=SERIES, cutoffs=[SENIORS])
    assert found.on == date(2027, 5, 14)
    assert [step.code for step in found.steps if step.changed][-1] == "cutoff_before"
    assert found.steps[-1].facts == {"name": "Seniors", "hard": "2027-05-14", "series": 9}
    early = dated(date(2027, 4, 1), Unit.CALENDAR_DAYS, 7, cutoffs=[SENIORS])
    assert early.on == date(2027, 4, 8)  # never a floor, though the series says "exactly"
    named = dated(MON, Unit.NAMED_DATE, hard_days=SERIES, cutoffs=[SENIORS])
    assert named.on == date(2027, 5, 14)


def test_a_cut_off_that_is_past_is_left_out_and_told() -> None:
    found = dated(date(2027, 5, 17), Unit.CALENDAR_DAYS, 7, cutoffs=[SENIORS])
    assert found.on == date(2027, 5, 24)
    assert [each.code for each in found.objections] == ["circulation.hard_due_date_past"]


def test_the_earliest_of_several_cut_offs_holds() -> None:
    dates = (date(2027, 5, 20), date(2027, 5, 14), date(2027, 5, 18))
    cutoffs = [[HardDay(number, f"Cut {number}", day, Compare.BEFORE)] for number, day in enumerate(dates)]
    assert dated(date(2027, 5, 10), Unit.CALENDAR_DAYS, 30, cutoffs=cutoffs).on == date(2027, 5, 14)


def test_grades_are_the_same_however_they_are_written() -> None:
    assert grade_keys(" 12 ; 08,KG,") == {"12", "8", "k"}
    assert grade_keys("") == frozenset()


def test_two_hours_stay_two_hours_when_the_clocks_change() -> None:
    night = datetime(2026, 11, 1, 0, 30, tzinfo=ZONE)
    always = Calendar("1111111")
    found = due_on(start=night, today=night.date(), zone=ZONE, length=2, unit=Unit.HOURS, calendar=always)
    assert found.at.astimezone(UTC) - night.astimezone(UTC) == timedelta(hours=2)
    spring = dated(date(2027, 3, 12), Unit.CALENDAR_DAYS, 3)
    assert spring.at.isoformat() == "2027-03-15T23:59:59-07:00"


def test_a_period_that_ends_in_the_hour_that_comes_twice_ends_the_first_time() -> None:
    owls = (Bells(1, "Night", "1111111", False, (Period("Owls", time(0), time(1, 30)),)),)
    night = Timetable(Calendar("1111111"), owls)
    assert by_periods(datetime(2026, 11, 1, 0, 5, tzinfo=ZONE), 1, night).at.isoformat() == "2026-11-01T01:30:00-07:00"


@pytest.mark.parametrize("unit", [Unit.OPEN_DAYS, Unit.CALENDAR_DAYS, Unit.ANY_DAYS, Unit.SAME_WEEKDAY])
def test_years_end_and_leap(unit: Unit) -> None:
    always = Calendar("1111111")
    assert dated(date(2026, 12, 31), unit, 1, calendar=always).on == date(2027, 1, 1)
    assert dated(date(2028, 2, 28), unit, 1, calendar=always).on == date(2028, 2, 29)
    assert dated(date(2028, 2, 29), unit, 366, calendar=always).on == date(2029, 3, 1)


@pytest.mark.parametrize("unit", [Unit.OPEN_DAYS, Unit.CALENDAR_DAYS, Unit.SAME_WEEKDAY, Unit.HOURS])
def test_a_year_without_an_open_day_is_said(unit: Unit) -> None:
    with pytest.raises(NoOpenDay):
        dated(MON, unit, 7, calendar=Calendar("0000000"))


def test_the_same_weekday_closed_week_after_week_ends_within_a_year() -> None:
    mondays = dict.fromkeys((MON + timedelta(weeks=n) for n in range(60)), "closed")
    with pytest.raises(NoOpenDay):
        dated(MON, Unit.SAME_WEEKDAY, 7, calendar=Calendar("1111100", mondays))


def test_a_count_that_asks_for_no_calendar_does_not_move_on_a_snow_day() -> None:
    assert stays_on_closed(["lent", "length_any_days"]) == "any_days"
    assert stays_on_closed(["lent", "length_open_days", "cutoff_before"]) == "hard"
    assert stays_on_closed(["lent", "hard_named"]) == "hard"


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(lent=days, length=st.integers(1, 60), closed=st.sets(st.integers(0, 120), max_size=30))
def test_every_unit_ends_after_it_began_and_open_unless_it_asks_for_no_calendar(
    lent: date, length: int, closed: set[int]
) -> None:
    calendar = Calendar("1111100", {lent + timedelta(days=n): "closed" for n in closed})
    ends = {
        unit: dated(lent, unit, length, calendar=calendar).on
        for unit in (Unit.OPEN_DAYS, Unit.CALENDAR_DAYS, Unit.ANY_DAYS, Unit.SAME_WEEKDAY)
    }
    assert all(end > lent for end in ends.values())
    assert all(calendar.is_open(end) for unit, end in ends.items() if unit is not Unit.ANY_DAYS)
    assert ends[Unit.ANY_DAYS] <= ends[Unit.CALENDAR_DAYS] <= min(ends[Unit.SAME_WEEKDAY], ends[Unit.OPEN_DAYS])


@given(lent=days, cut=days)
def test_a_cut_off_never_makes_a_loan_longer_nor_ends_it_in_the_past(lent: date, cut: date) -> None:
    plain = dated(lent, Unit.CALENDAR_DAYS, 14)
    cutoffs = [[HardDay(1, "Seniors", cut, Compare.BEFORE)]]
    found = dated(lent, Unit.CALENDAR_DAYS, 14, cutoffs=cutoffs)
    assert lent <= found.on <= plain.on
    assert hard_day_for(cutoffs[0], lent) is not None
