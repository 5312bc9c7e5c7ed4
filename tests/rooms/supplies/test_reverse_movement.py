"""A movement is taken back by another; nothing is edited."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.supplies import actions, queries
from carrel.rooms.supplies.actions import Holder
from carrel.rooms.supplies.models import Supply
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def stands(supply: Supply) -> tuple[int, int]:
    found = Supply.objects.get(pk=supply.pk)
    assert list(queries.violations()) == []
    return found.on_hand, found.handed_out


def test_reverse_movement(cast: Cast) -> None:
    supply, dee = makers.make_supply(cast.middle, "Reader 7", on_hand=5), cast.actor(cast.dee)
    seven_b = Holder(class_id=cast.seven_b.pk)
    out = actions.hand_out_supply(dee, supply_id=supply.pk, count=4, holder=seven_b, now=makers.NOON)
    back = actions.give_back_supply(dee, supply_id=supply.pk, count=4, holder=seven_b, now=makers.NOON)

    def reverse(movement_id: int, key: str = "") -> int:
        return actions.reverse_movement(dee, movement_id=movement_id, now=makers.NOON, key=key).on_hand

    with pytest.raises(Refused) as refused:
        reverse(out.movement_id)  # they have given them back since
    assert refused.value.code == "supplies.moved_on"
    assert reverse(back.movement_id, "undo-0001") == reverse(back.movement_id, "undo-0001") == 1
    assert stands(supply) == (1, 4) and queries.held_by(supply.pk)[0].count == 4
    with pytest.raises(Refused) as refused:
        reverse(back.movement_id)
    assert refused.value.code == "supplies.reversed_already"
    assert reverse(out.movement_id) == 5
    reversal = queries.movements_of(supply.pk)[0].movement_id
    with pytest.raises(Refused) as refused:
        reverse(reversal)
    assert refused.value.code == "supplies.movement_unknown" and stands(supply) == (5, 0)
