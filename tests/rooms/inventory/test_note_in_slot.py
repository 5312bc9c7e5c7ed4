"""Somebody looks into a slot and finds another device than belongs there."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def slots(cart: Item) -> dict[int | None, int | None]:
    return {each.slot: each.item_id for each in queries.parts_of(cart.pk)}


def test_note_in_slot(cast: Cast) -> None:
    cart, dee = makers.make_item(cast.middle, "Cart"), cast.actor(cast.dee)
    one, two = (makers.make_item(cast.middle, "Chromebook") for _ in range(2))
    part = makers.make_part(cart, "", slot=1, part_item=one)
    assert actions.note_in_slot(dee, part_id=part.pk, found_item_id=two.pk, now=makers.NOON)
    (shown,) = queries.parts_of(cart.pk)
    assert shown.is_wrong and shown.found_barcode == two.barcode
    assert not actions.note_in_slot(dee, part_id=part.pk, found_item_id=one.pk, now=makers.NOON)
    (shown,) = queries.parts_of(cart.pk)
    assert not shown.is_wrong
    with pytest.raises(Refused):
        actions.note_in_slot(dee, part_id=part.pk, found_item_id=999_999, now=makers.NOON)
