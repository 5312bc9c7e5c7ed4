"""Any sequence of deeds with a kit and its charger, compared after each with what a child would say who has what."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from carrel.cellar.kernel.verdicts import Refused
from carrel.cli.soundness import lending
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan, MissingPart
from carrel.rooms.circulation.queries.kits import part_violations
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

KIT, PLUG = 0, 1
MORE = os.environ.get("CARREL_SEQUENCES", "")
EXAMPLES = int(MORE or "15")
PHASES = tuple(Phase) if MORE else (Phase.explicit, Phase.reuse, Phase.generate)


class Kits(RuleBasedStateMachine):
    """Two readers, one kit, one charger. `has` says who has which, as the deeds alone make one think."""

    cast: ClassVar[Cast]
    items: ClassVar[tuple[Item, Item]]

    def __init__(self) -> None:
        super().__init__()
        self.save = transaction.savepoint()
        self.now = NOON
        self.dee = self.cast.actor(self.cast.dee)
        self.has: list[int | None] = [None, None]
        self.with_kit = False
        self.last_kit_loan: int | None = None
        self.last: tuple[int, list[int | None], bool] | None = None

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.save)

    def do(self, deed: Callable[[], Any]) -> Any:
        """The deed, or None when it is refused; nothing of a refused one stays."""
        self.now += timedelta(minutes=1)
        try:
            with transaction.atomic():
                return deed()
        except Refused:
            return None

    def remember(self, act_id: int, before: list[int | None], was_with: bool) -> None:
        self.last = (act_id, before, was_with)

    @rule(item=st.sampled_from([KIT, PLUG]), who=st.booleans())
    def lend(self, item: int, who: bool) -> None:
        reader = (self.cast.ana if who else self.cast.ben).pk
        before, was_with = list(self.has), self.with_kit
        done = self.do(lambda: actions.check_out(self.dee, patron_id=reader, item_id=self.items[item].pk, now=self.now))
        if done is None:
            assert before[item] is not None
            return
        assert before[item] is None
        self.has[item] = reader
        if item == KIT:
            self.last_kit_loan = done.loan_id
            self.with_kit = before[PLUG] is None
            self.has[PLUG] = reader if self.with_kit else before[PLUG]
        self.remember(done.act_id, before, was_with)

    @rule(item=st.sampled_from([KIT, PLUG]))
    def take_back(self, item: int) -> None:
        before, was_with = list(self.has), self.with_kit
        done = self.do(lambda: actions.check_in(self.dee, item_id=self.items[item].pk, now=self.now))
        assert done is not None
        self.has[item] = None
        if item == PLUG or self.with_kit:
            self.has[PLUG] = None
        # A charger that stayed out alone is not with the kit any more, whatever happens to the kit.
        self.with_kit = False
        self.remember(done.act_id, before, was_with)

    @rule()
    def charger_is_missing(self) -> None:
        part = Loan.objects.filter(with_loan=self.last_kit_loan or 0, is_undone=False).first()
        kit_loan = Loan.objects.filter(pk=self.last_kit_loan or 0).first()
        if part is None or kit_loan is None:
            return
        done = self.do(
            lambda: actions.note_missing_part(self.dee, loan_id=kit_loan.pk, part_loan_id=part.pk, now=self.now)
        )
        if done is not None:
            assert kit_loan.returned_at is not None and self.has[PLUG] is None
            self.has[PLUG] = kit_loan.patron_id
            self.last = None

    @rule()
    def charger_is_found(self) -> None:
        row = MissingPart.objects.filter(settled_at=None).first()
        if row is not None:
            actions.part_found(self.dee, missing_id=row.pk, now=self.now)
            self.has[PLUG] = None
            self.last = None

    @rule()
    def undo(self) -> None:
        if self.last is None:
            return
        act_id, before, was_with = self.last
        if self.do(lambda: actions.undo(self.dee, act_id=act_id, now=self.now)) is not None:
            self.has, self.with_kit = list(before), was_with
        self.last = None

    @invariant()
    def who_has_what(self) -> None:
        out = dict(Loan.objects.filter(returned_at=None).values_list("item_id", "patron_id"))
        assert [out.get(each.pk) for each in self.items] == self.has

    @invariant()
    def all_is_sound(self) -> None:
        for question in (lending.states, lending.moments, lending.counters):
            assert list(question(self.now)) == []
        assert list(part_violations()) == []


@pytest.mark.django_db
def test_any_sequence_with_a_kit(cast: Cast) -> None:
    makers.make_policy()
    Kits.cast, Kits.items = cast, makers.make_kit(cast.middle)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis leaves it without types
        Kits,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=25, deadline=None, phases=PHASES,
            suppress_health_check=list(HealthCheck), print_blob=False,
        ),
    )  # fmt: skip
