"""A cart gets its slots."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def slots(cart: Item) -> dict[int | None, int | None]:
    return {each.slot: each.item_id for each in queries.parts_of(cart.pk)}


def test_make_slots(cast: Cast) -> None:
    cart, dee = makers.make_item(cast.middle, "Cart"), cast.actor(cast.dee)
    makers.make_part(cart, "", slot=2)
    assert actions.make_slots(dee, item_id=cart.pk, count=4, now=makers.NOON) == 3
    assert slots(cart) == {1: None, 2: None, 3: None, 4: None}
    assert actions.make_slots(dee, item_id=cart.pk, count=3, now=makers.NOON) == 0
    with pytest.raises(Refused) as refused:
        actions.make_slots(dee, item_id=cart.pk, count=401, now=makers.NOON)
    assert refused.value.code == "inventory.slot_wrong"
