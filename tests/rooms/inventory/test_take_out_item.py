"""An item added by mistake goes; one that was ever lent stays."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import Item, ItemNumber
from tests import makers

pytestmark = pytest.mark.django_db


def test_take_out_item() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    fresh, lent = makers.make_item(site=site), makers.make_item(site=site, loan_count=1)
    actions.take_out_item(dee, item_id=fresh.pk, now=makers.NOON)
    assert list(Item.objects.all()) == [lent]
    assert ItemNumber.objects.count() == 1
    with pytest.raises(Refused) as refused:
        actions.take_out_item(dee, item_id=lent.pk, now=makers.NOON)
    assert refused.value.code == "inventory.item_lent_since"
