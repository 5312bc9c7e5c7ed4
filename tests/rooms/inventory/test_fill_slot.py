"""Devices are scanned into a cart one after the other; each takes the next empty slot."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def slots(cart: Item) -> dict[int | None, int | None]:
    return {each.slot: each.item_id for each in queries.parts_of(cart.pk)}


def test_fill_slot(cast: Cast) -> None:
    cart, dee = makers.make_item(cast.middle, "Cart"), cast.actor(cast.dee)
    one, two, three = (makers.make_item(cast.middle, "Chromebook") for _ in range(3))
    actions.make_slots(dee, item_id=cart.pk, count=2, now=makers.NOON)

    def fill(item: Item, slot: int | None = None) -> int:
        return actions.fill_slot(dee, item_id=cart.pk, part_item_id=item.pk, slot=slot, now=makers.NOON)

    assert [fill(one), fill(two), fill(three)] == [1, 2, 3]
    assert fill(one) == 1  # scanned twice
    assert fill(one, 7) == 7
    assert slots(cart) == {1: None, 2: two.pk, 3: three.pk, 7: one.pk}
    with pytest.raises(Refused) as refused:
        fill(one, 2)
    assert refused.value.code == "inventory.slot_taken"
    kit, plug = makers.make_kit(cast.middle)
    with pytest.raises(Refused) as refused:
        fill(plug)
    assert refused.value.code == "inventory.part_of_another"
    assert fill(kit) == 1
    assert queries.carts_found(None) == ((cart.pk, "Cart", cart.barcode, "Alder Creek Middle School", 4, 4),)
