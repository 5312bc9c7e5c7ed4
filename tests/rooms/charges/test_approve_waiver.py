"""What was asked for is waived by who may; their name stands on the line."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, pay, refused

pytestmark = pytest.mark.django_db


def test_approved(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge, lena = charged(minor=900), cast.actor(cast.lib)
    pk = actions.ask_waiver(dee, charge_id=charge.pk, amount_minor=800, reason="The house burnt", now=makers.NOON)
    with pytest.raises(NotAllowed):
        actions.approve_waiver(dee, waiver_id=pk, now=makers.NOON)
    actions.approve_waiver(lena, waiver_id=pk, now=makers.NOON)
    [shown] = queries.charges_of(cast.ben.pk)
    assert (shown.left_minor, shown.lines[-1].who) == (100, lena.name)
    assert not queries.waivers_waiting(dee).exists()
    with refused("charges.waiver_unknown"):
        actions.approve_waiver(lena, waiver_id=pk, now=makers.NOON)


def test_less_is_left_by_now(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(minor=900)
    pk = actions.ask_waiver(dee, charge_id=charge.pk, amount_minor=800, reason="x", now=makers.NOON)
    pay(dee, cast.ben.pk, 200)
    with refused("charges.beyond_left"):
        actions.approve_waiver(cast.actor(cast.lib), waiver_id=pk, now=makers.NOON)
