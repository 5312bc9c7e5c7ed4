"""What is said of an item is changed; what it was stays on record; a stale page overwrites nothing."""

from dataclasses import replace
from datetime import date

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import ItemFacts, shelving_key
from tests import makers

pytestmark = pytest.mark.django_db


def test_changed_facts_move_it_on_the_shelf_and_the_old_ones_are_kept() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    item = makers.make_item(site=site, call_number="FIC SAC", acquired_on=date(2026, 1, 2))
    new = ItemFacts(item_type_id=item.item_type_id, call_number="FIC SACHAR", note="New label")
    assert actions.change_item(dee, item_id=item.pk, facts=new, now=makers.NOON, version=0) == 1
    item.refresh_from_db()
    assert (item.call_number, item.note, item.acquired_on) == ("FIC SACHAR", "New label", None)
    assert item.shelving_key == shelving_key("FIC SACHAR")
    before = AuditEntry.objects.get(code="inventory.change_item").facts["before"]
    assert before == {"call_number": "FIC SAC", "note": "", "acquired_on": "2026-01-02"}


def test_a_stale_page_overwrites_nothing() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    item = makers.make_item(site=site)
    first = ItemFacts(item_type_id=item.item_type_id, fund="Book fair")
    actions.change_item(dee, item_id=item.pk, facts=first, now=makers.NOON, version=0)
    with pytest.raises(Refused) as refused:
        actions.change_item(dee, item_id=item.pk, facts=replace(first, fund="PTA"), now=makers.NOON, version=0)
    assert refused.value.code == "inventory.item_changed_meanwhile"
    assert Item.objects.get(pk=item.pk).fund == "Book fair"


def test_who_may_not_and_what_is_not_there() -> None:
    site = makers.make_site()
    item = makers.make_item(site=site)
    same = ItemFacts(item_type_id=item.item_type_id)
    with pytest.raises(NotAllowed):
        actions.change_item(makers.make_actor("student_worker", site), item_id=item.pk, facts=same, now=makers.NOON)
    with pytest.raises(Refused) as refused:
        actions.change_item(makers.make_actor("technician"), item_id=0, facts=same, now=makers.NOON)
    assert refused.value.code == "inventory.no_such_item"
    with pytest.raises(Refused) as refused:
        fay = makers.make_actor("technician", makers.make_site())
        actions.change_item(fay, item_id=item.pk, facts=same, now=makers.NOON)
    assert refused.value.code == "inventory.other_site"
