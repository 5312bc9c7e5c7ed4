"""change_transfer: why, and until when."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Transfer
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes

pytestmark = pytest.mark.django_db
SPRING = TODAY + timedelta(days=90)


def test_both_change_and_what_was_before_is_kept(moving: Moving) -> None:
    transfer_id = moving.begin(why="Club")
    actions.change_transfer(moving.dee, transfer_id=transfer_id, why="Unit", until_on=SPRING, now=NOON)
    found = Transfer.objects.get(pk=transfer_id)
    assert (found.why, found.until_on) == ("Unit", SPRING)
    facts = AuditEntry.objects.get(code="moving.change_transfer").facts
    assert facts["before"] == {"why": "Club", "until": None}


def test_on_its_way_another_day_is_said_but_not_for_good(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes", until_on=SPRING)
    later = SPRING + timedelta(days=7)
    actions.change_transfer(moving.dee, transfer_id=transfer_id, why="", until_on=later, now=NOON)
    assert Transfer.objects.get(pk=transfer_id).until_on == later
    with pytest.raises(Refused) as refused:
        actions.change_transfer(moving.dee, transfer_id=transfer_id, why="", until_on=None, now=NOON)
    assert codes(refused.value) == {"transfer_left"}
