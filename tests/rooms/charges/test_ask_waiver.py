"""A waiver above the limit waits for somebody who approves."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged, refused

pytestmark = pytest.mark.django_db


def test_it_waits_once(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge = charged(minor=900)
    actions.ask_waiver(dee, charge_id=charge.pk, amount_minor=900, reason="The house burnt", now=makers.NOON)
    [asked] = queries.waivers_waiting(cast.actor(cast.lib))
    assert (asked.charge, asked.reason, asked.asked_by) == (charge, "The house burnt", dee.name)
    assert queries.owed_by(cast.ben.pk) == 900
    for minor, reason, code in ((1, "x", "waiver_asked_already"), (901, "x", "beyond_left"), (1, "", "reason_missing")):
        with refused(f"charges.{code}"):
            actions.ask_waiver(dee, charge_id=charge.pk, amount_minor=minor, reason=reason, now=makers.NOON)
