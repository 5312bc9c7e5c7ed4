"""Loans that came with a file go with it, as if they had never come; what was done here since stays."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.actions import BroughtLoan
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db

EARLIER = makers.NOON - timedelta(days=20)


def test_untouched_loans_go(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    open_one, past, renewed = (makers.make_item(cast.middle) for _ in range(3))
    Item.objects.filter(pk=open_one.pk).update(state="missing")
    ids = actions.bring_loans(
        dee,
        rows=[
            BroughtLoan(open_one.pk, cast.ana.pk, EARLIER, makers.NOON),
            BroughtLoan(past.pk, cast.ana.pk, EARLIER, makers.NOON, returned_at=EARLIER),
            BroughtLoan(renewed.pk, cast.ana.pk, EARLIER, makers.NOON),
        ],
        now=makers.NOON,
    )
    actions.change_due(dee, loan_id=ids[2], due_on=makers.TODAY + timedelta(days=9), now=makers.NOON)
    assert actions.take_back_loans(dee, loan_ids=ids, now=makers.NOON) == (2, 1)
    assert list(Loan.objects.values_list("pk", flat=True)) == [ids[2]]
    assert dict(Item.objects.values_list("pk", "state")) == {
        open_one.pk: "missing", past.pk: "available", renewed.pk: "on_loan",
    }  # fmt: skip
    assert Item.objects.get(pk=past.pk).loan_count == 0
    assert actions.take_back_loans(dee, loan_ids=ids[:2], now=makers.NOON) == (0, 0)


def test_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.take_back_loans(cast.actor(cast.eli), loan_ids=[], now=makers.NOON)
