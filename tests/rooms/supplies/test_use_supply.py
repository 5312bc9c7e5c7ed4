"""One was used."""

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


def test_use_supply(cast: Cast) -> None:
    supply, dee = makers.make_supply(cast.middle, on_hand=2, reorder_level=1), cast.actor(cast.dee)
    assert queries.low_count(dee) == 0
    assert actions.use_supply(dee, supply_id=supply.pk, now=makers.NOON).on_hand == 1
    assert [each.pk for each in queries.low_supplies(dee)] == [supply.pk]
    with pytest.raises(Refused) as refused:
        actions.use_supply(dee, supply_id=supply.pk, count=2, now=makers.NOON)
    assert refused.value.code == "supplies.not_enough" and stands(supply) == (1, 0)
