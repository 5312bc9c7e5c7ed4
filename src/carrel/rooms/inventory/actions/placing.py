"""Items are put to other places, many at once."""

from collections.abc import Mapping
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.actions import index_many
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.models import Item


def place_items(actor: Actor, *, places: Mapping[int, int | None], now: datetime) -> dict[int, int | None]:
    """Put items to places of their own sites (item → place, None for no place) and return where each stood before.

    Items that are gone are left out. Raises Refused for an item of a site where the actor holds no role, and for a
    place of another site. Inverse: place_items, with what it returned.
    """
    require(actor, "inventory.place_items")
    with writing():
        found = Item.objects.select_for_update(of=("self",)).select_related("record").filter(pk__in=places)
        items = list(found.order_by("pk"))
        for item in items:
            queries.site_must_be_seen(actor, item.site_id, item.record.title)
        for site_id, place_id in {(item.site_id, places[item.pk]) for item in items}:
            queries.place_must_fit(site_id, place_id)
        before = {item.pk: item.place_id for item in items}
        for place_id in set(places.values()):
            there = [item.pk for item in items if places[item.pk] == place_id and item.place_id != place_id]
            if there:
                Item.objects.filter(pk__in=there).update(place_id=place_id)
        index_many(queries.held_of({item.record_id for item in items}))
        facts = {"before": {str(pk): place for pk, place in before.items()}}
        record_act(actor, "inventory.place_items", about=("items", None), at=now, facts=facts)
    return before
