"""A number given by mistake comes off, but never the one the item goes by."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions, queries
from tests import makers

pytestmark = pytest.mark.django_db


def test_remove_number() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    item = makers.make_item(site=site, barcode="A1")
    actions.assign_number(dee, item_id=item.pk, number="A2", now=makers.NOON)
    actions.remove_number(dee, item_id=item.pk, number="A1", now=makers.NOON)
    assert queries.item_of_number("A1") is None
    for number, code in (("A2", "inventory.number_current"), ("A1", "inventory.number_not_found")):
        with pytest.raises(Refused) as refused:
            actions.remove_number(dee, item_id=item.pk, number=number, now=makers.NOON)
        assert refused.value.code == code
