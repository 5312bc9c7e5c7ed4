"""A part is taken off; the item it was stays."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_remove_part(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    part = next(each for each in queries.parts_of(kit.pk) if each.item_id)
    actions.remove_part(cast.actor(cast.dee), part_id=part.part_id, now=makers.NOON)
    assert queries.kit_of(plug.pk) is None and queries.item_by_id(plug.pk) is not None
    with pytest.raises(Refused) as refused:
        actions.remove_part(cast.actor(cast.dee), part_id=part.part_id, now=makers.NOON)
    assert refused.value.code == "inventory.no_such_part"


def test_a_part_that_is_taken_out_of_the_house_leaves_its_word(cast: Cast) -> None:
    kit, plug = makers.make_kit(cast.middle)
    actions.take_out_item(cast.actor(cast.dee), item_id=plug.pk, now=makers.NOON)
    assert [(each.name, each.item_id) for each in queries.parts_of(kit.pk)] == [("Charger", None), ("Case", None)]
