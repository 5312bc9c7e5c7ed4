"""Other systems' behaviour, where we offer the same policy. What differs on purpose: docs/rules/due-dates.md."""

import inspect
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Hold, Loan
from carrel.rooms.circulation.rules.due_dates import Compare, HardDay, Unit, due_on, due_on_given, length_of
from carrel.rooms.circulation.rules.lending import CheckOutFacts, ItemFacts, Out, PatronFacts, check_out_objections
from carrel.rooms.circulation.rules.policies import Row, Situation, policy_for
from carrel.rooms.circulation.rules.renewing import RenewFacts, renew_objections, renewal_start
from carrel.rooms.circulation.rules.returning import ReturnFacts, check_in_outcome
from carrel.rooms.schools.rules import Calendar
from tests.cast import Cast
from tests.foreign_cases import every, offered, on_purpose, told
from tests.makers import NOON, make_actor, make_item, make_policy

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def kohas_calendar() -> Calendar:
    calendar = told("calendar")["calendar"]
    week = "".join("0" if day in calendar["closed_weekdays"] else "1" for day in WEEKDAYS)
    closed = {date.fromisoformat(each) for each in calendar["closed_dates"]}
    years = range(2010, 2015)
    closed |= {date.fromisoformat(f"{year}-{day}") for year in years for day in calendar["closed_every_year"]}
    opened = {date.fromisoformat(each) for each in calendar["open_exceptions"]}
    return Calendar(week, dict.fromkeys(closed, "closed") | dict.fromkeys(opened, "open"))


MODES = {"datedue": Unit.CALENDAR_DAYS, "calendar": Unit.OPEN_DAYS, "days": Unit.ANY_DAYS}


def due_after(start: date, days: int, mode: str) -> date:
    """When something lent for so many days is due by Koha's calendar, counted in one of Koha's modes."""
    moment = datetime(start.year, start.month, start.day, 9, tzinfo=UTC)
    unit, calendar = MODES[mode], kohas_calendar()
    return due_on(start=moment, today=start, zone=UTC, length=days, unit=unit, calendar=calendar).on


@pytest.mark.parametrize("case", offered("calendar"))
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
    if length > 0:
        assert due_after(start, length, case["mode"]) == expected
    elif case["mode"] == "calendar":
        # A loan never lasts a negative time; the calendar itself steps back the same way.
        assert calendar.add_open_days(start, length) == expected
    else:
        assert calendar.previous_open_on(start + timedelta(days=length)) == expected


@pytest.mark.parametrize("case", on_purpose("calendar"))
def test_a_loan_lasts_a_day_at_least(case: dict[str, Any]) -> None:
    assert (case["mode"], case["add_days"]) == ("days", -1)
    with pytest.raises(ValueError, match="cannot last"):
        length_of(case["add_days"], "any_days")


def period_of(case: dict[str, Any]) -> tuple[Any, Any]:
    return tuple(case["period"]) if case.get("period") else (None, None)


@pytest.mark.parametrize("case", offered("rolling_periods"))
def test_folios_rolling_periods(case: dict[str, Any]) -> None:
    number, unit = period_of(case)
    if case.get("expected") == "rejected":
        with pytest.raises(ValueError, match=r"."):
            length_of(number, {"weeks": "calendar_days"}.get(unit, unit))
        return
    start, expected = datetime.fromisoformat(case["start"]), datetime.fromisoformat(case["expected_due"])
    if "limit_schedules" in case:
        number, unit = 31, "days"
        (schedule,) = case["limit_schedules"]
        on, active_from = datetime.fromisoformat(schedule["due"]).date(), date.fromisoformat(schedule["from"])
        hard = [HardDay(1, "March", on, Compare.BEFORE, active_from)]
    else:
        hard = []
    ours = Unit.HOURS if unit == "hours" else Unit.CALENDAR_DAYS
    length = number * {"weeks": 7, "days": 1, "hours": 1}[unit]
    always = Calendar("1111111")
    found = due_on(start=start, today=start.date(), zone=UTC, length=length, unit=ours, calendar=always, hard_days=hard)
    assert found.on == expected.date()
    assert found.at == expected or ours is Unit.CALENDAR_DAYS  # a day loan lasts until the day ends


@pytest.mark.parametrize("case", on_purpose("rolling_periods"))
def test_a_unit_that_is_not_offered_is_refused_and_not_guessed(case: dict[str, Any]) -> None:
    number, unit = period_of(case)
    assert unit in ("months", "minutes")
    with pytest.raises(ValueError, match=unit):
        length_of(number, unit)


def facts(
    *,
    max_loans: int | None,
    out: int,
    overdue: int = 0,
    max_overdue: int | None = None,
    site_id: int | None = None,
    category_id: int | None = None,
) -> CheckOutFacts:
    given = {"max_loans": max_loans, "max_overdue": max_overdue, "length": 14, "length_unit": "open_days"}
    rows = [Row(1, site_id, category_id, None, {name: value for name, value in given.items() if value is not None})]
    return CheckOutFacts(
        now=NOW,
        today=NOW.date(),
        patron=PatronFacts(1, "Ana"),
        item=ItemFacts(1, "Holes", "available"),
        policy=policy_for(rows, Situation(1, 1, (1,))),
        out=Out(out, overdue, {1: out}),
    )


def limits_told() -> list[dict[str, Any]]:
    """The cases about how many may be out, without those that only set rules for a narrower scope."""
    return [each for each in every("limits").values() if "max_loans" in each.get("given", {})]


@pytest.mark.parametrize("case", offered("limits"))
def test_limits_of_others(case: dict[str, Any]) -> None:
    given = case.get("given")
    if given is None:
        assert case["expected_checkout"] == "rejected: too many overdue"
        (objection,) = check_out_objections(facts(max_loans=None, out=3, overdue=3, max_overdue=3))
        assert (objection.code, objection.weight.value) == ("circulation.too_many_overdue", "ask")
    elif "rule_scope" in given:
        for each in limits_told():
            assert lent_as_told(each, site_id=1, category_id=1)
    else:
        assert lent_as_told(case)


def lent_as_told(case: dict[str, Any], *, site_id: int | None = None, category_id: int | None = None) -> bool:
    """Whether the desk says of loans what the case says; uses in the library count against nobody here."""
    given = case["given"]
    if given.get("out_in_library") and given.get("count_together"):
        return True
    out = given.get("out_loans", 0)
    asked = facts(max_loans=given.get("max_loans"), out=out, site_id=site_id, category_id=category_id)
    found = list(check_out_objections(asked))
    if case["expected_checkout"] == "ok":
        return found == []
    (objection,) = found
    told_so = f"rejected: {objection.facts['count']} of {objection.facts['limit']}"
    return objection.code == "circulation.over_limit" and told_so == case["expected_checkout"]


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


def renewals_of_others(case: dict[str, Any], _cast: Cast) -> None:
    for done, result in enumerate(case["expected"]):
        found = renewal(limit=case["max_renewals"], done=done, due_days=case.get("extension_days", 30))
        assert (found == []) is (result == "ok")


def base_of_a_renewal(_case: dict[str, Any], _cast: Cast) -> None:
    old = NOW + timedelta(days=10)
    assert renewal_start(renew_from="due", old_due_at=old, now=NOW) == old
    assert renewal_start(renew_from="now", old_due_at=old, now=NOW) == NOW


def dates_given_stand(_case: dict[str, Any], _cast: Cast) -> None:
    given = NOW.date() + timedelta(days=10)
    assert due_on_given(start=NOW, given_on=given, zone=UTC, calendar=Calendar("1111111")).on == given


def check_in_ends_the_loan(_case: dict[str, Any], cast: Cast) -> None:
    make_policy()
    item, later = make_item(cast.middle), NOON + timedelta(days=3)
    actions.check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    actions.check_in(cast.actor(cast.dee), item_id=item.pk, now=later)
    loan = Loan.objects.get()
    assert (loan.returned_at, loan.due_at.date()) == (later, date(2026, 12, 8))


def no_action_puts_another_item_in_a_loan(_case: dict[str, Any], _cast: Cast) -> None:
    for name in actions.__all__:
        found = getattr(actions, name)
        if inspect.isfunction(found):
            assert not {"loan_id", "item_id"} <= set(inspect.signature(found).parameters), name


def availability(case: dict[str, Any], cast: Cast) -> None:
    expected = {"returned": "available", "no loan": "available", "on loan": "on_loan"}
    for words, state in expected.items():
        asked = CheckOutFacts(
            now=NOW,
            today=NOW.date(),
            patron=PatronFacts(1, "Ana"),
            item=ItemFacts(1, "Holes", state),
            policy=policy_for([], Situation(1, 1, (1,))),
        )
        # An open loan objects, not the state: test_check_out.
        assert (not check_out_objections(asked)) is (case["expected"][words] or state == "on_loan")
    what_lies_at_the_desk_is_for_somebody(case, cast)


def a_request_from_elsewhere_sends_the_copy(_case: dict[str, Any], cast: Cast) -> None:
    make_policy()
    item = make_item(cast.high)
    actions.place_hold(
        cast.actor(cast.dee), record_id=item.record_id, patron_id=cast.ana.pk, pickup_site_id=cast.middle.pk, now=NOON
    )
    actions.check_in(make_actor("technician", cast.high), item_id=item.pk, now=NOON)
    item.refresh_from_db()
    assert (item.state, Hold.objects.get().status) == ("in_transit", "in_transit")


def what_lies_at_the_desk_is_for_somebody(_case: dict[str, Any], cast: Cast) -> None:
    make_policy()
    dee, item = cast.actor(cast.dee), make_item(cast.middle)
    hold = Hold.objects.create(record=item.record, patron=cast.ana, pickup_site=cast.middle, placed_at=NOON)
    actions.check_in(dee, item_id=item.pk, now=NOON)
    with pytest.raises(Refused):
        actions.check_out(dee, patron_id=cast.mateo.pk, item_id=item.pk, now=NOON)
    assert Hold.objects.get(pk=hold.pk).status == "on_shelf"


LOAN_STATES = {
    "loan_states-01": renewals_of_others,
    "loan_states-02": renewals_of_others,
    "loan_states-03": base_of_a_renewal,
    "loan_states-04": dates_given_stand,
    "loan_states-06": check_in_ends_the_loan,
    "loan_states-09": a_request_from_elsewhere_sends_the_copy,
    "loan_states-10": no_action_puts_another_item_in_a_loan,
    "loan_states-11": availability,
}


@pytest.mark.parametrize("case", offered("loan_states"))
def test_loan_states_of_others(case: dict[str, Any], cast: Cast) -> None:
    LOAN_STATES[case["id"]](case, cast)


def test_a_return_is_not_dated_in_the_future() -> None:
    tomorrow = NOW.date() + timedelta(days=1)
    outcome = check_in_outcome(ReturnFacts("Holes", "on_loan", NOW.date(), tomorrow, True, "Middle"))
    assert [each.code for each in outcome.objections][:1] == ["circulation.returned_in_the_future"]
