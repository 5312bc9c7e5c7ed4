"""What lateness costs, by plain values: the tables of the reference, Koha's periods, and what holds for any rule."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carrel.cellar.kernel.money import Money
from carrel.rooms.circulation.rules.fines import (
    Fine,
    FineRule,
    basis_of,
    fine_for,
    fine_rule,
    is_long_overdue,
    is_lost_by_time,
    suspended_until,
    suspension_for,
    units_late,
)
from carrel.rooms.circulation.rules.policies import Row, Situation, policy_for
from carrel.rooms.schools.rules import Calendar
from tests.foreign_cases import offered

# The calendar of the reference's tables: closed weekends, Veterans Day, Thanksgiving week, the winter break.
CLOSED = {
    date(2026, 11, 11),
    *(date(2026, 11, 23) + timedelta(days=n) for n in range(5)),
    *(date(2026, 12, 21) + timedelta(days=n) for n in range(12)),
}
CALENDAR = Calendar("1111100", dict.fromkeys(CLOSED, "closed"))
EVERY_DAY = Calendar("1111111")
DUE = date(2026, 11, 18)
ZONE = ZoneInfo("America/Los_Angeles")

A = FineRule(10, open_only=False)
B = FineRule(10)
C = FineRule(10, grace=2)
D = FineRule(10, grace=2, runs_from="grace_end")
E = FineRule(50, every=7, at="start", open_only=False)
F = FineRule(50, every=7, open_only=False)
G = FineRule(25, cap_minor=200, open_only=False)
TABLE = [
    (date(2026, 11, 19), 1, 1, (10, 10, 0, 0, 50, 0, 25)),
    (date(2026, 11, 20), 2, 2, (20, 20, 0, 0, 50, 0, 50)),
    (date(2026, 11, 30), 12, 3, (120, 30, 30, 10, 100, 50, 200)),
    (date(2026, 12, 4), 16, 7, (160, 70, 70, 50, 150, 100, 200)),
]


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), ZONE)


def late(rule: FineRule, due: date, back: date, calendar: Calendar = CALENDAR) -> int:
    return units_late(
        due_at=end_of(due), until=end_of(back), zone=ZONE, calendar=calendar, unit=rule.unit, open_only=rule.open_only
    )


@pytest.mark.parametrize(("back", "days", "open_days", "amounts"), TABLE)
def test_the_table_of_examples(back: date, days: int, open_days: int, amounts: tuple[int, ...]) -> None:
    assert (late(A, DUE, back), late(B, DUE, back)) == (days, open_days)
    found = [fine_for(rule, late=late(rule, DUE, back)).amount_minor for rule in (A, B, C, D, E, F, G)]
    assert tuple(found) == amounts


@pytest.mark.parametrize("case", offered("fines_periods"))
def test_kohas_periods(case: dict[str, Any]) -> None:
    rule = FineRule(
        Money.read(case["fine_amount"]).minor, every=case["charge_every_days"], at=case["charge_at"], open_only=False
    )
    due, back = date.fromisoformat(case["due"]), date.fromisoformat(case["returned"])
    assert fine_for(rule, late=late(rule, due, back)).amount_minor == Money.read(case["expected"]).minor


def test_what_is_in_time_costs_nothing() -> None:
    assert late(A, DUE, DUE) == late(A, DUE, date(2026, 11, 2)) == 0
    assert fine_for(A, late=0) == Fine(0, 0, 0, 0, 0)
    assert fine_for(None, late=99).amount_minor == 0


def test_hours_are_counted_to_the_minute_and_those_of_closed_days_left_out() -> None:
    rule = FineRule(10, unit="hours")
    due = datetime(2026, 11, 20, 10, 30, tzinfo=ZONE)  # a Friday
    for until, hours in (
        (datetime(2026, 11, 20, 11, 29, tzinfo=ZONE), 0),
        (datetime(2026, 11, 20, 12, 30, tzinfo=ZONE), 2),
        (datetime(2026, 11, 22, 12, 30, tzinfo=ZONE), 13),  # a Sunday: only what was left of Friday
        (datetime(2026, 11, 30, 10, 30, tzinfo=ZONE), 24),  # after Thanksgiving week
    ):
        found = units_late(due_at=due, until=until, zone=ZONE, calendar=CALENDAR, unit=rule.unit)
        assert found == hours, until
    through = units_late(
        due_at=due, until=due + timedelta(hours=50), zone=ZONE, calendar=CALENDAR, unit="hours", open_only=False
    )
    assert through == 50


def test_the_price_caps_and_a_price_of_nothing_is_no_price() -> None:
    capped = replace(A, cap_at_price=True)
    assert fine_for(capped, late=50, price_minor=300).amount_minor == 300
    assert fine_for(capped, late=50, price_minor=300).capped_by == "price"
    assert fine_for(capped, late=50, price_minor=0).amount_minor == 500
    assert fine_for(capped, late=50, price_minor=None).amount_minor == 500
    both = replace(capped, cap_minor=200)
    assert (fine_for(both, late=50, price_minor=300).capped_by, fine_for(both, late=5).capped_by) == ("cap", "")


def test_the_basis_tells_the_whole_sum_and_the_rows() -> None:
    due, until = end_of(DUE), end_of(date(2026, 12, 4))
    basis = basis_of(D, fine_for(D, late=7), due_at=due, until=until, rows={"fine_minor": 4, "length": 9})
    assert basis["rows"] == {"fine_minor": 4}
    assert (basis["late"], basis["counted"], basis["periods"], basis["grace"]) == (7, 5, 5, 2)
    assert basis["due"] == due.isoformat()


@given(
    amount=st.integers(1, 500), every=st.integers(1, 10), grace=st.integers(0, 10), days=st.integers(0, 400),
    at=st.sampled_from(["start", "end"]), runs=st.sampled_from(["due", "grace_end"]),
    cap=st.none() | st.integers(0, 2000), price=st.none() | st.integers(0, 2000), at_price=st.booleans(),
)  # fmt: skip
def test_for_any_rule(
    amount: int, every: int, grace: int, days: int, at: str, runs: str, cap: int | None, price: int | None,
    at_price: bool,
) -> None:  # fmt: skip
    rule = FineRule(amount, every, "days", at, grace, runs, True, cap, at_price)
    now, next_day = fine_for(rule, late=days, price_minor=price), fine_for(rule, late=days + 1, price_minor=price)
    assert 0 <= now.amount_minor <= now.before_cap_minor
    assert now.amount_minor <= next_day.amount_minor, "a fine never shrinks by waiting"
    assert days > grace or now.amount_minor == 0
    assert cap is None or now.amount_minor <= cap
    assert not (at_price and price) or now.amount_minor <= (price or 0)
    assert bool(now.capped_by) is (now.amount_minor < now.before_cap_minor)


def policy(**values: object) -> Any:
    return policy_for([Row(1, None, None, None, values)], Situation(1, 1, (1,)))


def test_a_grid_that_says_nothing_of_fines_is_fine_free() -> None:
    assert fine_rule(policy()) is None
    assert fine_rule(policy(fine_minor=0, fine_every=7)) is None
    said = policy(fine_minor=25, fine_every=7, fine_at="start", fine_grace=1, fine_from="grace_end", fine_days="all",
                  fine_cap_minor=500, fine_cap_price=True, fine_unit="hours")  # fmt: skip
    assert fine_rule(said) == FineRule(25, 7, "hours", "start", 1, "grace_end", False, 500, True)
    assert fine_rule(policy(fine_minor=10)) == FineRule(10)


BACK = date(2026, 12, 4)
SUSPENSIONS = [
    # late, days, for every, at most, days without borrowing, until by all days, until by open days
    (5, 2, 1, None, 10, date(2026, 12, 14), date(2026, 12, 18)),
    (5, 2, 3, None, 3, date(2026, 12, 7), date(2026, 12, 9)),
    (16, 1, 1, 10, 10, date(2026, 12, 14), date(2026, 12, 18)),
]


@pytest.mark.parametrize(("days_late", "days", "every", "most", "length", "all_days", "open_days"), SUSPENSIONS)
def test_the_table_of_suspensions(
    days_late: int, days: int, every: int, most: int | None, length: int, all_days: date, open_days: date
) -> None:
    given_ = {"suspend_days": days, "suspend_every": every, "fine_days": "all"}
    if most is not None:
        given_["suspend_max"] = most
    due = BACK - timedelta(days=days_late)
    found = suspension_for(policy(**given_), due_on=due, returned_on=BACK, calendar=CALENDAR)
    assert found is not None
    assert (found.days, found.until_on) == (length, all_days)
    assert suspended_until(BACK, length, CALENDAR, open_only=True) == open_days


def test_the_grace_is_a_threshold_of_a_suspension_and_not_taken_off() -> None:
    said = policy(suspend_days=1, fine_grace=2, fine_days="all")
    for days, length in ((2, None), (3, 3)):
        found = suspension_for(said, due_on=BACK - timedelta(days=days), returned_on=BACK, calendar=CALENDAR)
        assert (found.days if found else None) == length
    assert suspension_for(policy(), due_on=DUE, returned_on=BACK, calendar=CALENDAR) is None


def test_an_hour_late_of_an_hour_loan_does_not_suspend_for_days() -> None:
    said = policy(suspend_days=1, fine_unit="hours", fine_grace=30, fine_days="all")
    assert suspension_for(said, due_on=BACK - timedelta(days=1), returned_on=BACK, calendar=EVERY_DAY) is None
    assert suspension_for(said, due_on=BACK - timedelta(days=2), returned_on=BACK, calendar=EVERY_DAY) is not None


def test_long_overdue_and_lost_by_time() -> None:
    said = policy(long_overdue_days=30, lost_days=60)
    assert [is_long_overdue(said, days) for days in (29, 30, 90)] == [False, True, True]
    assert [is_lost_by_time(said, days) for days in (30, 59, 60)] == [False, False, True]
    assert not is_long_overdue(policy(), 999)
    assert not is_lost_by_time(policy(lost_days=0), 999), "0 means never: nothing is lost on the day it is due"


def test_a_moment_is_late_by_the_days_of_its_site() -> None:
    due, back = datetime(2026, 11, 19, 7, 59, 59, tzinfo=UTC), datetime(2026, 11, 19, 9, tzinfo=UTC)
    assert units_late(due_at=due, until=back, zone=ZONE, calendar=EVERY_DAY) == 1
    assert units_late(due_at=due, until=due, zone=ZONE, calendar=EVERY_DAY) == 0
