"""No device belongs into a slot any more."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def slots(cart: Item) -> dict[int | None, int | None]:
    return {each.slot: each.item_id for each in queries.parts_of(cart.pk)}


def test_empty_slot(cast: Cast) -> None:
    cart, book = makers.make_item(cast.middle, "Cart"), makers.make_item(cast.middle, "Chromebook")
    part = makers.make_part(cart, "", slot=1, part_item=book)
    actions.empty_slot(cast.actor(cast.dee), part_id=part.pk, now=makers.NOON)
    assert slots(cart) == {1: None}
    counted = makers.make_part(cart, "Key")
    with pytest.raises(Refused) as refused:
        actions.empty_slot(cast.actor(cast.dee), part_id=counted.pk, now=makers.NOON)
    assert refused.value.code == "inventory.no_such_part"
