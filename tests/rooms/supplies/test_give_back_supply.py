"""A set comes back, never more of it than went out."""

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


def test_give_back_supply(cast: Cast) -> None:
    supply, dee = makers.make_supply(cast.middle, "Reader 7", on_hand=30), cast.actor(cast.dee)
    seven_b = Holder(class_id=cast.seven_b.pk)
    actions.hand_out_supply(dee, supply_id=supply.pk, count=30, holder=seven_b, now=makers.NOON)
    actions.give_back_supply(dee, supply_id=supply.pk, count=28, holder=seven_b, now=makers.NOON)
    assert stands(supply) == (28, 2)
    for holder, count in ((seven_b, 3), (Holder(cast.clark.pk), 1)):
        with pytest.raises(Refused) as refused:
            actions.give_back_supply(dee, supply_id=supply.pk, count=count, holder=holder, now=makers.NOON)
        assert refused.value.code == "supplies.not_that_many_out"
