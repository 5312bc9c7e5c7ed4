"""A saved list is removed; what it was stays on record, and no item is touched."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import ItemList
from carrel.rooms.inventory.rules import ListSpec
from tests import makers

pytestmark = pytest.mark.django_db


def test_removed_by_its_own_site() -> None:
    site = makers.make_site()
    dee, fay = makers.make_actor("technician", site), makers.make_actor("technician", makers.make_site())
    spec = ListSpec({"fund": "PTA"}, ("title",), "title")
    key = actions.save_item_list(dee, site_id=site.pk, name="Mine", spec=spec, now=makers.NOON)
    with pytest.raises(Refused) as refused:
        actions.remove_item_list(fay, list_id=key, now=makers.NOON)
    assert refused.value.code == "inventory.other_site"
    assert actions.remove_item_list(dee, list_id=key, now=makers.NOON) == "Mine"
    assert not ItemList.objects.exists()
    facts = AuditEntry.objects.get(code="inventory.remove_item_list").facts
    assert facts == {"name": "Mine", "filters": {"fund": "PTA"}, "columns": ["title"], "sort": "title"}
    with pytest.raises(Refused) as refused:
        actions.remove_item_list(dee, list_id=key, now=makers.NOON)
    assert refused.value.code == "inventory.no_such_list"
