"""call_back_transfer: it never left."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in
from carrel.rooms.inventory.models import Transit
from carrel.rooms.moving import actions
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes, item_state

pytestmark = pytest.mark.django_db


def test_it_can_be_packed_anew(moving: Moving) -> None:
    transfer_id, (item,) = moving.sent("Holes")
    actions.call_back_transfer(moving.dee, transfer_id=transfer_id, now=NOON)
    assert (moving.state(transfer_id), item_state(item)) == ("packing", "available")
    assert Transit.objects.get().ended_as == "cancelled"
    assert actions.send_transfer(moving.dee, transfer_id=transfer_id, now=NOON) == 1


def test_not_once_it_is_counted_or_seen_elsewhere(moving: Moving) -> None:
    counted, (first, _rest) = moving.sent("Holes", "Hatchet")
    moving.count(counted, first)
    seen, (other,) = moving.sent("Frindle")
    check_in(moving.hana, item_id=other.pk, now=NOON)
    for transfer_id, code in (
        (counted, "transfer_counted"),
        (seen, "some_arrived"),
        (moving.begin(), "transfer_not_sent"),
    ):
        with pytest.raises(Refused) as refused:
            actions.call_back_transfer(moving.dee, transfer_id=transfer_id, now=NOON)
        assert codes(refused.value) == {code}
