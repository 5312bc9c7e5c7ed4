"""reopen_transfer: counted once more."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes

pytestmark = pytest.mark.django_db


def test_it_is_counted_on_and_received_again(moving: Moving) -> None:
    transfer_id, (item,) = moving.sent("Holes")
    moving.count(transfer_id, item)
    actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    actions.reopen_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    assert moving.state(transfer_id) == "sent"
    assert not moving.line(item).is_open
    assert actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)


def test_not_before_it_was_received(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes")
    with pytest.raises(Refused) as refused:
        actions.reopen_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    assert codes(refused.value) == {"not_received"}
