"""Other systems' behaviour, where we offer the same policy. What differs on purpose: docs/rules/due-dates.md."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from carrel.rooms.circulation.rules.due_dates import Compare, HardDay, Unit, due_on, length_of
from carrel.rooms.circulation.rules.lending import CheckOutFacts, ItemFacts, Out, PatronFacts, check_out_objections
from carrel.rooms.circulation.rules.policies import Row, Situation, policy_for
from carrel.rooms.circulation.rules.returning import RenewFacts, renew_objections, renewal_start
from carrel.rooms.schools.rules import Calendar

DATA = Path(__file__).resolve().parents[2] / "data"
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def cases(name: str) -> list[Any]:
    return [pytest.param(each, id=each["id"]) for each in json.loads((DATA / name).read_text())["cases"]]


def kohas_calendar() -> Calendar:
    told = json.loads((DATA / "calendar.json").read_text())["calendar"]
    week = "".join("0" if day in told["closed_weekdays"] else "1" for day in WEEKDAYS)
    closed = {date.fromisoformat(each) for each in told["closed_dates"]}
    closed |= {date.fromisoformat(f"{year}-{day}") for year in range(2010, 2015) for day in told["closed_every_year"]}
    opened = {date.fromisoformat(each) for each in told["open_exceptions"]}
    return Calendar(week, dict.fromkeys(closed, "closed") | dict.fromkeys(opened, "open"))


@pytest.mark.parametrize("case", cases("calendar.json"))
def test_kohas_calendar(case: dict[str, Any]) -> None:
    calendar = kohas_calendar()
    if "date" in case:
        assert calendar.is_open(date.fromisoformat(case["date"][:10])) is not case["expected_closed"]
        return
    start = date.fromisoformat(case["start"])
    if "end" in case:
        assert calendar.open_days_between(date.fromisoformat(case["end"]), start) == case["expected_open_days_between"]
        return
    expected, length = date.fromisoformat(case["expected"]), case["add_days"]
    if case["mode"] == "calendar":
        assert calendar.add_open_days(start, length) == expected
    elif case["mode"] == "datedue" and length > 0:
        moment = datetime(start.year, start.month, start.day, 9, tzinfo=UTC)
        found = due_on(start=moment, today=start, zone=UTC, length=length, unit=Unit.CALENDAR_DAYS, calendar=calendar)
        assert found.on == expected
    elif case["mode"] == "datedue":
        # A loan never lasts a negative time; the calendar itself steps back the same way.
        assert calendar.previous_open_on(start + timedelta(days=length)) == expected
    else:
        assert case["mode"] == "days"  # not offered: nothing falls due on a closed day


@pytest.mark.parametrize("case", cases("rolling_periods.json"))
def test_folios_rolling_periods(case: dict[str, Any]) -> None:
    period: tuple[Any, Any] = tuple(case["period"]) if case.get("period") else (None, None)
    number, unit = period
    if case.get("expected") == "rejected":
        with pytest.raises(ValueError, match=r"."):
            length_of(number, {"minutes": "hours", "weeks": "calendar_days"}.get(str(unit), unit))
        return
    if unit in ("months", "minutes") or "alternate_period_when_held" in case:
        assert unit not in ("months", "minutes") or unit not in {each.value for each in Unit}  # not offered
        return
    start, expected = datetime.fromisoformat(case["start"]), datetime.fromisoformat(case["expected_due"])
    length, ours = (
        (number, Unit.HOURS) if unit == "hours" else (number * (7 if unit == "weeks" else 1), Unit.CALENDAR_DAYS)
    )
    found = due_on(start=start, today=start.date(), zone=UTC, length=length, unit=ours, calendar=Calendar("1111111"))
    assert found.on == expected.date()
    assert ours is Unit.CALENDAR_DAYS or found.at == expected


def test_folios_limit_schedule_is_our_hard_due_date() -> None:
    found = due_on(
        start=datetime(2018, 3, 14, 11, 14, 54, tzinfo=UTC),
        today=date(2018, 3, 14),
        zone=UTC,
        length=31,
        unit=Unit.CALENDAR_DAYS,
        calendar=Calendar("1111111"),
        hard_days=[HardDay(1, "March", date(2018, 4, 10), Compare.BEFORE, date(2018, 3, 1))],
    )
    assert found.at.isoformat() == "2018-04-10T23:59:59+00:00"


def facts(*, max_loans: int | None, out: int, overdue: int = 0, max_overdue: int | None = None) -> CheckOutFacts:
    given = {"max_loans": max_loans, "max_overdue": max_overdue, "length": 14, "length_unit": "open_days"}
    rows = [Row(1, None, None, None, {name: value for name, value in given.items() if value is not None})]
    return CheckOutFacts(
        now=NOW,
        today=NOW.date(),
        patron=PatronFacts(1, "Ana"),
        item=ItemFacts(1, "Holes", "available"),
        policy=policy_for(rows, Situation(1, 1, (1,))),
        out=Out(out, overdue, {1: out}),
    )


@pytest.mark.parametrize("case", [each for each in cases("limits.json") if "given" in each.values[0]])
def test_kohas_limits_of_loans(case: dict[str, Any]) -> None:
    given = case["given"]
    if given.get("rule_scope"):
        return  # the precedence itself: test_policies
    if given.get("out_in_library") and given.get("count_together"):
        return  # not offered: a use in the library has no reader and counts against nobody
    out = given.get("out_loans", 0)
    found = list(check_out_objections(facts(max_loans=given.get("max_loans"), out=out)))
    if case["expected_checkout"] == "ok":
        assert found == []
    else:
        (objection,) = found
        assert objection.code == "circulation.over_limit"
        told = f"rejected: {objection.facts['count']} of {objection.facts['limit']}"
        assert told == case["expected_checkout"]


@pytest.mark.parametrize("case_id", ["limits-11", "limits-12"])
def test_evergreens_too_many_overdue(case_id: str) -> None:
    (objection,) = check_out_objections(facts(max_loans=None, out=3, overdue=3, max_overdue=3))
    assert (objection.code, objection.weight.value) == ("circulation.too_many_overdue", "ask")


def renewal(*, limit: int, done: int, due_days: int, old_days: int = 10) -> list[str]:
    rows = [Row(1, None, None, None, {"renewals": limit, "length": 30, "length_unit": "calendar_days"})]
    old = NOW + timedelta(days=old_days)
    due = due_on(
        start=old,
        today=NOW.date(),
        zone=UTC,
        length=due_days,
        unit=Unit.CALENDAR_DAYS,
        calendar=Calendar("1111111"),
    )
    found = renew_objections(
        RenewFacts("Holes", PatronFacts(1, "Ana"), True, done, old, False, policy_for(rows, Situation(1, 1, (1,))), due)
    )
    return [each.code for each in found]


@pytest.mark.parametrize("case", [each for each in cases("loan_states.json") if "max_renewals" in each.values[0]])
def test_invenios_renewals(case: dict[str, Any]) -> None:
    expected = case["expected"]
    for done, result in enumerate(expected):
        found = renewal(limit=case["max_renewals"], done=done, due_days=case.get("extension_days", 30))
        assert (found == []) is (result == "ok")


def test_invenios_base_of_a_renewal() -> None:
    old = NOW + timedelta(days=10)
    assert renewal_start(renew_from="due", old_due_at=old, now=NOW) == old
    assert renewal_start(renew_from="now", old_due_at=old, now=NOW) == NOW


def test_invenios_availability() -> None:
    states = {"on_loan": False, "in_transit": True, "available": True, "lost": False}
    for state, free in states.items():
        item = ItemFacts(1, "Holes", state)
        asked = list(
            check_out_objections(
                CheckOutFacts(
                    now=NOW,
                    today=NOW.date(),
                    patron=PatronFacts(1, "Ana"),
                    item=item,
                    policy=policy_for([], Situation(1, 1, (1,))),
                )
            )
        )
        assert (not asked) is (free or state == "on_loan")  # an open loan objects, not the state: test_check_out
