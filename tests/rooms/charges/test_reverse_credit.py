"""A credit of which nothing was used is taken back."""

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


def test_taken_back_and_given_again(cast: Cast, dee: Actor, for_loan: NewCharge) -> None:
    charge = Charge.objects.get(pk=actions.charge(dee, new=for_loan, now=makers.NOON))
    add_line(charge, "paid", -1500)
    for _ in range(2):
        pk = actions.refund_charge(dee, charge_id=charge.pk, amount_minor=1500, reason="x", now=makers.NOON)
        actions.reverse_credit(dee, credit_id=pk, reason="It is lost after all", now=makers.NOON)
        assert queries.owed_back(cast.ben.pk) == 0
    assert list(queries.violations()) == []
    for credit_id, reason, code in ((pk, "x", "charges.credit_used"), (0, "x", "charges.unknown")):
        with pytest.raises(Refused) as refused:
            actions.reverse_credit(dee, credit_id=credit_id, reason=reason, now=makers.NOON)
        assert refused.value.code == code
    fresh = actions.refund_charge(dee, charge_id=charge.pk, amount_minor=1, reason="x", now=makers.NOON)
    with pytest.raises(Refused) as refused:
        actions.reverse_credit(dee, credit_id=fresh, reason=" ", now=makers.NOON)
    assert refused.value.code == "charges.reason_missing"
    assert Credit.objects.count() == 3
