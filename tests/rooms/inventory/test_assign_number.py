"""An item takes new numbers and keeps the old ones."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.models import Item
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_new_barcode_and_the_old_one_still_finds_it() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    item = makers.make_item(site=site, barcode="A1")
    assert actions.assign_number(dee, item_id=item.pk, number="a2", now=makers.NOON) == "A2"
    actions.assign_number(dee, item_id=item.pk, number="CB-0042", kind="asset_tag", now=makers.NOON)
    assert Item.objects.get(pk=item.pk).barcode == "A2"
    assert {number.number: number.kind for number in queries.numbers_of(item.pk)} == {
        "A1": "old",
        "A2": "barcode",
        "CB-0042": "asset_tag",
    }
    for number in ("A1", "A2", "cb-0042"):
        found = queries.item_of_number(number)
        assert found is not None
        assert (found.item_id, found.barcode) == (item.pk, "A2")


def test_back_to_a_former_number() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    item = makers.make_item(site=site, barcode="A1")
    for number in ("A2", "A1"):
        actions.assign_number(dee, item_id=item.pk, number=number, now=makers.NOON)
    assert Item.objects.get(pk=item.pk).barcode == "A1"
    assert queries.numbers_of(item.pk)[1].kind == "old"


def test_nobody_elses() -> None:
    site = makers.make_site()
    makers.make_item(title="Ghost", barcode="A9")
    item = makers.make_item(site=site)
    with pytest.raises(Refused) as refused:
        actions.assign_number(makers.make_actor("technician", site), item_id=item.pk, number="A9", now=makers.NOON)
    assert refused.value.code == "inventory.number_taken"
    with pytest.raises(Refused) as refused:
        actions.assign_number(makers.make_actor("technician", site), item_id=item.pk, number=" ", now=makers.NOON)
    assert refused.value.code == "inventory.number_blank"
