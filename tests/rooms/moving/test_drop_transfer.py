"""drop_transfer: given up before it leaves."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Transfer
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes, item_state

pytestmark = pytest.mark.django_db


def test_what_was_packed_stays_and_can_be_packed_again(moving: Moving) -> None:
    transfer_id, (item,) = moving.packed("Holes")
    actions.drop_transfer(moving.dee, transfer_id=transfer_id, now=NOON)
    assert not Transfer.objects.exists()
    assert item_state(item) == "available"
    again = moving.begin()
    assert actions.add_to_transfer(moving.dee, transfer_id=again, number=item.barcode, now=NOON).is_new


def test_what_has_left_is_not_given_up(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes")
    with pytest.raises(Refused) as refused:
        actions.drop_transfer(moving.dee, transfer_id=transfer_id, now=NOON)
    assert codes(refused.value) == {"transfer_left"}
