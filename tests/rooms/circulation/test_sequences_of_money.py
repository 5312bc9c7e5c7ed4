"""Any sequence of lending, losing, claiming, finding, paying and undoing: the ledger's sums hold and an undo is exact.

Nobody pays more than was charged, a reversal names what it reverses, an item is on loan exactly while a loan is open,
and a deed taken back at once leaves states, claims, debts and credits as they were. CARREL_SEQUENCES=500 tries more.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.cli.soundness import lending, privacy
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.actions import Tender
from carrel.rooms.charges.models import Charge, ChargeLine, Credit, DamageRow
from carrel.rooms.charges.queries import violations
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Block, Claim, Loan
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.makers import NOON
from tests.rooms.circulation.stage import Ground

MORE = os.environ.get("CARREL_SEQUENCES", "")
EXAMPLES = int(MORE or "12")
PHASES = tuple(Phase) if MORE else (Phase.explicit, Phase.reuse, Phase.generate)
LENT_FROM_THE_HAND = ("circulation.item_lost", "circulation.patron_blocked", "charges.debt_blocks")


def make_ground() -> Ground:
    makers.make_policy(
        length=7, length_unit="calendar_days", renewals=3, fine_minor=10, fine_days="all", fine_cap_minor=100,
        lost_fee_minor=300, lost_days=40, lost_fine="forgive", refund_price="charge", suspend_days=1, suspend_max=3,
    )  # fmt: skip
    site = makers.make_site(short_name="Here")
    readers = tuple(makers.make_person("Reader", name, home_site=site) for name in ("Ada", "Bo"))
    items = tuple(makers.make_item(site, title, price_minor=1200) for title in ("Holes", "Hatchet", "Ghost"))
    boss = makers.make_actor("district_manager", None).at(site.pk)
    return Ground((site,), (boss,), readers, items, makers.make_person("Teacher", "Dorn", home_site=site))


class Money(RuleBasedStateMachine):
    """The deeds, each done in the store; what must be true is looked at after each."""

    ground: Ground

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.now = NOON
        self.acts: list[int] = []
        self.last: tuple[int, dict[str, Any]] | None = None

    def teardown(self) -> None:
        try:
            end = self.now + timedelta(days=30)
            actions.sever_returned_loans(SYSTEM, now=end)
            assert list(privacy.severed(end)) == []
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def told(self) -> dict[str, Any]:
        """All that an undo must bring back."""
        owed = Charge.objects.filter(left_minor__gt=0).values("person", "kind").annotate(s=Sum("left_minor"))
        back = Credit.objects.filter(left_minor__gt=0).values("person").annotate(s=Sum("left_minor"))
        return {
            "items": dict(Item.objects.values_list("pk", "state")),
            "out": list(Loan.objects.filter(returned_at=None).order_by("pk").values_list("pk", "due_at", "claimed_on")),
            "lost": list(Loan.objects.filter(ended_as="lost", found_at=None).order_by("pk").values_list("pk")),
            "claims": list(Claim.objects.filter(settled_at=None).order_by("pk").values_list("pk", flat=True)),
            "owed": sorted((row["person"], row["kind"], row["s"]) for row in owed.order_by("person", "kind")),
            "back": sorted((row["person"], row["s"]) for row in back.order_by("person")),
            "blocks": list(Block.objects.filter(lifted_at=None).order_by("pk").values_list("pk", flat=True)),
        }

    def did(self, act_id: int, before: dict[str, Any]) -> None:
        # Two deeds with one loan are never of the same moment: docs/decisions/0061.
        self.now += timedelta(seconds=1)
        self.acts.append(act_id)
        self.last = (act_id, before)

    def open_loan(self, copy: int) -> Loan | None:
        return Loan.objects.filter(item=self.ground.items[copy], returned_at=None).first()

    @rule(hours=st.sampled_from([1, 13, 24 * 3, 24 * 10, 24 * 45]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.last = None

    @rule()
    def the_night(self) -> None:
        self.last = None
        actions.lose_by_time(SYSTEM, now=self.now)
        assert actions.lose_by_time(SYSTEM, now=self.now) == 0
        actions.sever_returned_loans(SYSTEM, now=self.now)
        charges.forget_settled_things(SYSTEM, now=self.now)
        self.now += timedelta(seconds=1)

    @rule(copy=st.integers(0, 2), reader=st.integers(0, 1))
    def lend(self, copy: int, reader: int) -> None:
        before = self.told()
        try:
            lent = actions.check_out(
                self.ground.desks[0], patron_id=self.ground.readers[reader].pk, item_id=self.ground.items[copy].pk,
                now=self.now, overrides=LENT_FROM_THE_HAND, reason="because",
            )  # fmt: skip
        except Refused:
            assert self.told() == before
            return
        self.did(lent.act_id, before)

    @rule(copy=st.integers(0, 2), amnesty=st.booleans())
    def take_back(self, copy: int, amnesty: bool) -> None:
        before, item = self.told(), self.ground.items[copy]
        was_lost = bool(before["lost"]) and item.pk in set(
            Loan.objects.filter(ended_as="lost", found_at=None).values_list("item_id", flat=True)
        )
        returned = actions.check_in(self.ground.desks[0], item_id=item.pk, now=self.now, amnesty=amnesty)
        assert (returned.found is not None) is (was_lost and returned.loan_id is None)
        assert not (amnesty and returned.money.fine_minor)
        self.did(returned.act_id, before)

    @rule(copy=st.integers(0, 2))
    def renew(self, copy: int) -> None:
        loan, before = self.open_loan(copy), self.told()
        if loan is None:
            return
        try:
            act_id = actions.renew(
                self.ground.desks[0], loan_id=loan.pk, now=self.now, overrides=("circulation.patron_blocked",),
                reason="because",
            ).act_id  # fmt: skip
        except Refused:
            assert self.told() == before
            return
        self.did(act_id, before)

    @rule(copy=st.integers(0, 2))
    def lose(self, copy: int) -> None:
        loan, before = self.open_loan(copy), self.told()
        if loan is None:
            return
        lost = actions.declare_lost(self.ground.desks[0], loan_id=loan.pk, now=self.now)
        assert (lost.price_minor, lost.fee_minor, lost.fine_minor) == (1200, 300, 0)
        self.did(lost.act_id, before)

    @rule(copy=st.integers(0, 2))
    def damage(self, copy: int) -> None:
        loan, before = Loan.objects.filter(item=self.ground.items[copy]).order_by("-pk").first(), self.told()
        if loan is None or loan.patron_id is None:
            return
        row, _ = DamageRow.objects.get_or_create(site=self.ground.sites[0], name="Torn page", amount_minor=100)
        self.did(
            actions.charge_damage(self.ground.desks[0], loan_id=loan.pk, damage_id=row.pk, now=self.now).act_id, before
        )

    @rule(copy=st.integers(0, 2), days=st.integers(0, 5))
    def claim(self, copy: int, days: int) -> None:
        loan, before = self.open_loan(copy), self.told()
        if loan is None:
            return
        said_on = (self.now - timedelta(days=days)).date()
        try:
            act_id = actions.claim_returned(self.ground.desks[0], loan_id=loan.pk, said_on=said_on, now=self.now).act_id
        except Refused:
            assert self.told() == before
            return
        self.did(act_id, before)

    @rule(which=st.integers(0, 5))
    @precondition(lambda self: Charge.objects.filter(left_minor__gt=0).exists())
    def pay(self, which: int) -> None:
        """Half of a debt, or all that is left of a cent."""
        owed = list(Charge.objects.filter(left_minor__gt=0).order_by("pk"))
        one = owed[which % len(owed)]
        minor = max(1, one.left_minor // 2)
        self.last = None
        charges.take_payment(
            self.ground.desks[0], person_id=one.person_id, amount_minor=minor, tender=Tender("cheque", None, "7"),
            charge_ids=[one.pk], now=self.now,
        )  # fmt: skip

    @rule(copy=st.integers(0, 2))
    def forgive(self, copy: int) -> None:
        loan = Loan.objects.filter(item=self.ground.items[copy]).order_by("-pk").first()
        self.last = None
        if loan is None or loan.patron_id is None:
            return
        for deed in (actions.forgive_fine, actions.charge_fine, actions.forgive_fine):
            try:
                deed(self.ground.desks[0], loan_id=loan.pk, now=self.now)
            except Refused:
                return

    @rule(which=st.integers(0, 5))
    @precondition(lambda self: bool(self.acts))
    def undo(self, which: int) -> None:
        act_id, before = self.acts[-1 - which % len(self.acts)], self.told()
        self.last = None
        try:
            with transaction.atomic():
                actions.undo(self.ground.desks[0], act_id=act_id, now=self.now)
        except Refused:
            assert self.told() == before
            return
        self.acts.remove(act_id)

    @rule()
    @precondition(lambda self: self.last is not None)
    def undo_at_once(self) -> None:
        assert self.last is not None
        act_id, before = self.last
        self.last = None
        self.acts.remove(act_id)
        actions.undo(self.ground.desks[0], act_id=act_id, now=self.now)
        assert self.told() == before

    @invariant()
    def the_sums_hold(self) -> None:
        assert list(violations()) == []
        for charge in Charge.objects.prefetch_related("lines"):
            paid = -sum(line.amount_minor for line in charge.lines.all() if line.kind in ("paid", "worked"))
            assert 0 <= paid <= charge.amount_minor
        takes_back = ChargeLine.objects.filter(kind__in=("reversed", "reinstated", "found"))
        assert not takes_back.filter(reverses=None).exists()

    @invariant()
    def all_is_sound(self) -> None:
        for question in (lending.states, lending.moments, lending.counters):
            assert list(question(self.now)) == []
        claimed = set(Claim.objects.filter(settled_at=None).values_list("loan_id", flat=True))
        assert claimed == set(Loan.objects.filter(claimed_on__isnull=False).values_list("pk", flat=True))
        assert not Loan.objects.filter(claimed_on__isnull=False, returned_at__isnull=False).exists()


@pytest.mark.django_db
def test_any_sequence_of_losing_and_finding() -> None:
    Money.ground = make_ground()
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis leaves it without types
        Money,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=30, deadline=None, phases=PHASES,
            suppress_health_check=list(HealthCheck), print_blob=False,
        ),
    )  # fmt: skip
