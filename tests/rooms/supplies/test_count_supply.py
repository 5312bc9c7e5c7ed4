"""What really lies there."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.supplies import actions, queries
from carrel.rooms.supplies.models import Supply
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def stands(supply: Supply) -> tuple[int, int]:
    found = Supply.objects.get(pk=supply.pk)
    assert list(queries.violations()) == []
    return found.on_hand, found.handed_out


def test_count_supply(cast: Cast) -> None:
    supply, dee = makers.make_supply(cast.middle, on_hand=9), cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        actions.count_supply(dee, supply_id=supply.pk, count=9, reason="", now=makers.NOON)
    assert [each.code for each in refused.value.objections] == ["supplies.reason_missing", "supplies.count_is_so"]
    actions.count_supply(dee, supply_id=supply.pk, count=0, reason="Spilled", now=makers.NOON)
    assert stands(supply) == (0, 0)
    assert queries.movements_of(supply.pk)[0].reason == "Spilled"
