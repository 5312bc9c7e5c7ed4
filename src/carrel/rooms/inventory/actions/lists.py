"""Lists of items are saved under a name, and removed again."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.models import ItemList
from carrel.rooms.inventory.rules import ListSpec


def save_item_list(actor: Actor, *, site_id: int, name: str, spec: ListSpec, now: datetime) -> int:
    """Save a list for everybody of a site; the same name again is the same list, with what it says now.

    Raises Refused inventory.list_without_name, inventory.other_site. Inverse: remove_item_list.
    """
    require(actor, "inventory.save_item_list")
    with writing():
        name = squeeze(name, rules.LIST_NAME_LENGTH)
        queries.site_must_be_seen(actor, site_id, name)
        if not name:
            raise Refused(Objection("inventory.list_without_name", Weight.REFUSE, {}))
        kept = {"filters": dict(spec.filters), "columns": list(spec.columns), "sort": spec.sort}
        saved, _ = ItemList.objects.update_or_create(site_id=site_id, name=name, defaults=kept)
        record_act(
            actor, "inventory.save_item_list", about=("item_list", saved.pk), at=now, facts={"name": name, **kept},
            site_id=site_id,
        )  # fmt: skip
    return int(saved.pk)


def remove_item_list(actor: Actor, *, list_id: int, now: datetime) -> str:
    """Remove a saved list, and return its name; no item is touched.

    Raises Refused inventory.no_such_list, inventory.other_site. Inverse: save_item_list, with what the audit entry
    holds.
    """
    require(actor, "inventory.remove_item_list")
    with writing():
        saved = ItemList.objects.select_for_update().filter(pk=list_id).first()
        if saved is None:
            raise Refused(Objection("inventory.no_such_list", Weight.REFUSE, {}))
        queries.site_must_be_seen(actor, saved.site_id, saved.name)
        facts = {"name": saved.name, "filters": saved.filters, "columns": saved.columns, "sort": saved.sort}
        saved.delete()
        record_act(
            actor, "inventory.remove_item_list", about=("item_list", list_id), at=now, facts=facts,
            site_id=saved.site_id,
        )  # fmt: skip
    return saved.name
