"""A list is saved for a site under a name; the same name again is the same list."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.rules import ListSpec
from tests import makers

pytestmark = pytest.mark.django_db


def test_saved_found_again_and_saved_anew() -> None:
    site = makers.make_site()
    dee, fay = makers.make_actor("technician", site), makers.make_actor("technician", makers.make_site())
    spec = ListSpec({"fund": "PTA"}, ("title", "price"), "-price")
    key = actions.save_item_list(dee, site_id=site.pk, name="  PTA  things ", spec=spec, now=makers.NOON)
    (saved,) = queries.saved_lists(dee)
    assert (saved.name, saved.spec) == ("PTA things", spec)
    assert list(queries.saved_lists(fay)) == []
    again = actions.save_item_list(dee, site_id=site.pk, name="PTA things", spec=ListSpec(), now=makers.NOON)
    assert again == key
    assert queries.saved_lists(dee).get().spec == ListSpec()
    assert AuditEntry.objects.filter(code="inventory.save_item_list").count() == 2


def test_who_may_not_and_without_a_name() -> None:
    site = makers.make_site()
    with pytest.raises(NotAllowed):
        assistant = makers.make_actor("assistant", site)
        actions.save_item_list(assistant, site_id=site.pk, name="Mine", spec=ListSpec(), now=makers.NOON)
    dee = makers.make_actor("technician", site)
    with pytest.raises(Refused) as refused:
        actions.save_item_list(dee, site_id=site.pk, name=" ", spec=ListSpec(), now=makers.NOON)
    assert refused.value.code == "inventory.list_without_name"
    with pytest.raises(Refused) as refused:
        elsewhere = makers.make_site().pk
        actions.save_item_list(dee, site_id=elsewhere, name="Mine", spec=ListSpec(), now=makers.NOON)
    assert refused.value.code == "inventory.other_site"
