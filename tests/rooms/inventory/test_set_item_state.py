"""An item is set aside, missed, withdrawn and found by hand; never while it is on loan."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import Item
from tests import makers

pytestmark = pytest.mark.django_db


def test_missing_then_found() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    item = makers.make_item(site=site)
    for state in ("missing", "available", "withdrawn", "available"):
        assert actions.set_item_state(dee, item_id=item.pk, state=state, reason="shelf read", now=makers.NOON)
        assert Item.objects.get(pk=item.pk).state == state
    assert not actions.set_item_state(dee, item_id=item.pk, state="available", now=makers.NOON)
    entry = AuditEntry.objects.filter(code="inventory.set_item_state").order_by("pk")[0]
    assert (entry.facts, entry.reason) == ({"before": "available", "state": "missing"}, "shelf read")


@pytest.mark.parametrize(
    ("state", "to_state", "code"),
    [
        ("on_loan", "lost", "inventory.item_on_loan"),
        ("available", "on_loan", "inventory.state_not_by_hand"),
        ("available", "in_transit", "inventory.state_not_by_hand"),
        ("available", "eaten", "inventory.state_not_by_hand"),
    ],
)
def test_what_lending_sets_is_not_set_by_hand(state: str, to_state: str, code: str) -> None:
    site = makers.make_site()
    item = makers.make_item(site=site, state=state)
    with pytest.raises(Refused) as refused:
        actions.set_item_state(makers.make_actor("technician", site), item_id=item.pk, state=to_state, now=makers.NOON)
    assert refused.value.code == code
    assert Item.objects.get(pk=item.pk).state == state


def test_the_same_form_twice_is_done_once() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    item = makers.make_item(site=site)
    for _ in range(2):
        assert actions.set_item_state(dee, item_id=item.pk, state="lost", now=makers.NOON, key="k")
    assert AuditEntry.objects.filter(code="inventory.set_item_state").count() == 1
