"""receive_transfer: the boxes are empty; what is open is named."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in
from carrel.rooms.inventory.models import Item
from carrel.rooms.moving import actions
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes

pytestmark = pytest.mark.django_db


def test_with_everything_there_it_is_closed(moving: Moving) -> None:
    transfer_id, items = moving.sent("Holes", "Hatchet")
    for item in items:
        moving.count(transfer_id, item)
    assert actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    assert moving.state(transfer_id) == "closed"


def test_with_something_open_it_stands_open(moving: Moving) -> None:
    transfer_id, (item, _missing) = moving.sent("Holes", "Hatchet")
    moving.count(transfer_id, item)
    assert not actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    assert moving.state(transfer_id) == "received"


def test_what_came_by_the_return_desk_has_come(moving: Moving) -> None:
    transfer_id, (item,) = moving.sent("Holes")
    check_in(moving.hana, item_id=item.pk, now=NOON)
    assert actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    assert Item.objects.get(pk=item.pk).site_id == moving.high.pk
    with pytest.raises(Refused) as refused:
        actions.take_back_line(moving.hana, transfer_id=transfer_id, line_id=moving.line(item).pk, now=NOON)
    assert codes(refused.value) == {"came_by_desk"}


def test_the_second_who_receives_it_is_told(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes")
    actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    assert codes(refused.value) == {"received_already"}


def test_what_has_not_left_is_not_received(moving: Moving) -> None:
    with pytest.raises(Refused) as refused:
        actions.receive_transfer(moving.hana, transfer_id=moving.begin(), now=NOON)
    assert codes(refused.value) == {"transfer_not_sent"}
