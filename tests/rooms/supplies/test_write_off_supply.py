"""Some will not come back."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
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


def test_write_off_supply(cast: Cast) -> None:
    supply, dee = makers.make_supply(cast.middle, "Reader 7", on_hand=30), cast.actor(cast.dee)
    seven_b = Holder(class_id=cast.seven_b.pk)
    actions.hand_out_supply(dee, supply_id=supply.pk, count=30, holder=seven_b, now=makers.NOON)
    with pytest.raises(Refused) as refused:
        actions.write_off_supply(dee, supply_id=supply.pk, count=2, holder=seven_b, reason=" ", now=makers.NOON)
    assert refused.value.code == "supplies.reason_missing"
    actions.write_off_supply(dee, supply_id=supply.pk, count=2, holder=seven_b, reason="Lost", now=makers.NOON)
    assert stands(supply) == (0, 28)
    with pytest.raises(NotAllowed):
        actions.write_off_supply(
            makers.make_actor("assistant", cast.middle), supply_id=supply.pk, count=1, holder=seven_b, reason="x",
            now=makers.NOON,
        )  # fmt: skip
