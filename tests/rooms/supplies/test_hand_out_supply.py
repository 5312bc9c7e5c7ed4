"""A set goes to a class or a teacher."""

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


def test_hand_out_supply(cast: Cast) -> None:
    supply, dee = makers.make_supply(cast.middle, "Reader 7", on_hand=32), cast.actor(cast.dee)
    actions.hand_out_supply(
        dee, supply_id=supply.pk, count=30, holder=Holder(class_id=cast.seven_b.pk), now=makers.NOON
    )
    actions.hand_out_supply(dee, supply_id=supply.pk, count=1, holder=Holder(cast.clark.pk), now=makers.NOON)
    assert stands(supply) == (1, 31)
    assert [(each.name, each.count) for each in queries.held_by(supply.pk)] == [("7B", 30), ("Joan Clark", 1)]
    with pytest.raises(Refused) as refused:
        actions.hand_out_supply(dee, supply_id=supply.pk, count=2, holder=Holder(), now=makers.NOON)
    assert [each.code for each in refused.value.objections] == ["supplies.holder_missing", "supplies.not_enough"]
