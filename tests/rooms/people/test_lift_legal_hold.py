"""lift_legal_hold: what was held follows its schedule again."""

from __future__ import annotations

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people.actions import lift_legal_hold, put_legal_hold
from carrel.rooms.people.models import LegalHold
from tests.cast import Cast
from tests.makers import NOON


def test_a_hold_is_lifted_once_and_stays_on_record(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    hold_id = put_legal_hold(dee, person_id=cast.ana.pk, reason="Case 12", now=NOON)
    lift_legal_hold(dee, hold_id=hold_id, now=NOON)
    assert (LegalHold.objects.get().lifted_at, LegalHold.objects.get().lifted_by) == (NOON, "Dee Novak")
    with pytest.raises(Refused) as refused:
        lift_legal_hold(dee, hold_id=hold_id, now=NOON)
    assert refused.value.code == "people.hold_unknown"


def test_not_anothers(cast: Cast) -> None:
    hold_id = put_legal_hold(cast.actor(cast.boss), person_id=cast.fay.pk, reason="Case 12", now=NOON)
    with pytest.raises(Refused) as refused:
        lift_legal_hold(cast.actor(cast.dee), hold_id=hold_id, now=NOON)
    assert refused.value.code == "people.hold_unknown"
