"""What was asked for is not waived, and may be asked for again."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.models import (
    WaiverAsked,
)
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Charged

pytestmark = pytest.mark.django_db


def test_declined_and_asked_again(cast: Cast, dee: Actor, charged: Charged) -> None:
    charge, lena = charged(minor=900), cast.actor(cast.lib)
    for _ in range(2):
        pk = actions.ask_waiver(dee, charge_id=charge.pk, amount_minor=800, reason="x", now=makers.NOON)
        actions.decline_waiver(lena, waiver_id=pk, now=makers.NOON)
    assert queries.owed_by(cast.ben.pk) == 900
    assert WaiverAsked.objects.filter(is_approved=False, decided_by=lena.name).count() == 2
    with pytest.raises(NotAllowed):
        actions.decline_waiver(dee, waiver_id=pk, now=makers.NOON)
