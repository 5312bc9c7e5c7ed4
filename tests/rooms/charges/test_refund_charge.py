"""Part of what was paid is owed back, never more than was paid."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.rules import NewCharge
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import add_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def charge(dee: Actor, for_loan: NewCharge) -> Charge:
    made = Charge.objects.get(pk=actions.charge(dee, new=for_loan, now=makers.NOON))
    add_line(made, "paid", -1500)
    return made


def test_part_of_it(cast: Cast, dee: Actor, charge: Charge) -> None:
    actions.refund_charge(dee, charge_id=charge.pk, amount_minor=500, reason="It was worn", now=makers.NOON)
    assert (queries.owed_by(cast.ben.pk), queries.owed_back(cast.ben.pk)) == (1000, 500)


@pytest.mark.parametrize(
    ("minor", "reason", "code"),
    [(1501, "x", "charges.refund_above_paid"), (0, "x", "charges.amount_missing"), (1, " ", "charges.reason_missing")],
)
def test_refusals(dee: Actor, charge: Charge, minor: int, reason: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.refund_charge(dee, charge_id=charge.pk, amount_minor=minor, reason=reason, now=makers.NOON)
    assert refused.value.code == code


def test_twice_is_never_more_than_was_paid(dee: Actor, charge: Charge) -> None:
    actions.refund_charge(dee, charge_id=charge.pk, amount_minor=1000, reason="x", now=makers.NOON)
    with pytest.raises(Refused):
        actions.refund_charge(dee, charge_id=charge.pk, amount_minor=501, reason="x", now=makers.NOON)


def test_not_for_everybody(cast: Cast, charge: Charge) -> None:
    with pytest.raises(NotAllowed):
        actions.refund_charge(cast.actor(cast.eli), charge_id=charge.pk, amount_minor=1, reason="x", now=makers.NOON)
