"""Money goes back over the counter, with a receipt; work never does."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.actions import Tender
from carrel.rooms.charges.models import (
    Credit,
    Receipt,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import refused

pytestmark = pytest.mark.django_db


CASH = Tender("cash")


def test_paid_out_once(cast: Cast, dee: Actor, credit: Credit) -> None:
    paid = actions.pay_out_credit(dee, credit_id=credit.pk, tender=CASH, now=makers.NOON, key="o")
    assert actions.pay_out_credit(dee, credit_id=credit.pk, tender=CASH, now=makers.NOON, key="o") == paid
    assert queries.owed_back(cast.ben.pk) == 0
    assert Receipt.objects.get(pk=paid.receipt_id).amount_minor == -500
    with refused("charges.nothing_to_pay_out"):
        actions.pay_out_credit(dee, credit_id=credit.pk, tender=CASH, now=makers.NOON)
    actions.reverse_payment(dee, receipt_id=paid.receipt_id, reason="Not fetched", now=makers.NOON)
    assert queries.owed_back(cast.ben.pk) == 500
    assert list(queries.violations()) == []


def test_refusals(cast: Cast, dee: Actor, credit: Credit) -> None:
    with refused("charges.reference_missing"):
        actions.pay_out_credit(dee, credit_id=credit.pk, tender=Tender("cheque"), now=makers.NOON)
    Credit.objects.update(is_payable=False)
    with refused("charges.work_is_no_wage"):
        actions.pay_out_credit(dee, credit_id=credit.pk, tender=CASH, now=makers.NOON)
    with pytest.raises(NotAllowed):
        actions.pay_out_credit(
            makers.make_actor("assistant", cast.middle), credit_id=credit.pk, tender=CASH, now=makers.NOON
        )
    with pytest.raises(ValueError, match="Not a means of money"):
        actions.pay_out_credit(dee, credit_id=credit.pk, tender=Tender("work"), now=makers.NOON)
