"""set_boxes: how many boxes; what is scanned goes into the last."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Transfer
from tests import makers
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving

pytestmark = pytest.mark.django_db


def test_a_second_box_gets_what_is_scanned_then(moving: Moving) -> None:
    transfer_id, (first,) = moving.packed("Holes")
    assert actions.set_boxes(moving.dee, transfer_id=transfer_id, boxes=2, now=NOON) == 1
    second = makers.make_item(moving.middle, "Hatchet")
    packed = actions.add_to_transfer(moving.dee, transfer_id=transfer_id, number=second.barcode, now=NOON)
    assert (moving.line(first).box, packed.box) == (1, 2)


def test_a_box_with_something_in_it_stays(moving: Moving) -> None:
    transfer_id = moving.begin()
    actions.set_boxes(moving.dee, transfer_id=transfer_id, boxes=3, now=NOON)
    item = makers.make_item(moving.middle)
    actions.add_to_transfer(moving.dee, transfer_id=transfer_id, number=item.barcode, now=NOON)
    actions.set_boxes(moving.dee, transfer_id=transfer_id, boxes=1, now=NOON)
    assert Transfer.objects.get().boxes == 3


def test_not_after_it_has_left(moving: Moving) -> None:
    transfer_id, _items = moving.sent("Holes")
    with pytest.raises(Refused):
        actions.set_boxes(moving.dee, transfer_id=transfer_id, boxes=2, now=NOON)
