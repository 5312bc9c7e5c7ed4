"""Any sequence of deeds with money: sums agree, nobody pays beyond a charge, and whatever takes back names it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.charges import actions, queries, rules
from carrel.rooms.charges.actions import Tender
from carrel.rooms.charges.models import Charge, ChargeLine, Credit, Receipt
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast

MORE = os.environ.get("CARREL_SEQUENCES", "")
EXAMPLES = int(MORE or "12")
PHASES = tuple(Phase) if MORE else (Phase.explicit, Phase.reuse, Phase.generate)
MINOR = st.integers(min_value=1, max_value=40)
WHICH = st.integers(min_value=0, max_value=9)


class Ledger(RuleBasedStateMachine):
    """Ben's account. `charged` and `in_drawer` are what somebody with a pencil would have written down."""

    cast: ClassVar[Cast]
    lena: ClassVar[Actor]

    def __init__(self) -> None:
        super().__init__()
        self.save = transaction.savepoint()
        self.ben = self.cast.ben.pk
        self.charged = 0
        self.in_drawer = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.save)

    def do(self, deed: Callable[[], Any]) -> Any:
        """The deed, or None when it is refused; nothing of a refused one stays."""
        try:
            with transaction.atomic():
                return deed()
        except Refused:
            return None

    def a_charge(self, which: int) -> Charge | None:
        found = list(Charge.objects.filter(person=self.ben).order_by("pk"))
        return found[which % len(found)] if found else None

    @rule(minor=MINOR, kind=st.sampled_from(["lost", "fee"]), loan=st.integers(1, 2))
    def charge(self, minor: int, kind: str, loan: int) -> None:
        new = NewCharge(self.ben, self.cast.middle.pk, kind, minor, minor, makers.TODAY, "x", loan_id=loan)
        actions.charge(self.lena, new=new, now=makers.NOON)
        self.charged += minor

    @rule(minor=MINOR, which=WHICH, named=st.booleans())
    def pay(self, minor: int, which: int, named: bool) -> None:
        charge, owed = self.a_charge(which), queries.owed_by(self.ben)
        if charge is None:
            return
        most = charge.left_minor if named else owed
        done = self.do(
            lambda: actions.take_payment(
                self.lena, person_id=self.ben, amount_minor=minor, tender=Tender("cash"),
                charge_ids=[charge.pk] if named else [], now=makers.NOON,
            )
        )  # fmt: skip
        assert (done is not None) == (minor <= most)
        if done is not None:
            self.in_drawer += minor
            assert queries.owed_by(self.ben) == owed - minor

    @rule(minor=MINOR, which=WHICH)
    def waive(self, minor: int, which: int) -> None:
        if (charge := self.a_charge(which)) is not None:
            left = charge.left_minor
            self.do(
                lambda: actions.waive_charge(
                    self.lena, charge_id=charge.pk, amount_minor=minor, reason="x", now=makers.NOON
                )
            )
            charge.refresh_from_db()
            assert charge.left_minor == (left - minor if minor <= left else left)

    @rule(which=WHICH, back=st.booleans())
    def reverse_or_reinstate(self, which: int, back: bool) -> None:
        if (charge := self.a_charge(which)) is not None:
            if back:
                self.do(lambda: actions.reinstate_charge(self.lena, charge_id=charge.pk, now=makers.NOON))
            else:
                self.do(lambda: actions.reverse_charge(self.lena, charge_id=charge.pk, reason="x", now=makers.NOON))

    @rule(loan=st.integers(1, 2), outcome=st.sampled_from(rules.OUTCOMES), back=st.booleans())
    def found_or_not(self, loan: int, outcome: str, back: bool) -> None:
        if back:
            self.do(lambda: actions.take_back_found(self.lena, loan_id=loan, now=makers.NOON))
            return
        actions.refund_found(
            self.lena, loan_id=loan, found_on=makers.TODAY, outcome=outcome, processing_outcome="none", latest_on=None,
            now=makers.NOON,
        )  # fmt: skip

    @rule(minor=MINOR, which=WHICH)
    def refund(self, minor: int, which: int) -> None:
        if (charge := self.a_charge(which)) is not None:
            self.do(
                lambda: actions.refund_charge(
                    self.lena, charge_id=charge.pk, amount_minor=minor, reason="x", now=makers.NOON
                )
            )

    @rule(which=WHICH, how=st.sampled_from(["use", "pay out", "reverse"]))
    def credit(self, which: int, how: str) -> None:
        found = list(Credit.objects.filter(person=self.ben).order_by("pk"))
        if not found:
            return
        credit = found[which % len(found)]
        if how == "use":
            self.do(lambda: actions.use_credit(self.lena, credit_id=credit.pk, now=makers.NOON))
        elif how == "reverse":
            self.do(lambda: actions.reverse_credit(self.lena, credit_id=credit.pk, reason="x", now=makers.NOON))
        elif self.do(
            lambda: actions.pay_out_credit(self.lena, credit_id=credit.pk, tender=Tender("cash"), now=makers.NOON)
        ):
            self.in_drawer -= credit.left_minor

    @rule(which=WHICH)
    def take_back(self, which: int) -> None:
        found = list(Receipt.objects.order_by("pk"))
        if not found:
            return
        receipt = found[which % len(found)]
        done = self.do(lambda: actions.reverse_payment(self.lena, receipt_id=receipt.pk, reason="x", now=makers.NOON))
        if done is not None and receipt.means == "cash":
            self.in_drawer -= receipt.amount_minor

    @invariant()
    def sums_agree(self) -> None:
        assert list(queries.violations()) == []
        assert sum(Charge.objects.values_list("amount_minor", flat=True)) == self.charged
        assert sum(Receipt.objects.filter(means="cash").values_list("amount_minor", flat=True)) == self.in_drawer

    @invariant()
    def nothing_is_given_back_that_was_not_paid(self) -> None:
        for charge in Charge.objects.all():
            paid = queries.paid_for(charge.pk)
            assert 0 <= paid.credited_money <= paid.money
            assert 0 <= paid.credited_work <= paid.work
            assert 0 <= charge.left_minor <= charge.amount_minor

    @invariant()
    def whatever_takes_back_names_it(self) -> None:
        for line in ChargeLine.objects.filter(kind__in=rules.TAKES_BACK).select_related("reverses"):
            assert line.reverses is not None
            assert line.reverses.charge_id == line.charge_id
        for receipt in Receipt.objects.filter(kind="reversal").select_related("reverses"):
            assert receipt.reverses is not None
            assert receipt.reverses.amount_minor == -receipt.amount_minor

    @invariant()
    def receipts_have_no_gap(self) -> None:
        numbers = list(Receipt.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
def test_any_sequence_with_money(cast: Cast) -> None:
    Ledger.cast, Ledger.lena = cast, cast.actor(cast.lib)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis leaves it without types
        Ledger,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=25, deadline=None, phases=PHASES,
            suppress_health_check=list(HealthCheck), print_blob=False,
        ),
    )  # fmt: skip
