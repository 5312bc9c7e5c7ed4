"""Part of a charge is let go, with the reason and who did it; above the limit by who may approve."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import (
    Charge,
    MoneySetting,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


def waive(actor: Actor, charge: Charge, minor: int, reason: str = "x") -> None:
    actions.waive_charge(actor, charge_id=charge.pk, amount_minor=minor, reason=reason, now=makers.NOON)


def test_below_the_limit(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(minor=900)
    waive(dee, charge, 500, "First time")
    [shown] = queries.charges_of(cast.ben.pk)
    assert shown.left_minor == 400
    assert [(line.kind, line.reason, line.who) for line in shown.lines][1:] == [("waived", "First time", dee.name)]
    actions.reinstate_charge(dee, charge_id=charge.pk, now=makers.NOON)
    assert queries.owed_by(cast.ben.pk) == 900
    assert list(queries.violations()) == []


def test_above_the_limit_a_librarian(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(minor=900)
    with refused("charges.waiver_above_limit"):
        waive(dee, charge, 501)
    MoneySetting.objects.create(site=cast.middle, waiver_limit_minor=501)
    waive(dee, charge, 501)
    MoneySetting.objects.update(waiver_limit_minor=0)
    waive(cast.actor(cast.lib), charge, 399)
    assert queries.owed_by(cast.ben.pk) == 0
    assert AuditEntry.objects.filter(overrides=["charges.waiver_above_limit"]).count() == 1


def test_refusals(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(minor=400)
    for minor, reason, code in ((401, "x", "beyond_left"), (0, "x", "amount_missing"), (1, " ", "reason_missing")):
        with refused(f"charges.{code}"):
            waive(dee, charge, minor, reason)
    actions.reverse_charge(dee, charge_id=charge.pk, reason="x", now=makers.NOON)
    with refused("charges.nothing_to_waive"):
        waive(dee, charge, 1)
    for nobody in (cast.actor(cast.eli), cast.actor(cast.clark), makers.make_actor("assistant", cast.middle)):
        with pytest.raises(NotAllowed):
            waive(nobody, charge, 1)
