"""A device moves to another slot; two change places."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def slots(cart: Item) -> dict[int | None, int | None]:
    return {each.slot: each.item_id for each in queries.parts_of(cart.pk)}


def test_move_to_slot(cast: Cast) -> None:
    cart, dee = makers.make_item(cast.middle, "Cart"), cast.actor(cast.dee)
    one, two = (makers.make_item(cast.middle, "Chromebook") for _ in range(2))
    first = makers.make_part(cart, "", slot=1, part_item=one)
    makers.make_part(cart, "", slot=2, part_item=two)
    makers.make_part(cart, "", slot=3)
    actions.move_to_slot(dee, part_id=first.pk, slot=2, now=makers.NOON)
    assert slots(cart) == {1: two.pk, 2: one.pk, 3: None}
    actions.move_to_slot(dee, part_id=first.pk, slot=3, now=makers.NOON)
    assert slots(cart) == {1: None, 2: one.pk, 3: two.pk}
    with pytest.raises(Refused) as refused:
        actions.move_to_slot(dee, part_id=first.pk, slot=9, now=makers.NOON)
    assert refused.value.code == "inventory.no_such_slot"
