"""Many items are changed at once, in a handful of statements; each has its own line in the audit."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import in_steps, update_rows
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.actions import index_many
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.actions.news import ItemLeftRepair
from carrel.rooms.inventory.models import Item

Values = Mapping[str, Any]


def change_items(actor: Actor, *, changes: Mapping[int, tuple[Values, Values]], now: datetime) -> set[int]:
    """Change columns of many items: item → (values of before, values from now on); returns those that were changed.

    The columns are those of rules.CHANGED_TOGETHER, plain values; an item without any counts as changed. One that does
    not hold the values of before any more, or is gone, is left as it is. The shelving key follows the call number.
    Raises Refused for a site at which the actor holds no role, and for a place that is not of the item's site.
    Inverse: change_items, with both sides exchanged.
    """
    require(actor, "inventory.change_items")
    with writing():
        found = queries.items_to_change(actor, changes)
        going = {pk: changes[pk][1] for pk, item in found.items() if _holds(item, changes[pk][0])}
        for site_id in {values["site_id"] for values in going.values() if "site_id" in values}:
            queries.site_must_be_seen(actor, site_id)
        _places_must_fit(found, going)
        names = sorted({name for values in going.values() for name in values} | {"shelving_key"})
        rows = [_row(found[pk], values, names) for pk, values in going.items() if values]
        update_rows(Item, [name.removesuffix("_id") for name in names], rows)
        for some in in_steps([row[0] for row in rows]):
            Item.objects.filter(pk__in=some).update(version=F("version") + 1)
        index_many(queries.held_of({found[row[0]].record_id for row in rows}))
        for pk in [row[0] for row in rows]:
            before = dict(changes[pk][0])
            record_act(actor, "inventory.change_item", about=("item", pk), at=now, facts={"before": before})
    return set(going)


def set_item_states(actor: Actor, *, states: Mapping[int, str], now: datetime, reason: str = "") -> dict[int, str]:
    """Set many items to a state by hand, all or none; returns the states of before, of those that were changed.

    Raises Refused, naming each item, for one that is on loan or gone, and for a state no hand sets.
    Inverse: set_item_states, with the states of before.
    """
    require(actor, "inventory.set_item_states")
    with writing():
        found = queries.items_to_change(actor, states)
        if len(found) < len(states):
            raise Refused(Objection("inventory.no_such_item", Weight.REFUSE, {}))
        standing = [
            each
            for pk, state in states.items()
            for each in rules.set_item_state_objections(
                title=found[pk].record.title, state=found[pk].state, to_state=state
            )
            if each.weight is Weight.REFUSE
        ]
        if standing:
            raise Refused(*standing)
        before = {pk: found[pk].state for pk, state in states.items() if found[pk].state != state}
        update_rows(Item, ("state", "state_since_at"), [(pk, states[pk], now) for pk in before])
        for some in in_steps(list(before)):
            Item.objects.filter(pk__in=some).update(version=F("version") + 1)
        index_many(queries.held_of({found[pk].record_id for pk in before}))
        for pk, was in before.items():
            record_act(
                actor, "inventory.set_item_state", about=("item", pk), at=now, reason=reason,
                facts={"before": was, "state": states[pk]}, site_id=found[pk].site_id,
            )  # fmt: skip
            if was == rules.IN_REPAIR:
                announce(ItemLeftRepair(pk, states[pk], now))
    return before


def _holds(item: Item, values: Values) -> bool:
    return all(getattr(item, name) == value for name, value in values.items())


def _places_must_fit(found: Mapping[int, Item], going: Mapping[int, Values]) -> None:
    pairs = {
        (values.get("site_id", found[pk].site_id), values["place_id"])
        for pk, values in going.items()
        if values.get("place_id") is not None
    }
    for site_id, place_id in pairs:
        queries.place_must_fit(site_id, place_id)


def _row(item: Item, values: Values, names: list[str]) -> tuple[Any, ...]:
    key = rules.shelving_key(values.get("call_number", item.call_number), item.call_number_scheme)
    full = {**values, "shelving_key": key}
    return (item.pk, *(full[name] if name in full else getattr(item, name) for name in names))
