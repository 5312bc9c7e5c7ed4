"""A lost thing is found: what is left is taken off, what was paid is owed back, what was waived is not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.charges import actions, queries, rules
from carrel.rooms.charges.actions import FoundMoney
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import add_line

pytestmark = pytest.mark.django_db
TODAY = makers.TODAY


def found(actor: Actor, outcome: str = "refund", on: date = TODAY, latest_on: date | None = None) -> FoundMoney:
    return actions.refund_found(
        actor, loan_id=41, found_on=on, outcome=outcome, processing_outcome="none", latest_on=latest_on, now=makers.NOON
    )


def part_paid(dee: Actor, new: NewCharge) -> Charge:
    """Charged 25.00, paid 15.00, waived 4.00, left 6.00: the example of the reference."""
    charge = Charge.objects.get(pk=actions.charge(dee, new=new, now=makers.NOON))
    add_line(charge, "paid", -1500)
    add_line(charge, "waived", -400)
    return charge


def test_the_example_of_the_reference(cast: Cast, dee: Actor, for_loan: NewCharge) -> None:
    charge = part_paid(dee, for_loan)
    money = found(dee)
    assert (money.credit_minor, money.taken_off_minor, money.money_minor) == (2100, 600, 1500)
    assert (money.charge_ids, money.is_late) == ((charge.pk,), False)
    assert (queries.owed_by(cast.ben.pk), queries.owed_back(cast.ben.pk)) == (0, 1500)
    assert found(dee) == FoundMoney()
    assert list(queries.violations()) == []
    entry = AuditEntry.objects.get(code="charges.refund_found")
    assert (entry.about_kind, entry.facts) == ("charge", {"taken_off": 600, "money": 1500, "work": 0})


@pytest.mark.parametrize(("outcome", "owed", "back"), [("none", 600, 0), ("unpaid", 0, 0), ("refund", 0, 1500)])
def test_outcomes(cast: Cast, dee: Actor, for_loan: NewCharge, outcome: str, owed: int, back: int) -> None:
    part_paid(dee, for_loan)
    found(dee, outcome)
    assert (queries.owed_by(cast.ben.pk), queries.owed_back(cast.ben.pk)) == (owed, back)


@pytest.mark.parametrize(("days", "back"), [(0, 1500), (-1, 0)])
def test_after_the_last_day_what_was_paid_stays_paid(
    cast: Cast, dee: Actor, for_loan: NewCharge, days: int, back: int
) -> None:
    part_paid(dee, for_loan)
    money = found(dee, latest_on=TODAY + timedelta(days=days))
    assert (queries.owed_by(cast.ben.pk), queries.owed_back(cast.ben.pk)) == (0, back)
    assert money.is_late is (days < 0)


def test_the_charges_own_last_day_counts_too(cast: Cast, dee: Actor, for_loan: NewCharge) -> None:
    part_paid(dee, replace(for_loan, refund_until=TODAY - timedelta(days=1)))
    assert found(dee, latest_on=TODAY + timedelta(days=9)).is_late
    assert queries.owed_back(cast.ben.pk) == 0


def test_processing_goes_by_its_own_outcome(cast: Cast, dee: Actor, for_loan: NewCharge) -> None:
    part_paid(dee, for_loan)
    actions.charge(dee, new=replace(for_loan, kind="processing", amount_minor=500, left_minor=500), now=makers.NOON)
    found(dee)
    assert queries.owed_by(cast.ben.pk) == 500


def test_work_is_owed_back_and_never_paid_out(cast: Cast, dee: Actor, for_loan: NewCharge) -> None:
    charge = Charge.objects.get(pk=actions.charge(dee, new=for_loan, now=makers.NOON))
    add_line(charge, "worked", -1000)
    add_line(charge, "paid", -1500)
    assert (found(dee).work_minor, found(dee)) == (1000, FoundMoney())
    assert sorted(charge.credits.values_list("amount_minor", "is_payable")) == [(1000, False), (1500, True)]


def test_an_outcome_there_is_not(dee: Actor, for_loan: NewCharge) -> None:
    actions.charge(dee, new=for_loan, now=makers.NOON)
    with pytest.raises(ValueError, match="No such outcome"):
        found(dee, "restore")


def test_a_thing_that_was_paid_for_is_kept_while_the_money_can_go_back(dee: Actor, for_loan: NewCharge) -> None:
    until = TODAY + timedelta(days=100)
    charge = Charge.objects.get(pk=actions.charge(dee, new=replace(for_loan, refund_until=until), now=makers.NOON))
    add_line(charge, "paid", -2500)
    assert actions.forget_settled_things(SYSTEM, now=makers.NOON + timedelta(days=99)) == 0
    assert actions.forget_settled_things(SYSTEM, now=makers.NOON + timedelta(days=102)) == 1
    charge.refresh_from_db()
    assert (charge.loan_id, charge.item_id, charge.basis, charge.about_title) == (None, None, {}, "")


def test_rules_alone() -> None:
    assert rules.found(
        "refund", left=0, money_paid=10, worked=4, credited_money=10, credited_work=1, on=TODAY, latest_on=None
    ) == rules.Found(work=3)
    assert rules.earliest(None, None) is None
