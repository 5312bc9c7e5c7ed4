"""Items are put to other places at once, and back with what it returned."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory import actions
from carrel.rooms.inventory.models import Item
from tests import makers

pytestmark = pytest.mark.django_db


def test_there_and_back() -> None:
    site = makers.make_site()
    dee, shelf, back_room = makers.make_actor("technician", site), makers.make_place(site), makers.make_place(site)
    one, two = makers.make_item(site, place=shelf), makers.make_item(site)
    before = actions.place_items(dee, places={one.pk: back_room.pk, two.pk: back_room.pk, 0: None}, now=makers.NOON)
    assert before == {one.pk: shelf.pk, two.pk: None}
    assert set(Item.objects.values_list("place", flat=True)) == {back_room.pk}
    actions.place_items(dee, places=before, now=makers.NOON)
    assert dict(Item.objects.values_list("pk", "place")) == before


def test_not_to_another_sites_place_and_not_another_sites_item() -> None:
    site = makers.make_site()
    dee = makers.make_actor("technician", site)
    for item, place in ((makers.make_item(site), makers.make_place()), (makers.make_item(), None)):
        with pytest.raises(Refused):
            actions.place_items(dee, places={item.pk: place.pk if place else None}, now=makers.NOON)
    with pytest.raises(NotAllowed):
        actions.place_items(makers.make_actor("student", site), places={}, now=makers.NOON)
