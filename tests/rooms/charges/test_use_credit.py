"""What a person has to get back is set against what they owe."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import (
    Credit,
    Receipt,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


def test_as_much_as_both_have(cast: Cast, dee: Actor, charged: Charged, credit: Credit) -> None:
    charged(minor=700)
    paid = actions.use_credit(dee, credit_id=credit.pk, now=makers.NOON, key="u")
    assert actions.use_credit(dee, credit_id=credit.pk, now=makers.NOON, key="u") == paid
    assert (queries.owed_by(cast.ben.pk), queries.owed_back(cast.ben.pk)) == (200, 0)
    receipt = Receipt.objects.get(pk=paid.receipt_id)
    assert (receipt.means, receipt.amount_minor, receipt.cash_day) == ("credit", 500, None)
    actions.reverse_payment(dee, receipt_id=receipt.pk, reason="x", now=makers.NOON)
    assert (queries.owed_by(cast.ben.pk), queries.owed_back(cast.ben.pk)) == (700, 500)
    assert list(queries.violations()) == []


def test_nothing_is_owed(dee: Actor, credit: Credit) -> None:
    for pk, code in ((credit.pk, "charges.nothing_to_pay"), (0, "charges.unknown")):
        with refused(code):
            actions.use_credit(dee, credit_id=pk, now=makers.NOON)
