"""Many items take one more number each, all or none."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import ItemNumber
from tests import makers

pytestmark = pytest.mark.django_db


def test_tags_and_serials() -> None:
    item = makers.make_item(barcode="A1")
    rows = [("A1", "CB-1", "asset_tag"), ("a1", "5CD1234", "serial")]
    assert actions.assign_numbers(SYSTEM, rows=rows, now=makers.NOON) == 2
    found = queries.item_of_number("5cd1234")
    assert found is not None
    assert (found.item_id, found.barcode) == (item.pk, "A1")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("A1", "X1", "serial"), ("A1", "X1", "serial")], "inventory.number_taken"),
        ([("A1", "X1", "serial"), ("A2", "A1", "serial")], "inventory.number_taken"),
        ([("A1", "X1", "serial"), ("NO", "X2", "serial")], "inventory.no_such_item"),
    ],
)
def test_all_or_none(rows: list[tuple[str, str, str]], code: str) -> None:
    makers.make_item(barcode="A1")
    makers.make_item(barcode="A2")
    with pytest.raises(Refused) as refused:
        actions.assign_numbers(SYSTEM, rows=rows, now=makers.NOON)
    assert refused.value.code == code
    assert ItemNumber.objects.count() == 2
