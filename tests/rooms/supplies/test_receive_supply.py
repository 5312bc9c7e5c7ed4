"""So many came in."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.supplies import actions, queries
from carrel.rooms.supplies.models import Supply
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def stands(supply: Supply) -> tuple[int, int]:
    found = Supply.objects.get(pk=supply.pk)
    assert list(queries.violations()) == []
    return found.on_hand, found.handed_out


def test_receive_supply(cast: Cast) -> None:
    supply, dee = makers.make_supply(cast.middle), cast.actor(cast.dee)
    moved = actions.receive_supply(dee, supply_id=supply.pk, count=12, now=makers.NOON, key="in-00001")
    assert actions.receive_supply(dee, supply_id=supply.pk, count=12, now=makers.NOON, key="in-00001") == moved
    assert stands(supply) == (12, 0)
    for count in (0, -3, 100_001):
        with pytest.raises(Refused) as refused:
            actions.receive_supply(dee, supply_id=supply.pk, count=count, now=makers.NOON)
        assert refused.value.code == "supplies.count_wrong"
    with pytest.raises(Refused) as refused:
        actions.receive_supply(dee, supply_id=makers.make_supply(cast.high).pk, count=1, now=makers.NOON)
    assert refused.value.code == "supplies.unknown"
    with pytest.raises(NotAllowed):
        actions.receive_supply(cast.actor(cast.eli), supply_id=supply.pk, count=1, now=makers.NOON)
