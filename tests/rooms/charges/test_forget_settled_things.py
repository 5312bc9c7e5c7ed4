"""What a settled charge was about is forgotten after thirty days; what is open keeps it."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM, Actor
from carrel.rooms.charges import actions
from tests import makers
from tests.rooms.charges.conftest import Bring

pytestmark = pytest.mark.django_db


def test_thirty_days(dee: Actor, bring: Bring) -> None:
    settled, still_open = bring(), bring(key="koha:2")
    actions.reverse_charge(dee, charge_id=settled.pk, reason="found", now=makers.NOON)
    assert actions.forget_settled_things(SYSTEM, now=makers.NOON + timedelta(days=29)) == 0
    assert actions.forget_settled_things(SYSTEM, now=makers.NOON + timedelta(days=31)) == 1
    assert actions.forget_settled_things(SYSTEM, now=makers.NOON + timedelta(days=31)) == 0
    settled.refresh_from_db()
    still_open.refresh_from_db()
    assert (settled.about_barcode, settled.about_title, settled.text, settled.amount_minor) == ("", "", "", 1899)
    assert still_open.about_title == "Holes"
