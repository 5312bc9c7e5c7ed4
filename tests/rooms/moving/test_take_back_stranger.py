"""take_back_stranger: settled by mistake, or scanned by mistake."""

from datetime import timedelta

import pytest

from carrel.rooms.circulation.queries.sending import standing_elsewhere
from carrel.rooms.inventory.models import Item
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Stranger, TransferLine
from tests import makers
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, item_state

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["added", "sent_on"])
@pytest.mark.parametrize("until_on", [None, TODAY + timedelta(days=30)])
def test_it_is_as_it_was_before(moving: Moving, how: str, until_on: object) -> None:
    transfer_id, _items = moving.sent("Holes", until_on=until_on)
    more = makers.make_item(moving.middle, "More")
    moving.count(transfer_id, more)
    stranger_id = Stranger.objects.get().pk
    actions.settle_stranger(moving.hana, transfer_id=transfer_id, stranger_id=stranger_id, how=how, now=NOON)
    actions.take_back_stranger(moving.hana, transfer_id=transfer_id, stranger_id=stranger_id, now=NOON)
    assert (item_state(more), Item.objects.get(pk=more.pk).site_id) == ("available", moving.middle.pk)
    assert (Stranger.objects.get().settled_as, TransferLine.objects.filter(item=more).exists()) == ("", False)
    assert standing_elsewhere() == {}


def test_a_wrong_scan_is_taken_off(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes")
    moving.count(transfer_id, "11111")
    stranger_id = Stranger.objects.get().pk
    actions.take_back_stranger(moving.hana, transfer_id=transfer_id, stranger_id=stranger_id, now=NOON)
    assert not Stranger.objects.exists()
