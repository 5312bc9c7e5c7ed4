"""The return was a mistake: what was taken off is owed again, unused credit goes."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import Charge, Credit
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import add_line

pytestmark = pytest.mark.django_db


def test_there_and_back(cast: Cast, dee: Actor, for_loan: NewCharge) -> None:
    charge = Charge.objects.get(pk=actions.charge(dee, new=for_loan, now=makers.NOON))
    add_line(charge, "paid", -1500)
    for _ in range(2):
        actions.refund_found(
            dee, loan_id=41, found_on=makers.TODAY, outcome="refund", processing_outcome="none", latest_on=None,
            now=makers.NOON,
        )  # fmt: skip
        assert (queries.owed_by(cast.ben.pk), queries.owed_back(cast.ben.pk)) == (0, 1500)
        actions.take_back_found(dee, loan_id=41, now=makers.NOON)
        assert (queries.owed_by(cast.ben.pk), queries.owed_back(cast.ben.pk)) == (1000, 0)
    assert list(queries.violations()) == []


def test_refusals(dee: Actor, for_loan: NewCharge) -> None:
    charge = Charge.objects.get(pk=actions.charge(dee, new=for_loan, now=makers.NOON))
    add_line(charge, "paid", -1500)
    with pytest.raises(Refused) as refused:
        actions.take_back_found(dee, loan_id=41, now=makers.NOON)
    assert refused.value.code == "charges.nothing_found"
    actions.refund_charge(dee, charge_id=charge.pk, amount_minor=500, reason="Half a book", now=makers.NOON)
    Credit.objects.update(left_minor=100)
    with pytest.raises(Refused) as refused:
        actions.take_back_found(dee, loan_id=41, now=makers.NOON)
    assert refused.value.code == "charges.credit_used"
