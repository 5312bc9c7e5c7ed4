"""take_back_line: counted or missing by mistake."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.moving import actions
from tests import makers
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes, item_state

pytestmark = pytest.mark.django_db


def take_back(moving: Moving, transfer_id: int, item: Item) -> str:
    return actions.take_back_line(moving.hana, transfer_id=transfer_id, line_id=moving.line(item).pk, now=NOON)


def test_counted_it_is_on_its_way_as_before(moving: Moving) -> None:
    place = makers.make_place(moving.middle)
    transfer_id, (item,) = moving.sent("Holes")
    Item.objects.filter(pk=item.pk).update(place=place)
    moving.count(transfer_id, item)
    actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    assert take_back(moving, transfer_id, item) == "Holes"
    found = Item.objects.get(pk=item.pk)
    assert (found.state, found.site_id, found.place_id) == ("in_transit", moving.middle.pk, place.pk)
    assert Transit.objects.get(item=item).ended_at is None
    assert (moving.state(transfer_id), moving.line(item).is_open) == ("received", True)
    assert moving.count(transfer_id, item).kind == "expected"


def test_missing_it_is_on_its_way_as_before(moving: Moving) -> None:
    transfer_id, (item,) = moving.sent("Holes")
    actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    actions.settle_line(moving.hana, transfer_id=transfer_id, line_id=moving.line(item).pk, now=NOON)
    take_back(moving, transfer_id, item)
    assert (item_state(item), moving.state(transfer_id)) == ("in_transit", "received")


def test_found_since_or_open_it_is_refused(moving: Moving) -> None:
    transfer_id, (item, other) = moving.sent("Holes", "Hatchet")
    with pytest.raises(Refused) as refused:
        take_back(moving, transfer_id, other)
    assert codes(refused.value) == {"line_is_open"}
    actions.receive_transfer(moving.hana, transfer_id=transfer_id, now=NOON)
    actions.settle_line(moving.hana, transfer_id=transfer_id, line_id=moving.line(item).pk, now=NOON)
    check_in(moving.dee, item_id=item.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        take_back(moving, transfer_id, item)
    assert codes(refused.value) == {"found_since"}
