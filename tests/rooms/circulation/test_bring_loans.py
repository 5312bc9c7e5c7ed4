"""Loans of another system are entered with their dates; what is out is marked so, what came back is counted."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.actions import BroughtLoan
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db

EARLIER = makers.NOON - timedelta(days=20)
DUE = makers.NOON + timedelta(days=2)


def test_open_and_returned(cast: Cast) -> None:
    out, lost, back = (makers.make_item(cast.middle, title) for title in ("Out", "Lost", "Back"))
    Item.objects.filter(pk=lost.pk).update(state="lost")
    rows = [
        BroughtLoan(out.pk, cast.ana.pk, EARLIER, DUE, renewals=1),
        BroughtLoan(lost.pk, cast.ben.pk, EARLIER, EARLIER),
        BroughtLoan(back.pk, cast.ben.pk, EARLIER, DUE, returned_at=makers.NOON - timedelta(days=1)),
        BroughtLoan(back.pk, cast.ana.pk, EARLIER - timedelta(days=9), EARLIER, returned_at=EARLIER),
    ]
    ids = actions.bring_loans(cast.actor(cast.dee), rows=rows, now=makers.NOON, job_id=3)
    assert [loan.item_id for loan in Loan.objects.filter(pk__in=ids).order_by("pk")] == [each.item_id for each in rows]
    states = {each.record.title: each for each in Item.objects.select_related("record")}
    assert (states["Out"].state, states["Lost"].state, states["Back"].state) == ("on_loan", "on_loan", "available")
    assert (states["Back"].loan_count, states["Back"].last_loaned_at) == (2, EARLIER)
    assert states["Back"].last_seen_at == makers.NOON - timedelta(days=1)
    assert list(Loan.objects.filter(item=back).values_list("patron", flat=True)) == [None, None]
    assert Loan.objects.get(item=lost).why["was"] == "lost"


def test_what_is_out_already_is_refused_and_nothing_comes_in(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.mateo)
    free = makers.make_item(cast.middle)
    rows = [BroughtLoan(free.pk, cast.ana.pk, EARLIER, DUE), BroughtLoan(item.pk, cast.ana.pk, EARLIER, DUE)]
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.bring_loans(cast.actor(cast.dee), rows=rows, now=makers.NOON)


def test_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.bring_loans(cast.actor(cast.eli), rows=[], now=makers.NOON)
    assert actions.bring_loans(cast.actor(cast.dee), rows=[], now=makers.NOON) == []
