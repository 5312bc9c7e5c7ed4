"""A receipt is taken back whole, by one of its own that names it."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import (
    CashDay,
    Receipt,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, pay, refused

pytestmark = pytest.mark.django_db


def test_owed_again(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(minor=500)
    pk = pay(dee, cast.ben.pk, 300)
    actions.reverse_payment(dee, receipt_id=pk, reason="The check bounced", now=makers.NOON, key="r")
    assert queries.owed_by(cast.ben.pk) == 500
    back = Receipt.objects.get(kind="reversal")
    assert (back.amount_minor, back.reverses_id, back.number) == (-300, pk, 2)
    assert charge.lines.get(kind="paid_back").reverses == charge.lines.get(kind="paid")
    assert queries.takings(CashDay.objects.get().pk) == {"cash": 0}
    actions.reverse_charge(dee, charge_id=charge.pk, reason="Found", now=makers.NOON)
    assert list(queries.violations()) == []
    for known, code in ((pk, "payment_reversed"), (back.pk, "is_a_reversal"), (0, "receipt_unknown")):
        with refused(f"charges.{code}"):
            actions.reverse_payment(dee, receipt_id=known, reason="x", now=makers.NOON)


def test_what_was_refunded_stays_and_a_reason_is_needed(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(minor=500)
    pk = pay(dee, cast.ben.pk, 300)
    with refused("charges.reason_missing"):
        actions.reverse_payment(dee, receipt_id=pk, reason=" ", now=makers.NOON)
    actions.refund_charge(dee, charge_id=charge.pk, amount_minor=1, reason="x", now=makers.NOON)
    with refused("charges.payment_refunded"):
        actions.reverse_payment(dee, receipt_id=pk, reason="x", now=makers.NOON)


def test_an_assistant_does_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.reverse_payment(makers.make_actor("assistant", cast.middle), receipt_id=0, reason="x", now=makers.NOON)
