"""What is said of an item, its numbers and its state are changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db.models import F

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.actions import index_many
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.actions.news import ItemLeftRepair
from carrel.rooms.inventory.actions.storing import keep_own_values
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.rules import ItemFacts


def change_item(
    actor: Actor,
    *,
    item_id: int,
    facts: ItemFacts,
    now: datetime,
    version: int | None = None,
    key: str = "",
    own: Mapping[int, str] | None = None,
) -> int:
    """Change what is said of an item and return its new version; `version` is the one the page was made from.

    `own` are the texts of its kind's fields, by field; without it they stay as they are. Raises Refused when someone
    else changed it meanwhile, or a value cannot be read. Inverse: change_item, with the facts of before, which the
    audit entry holds.
    """
    require(actor, "inventory.change_item")
    with writing():
        if answer := kept_answer(key, "inventory.change_item", actor):
            return int(answer["version"])
        item = queries.item_for(actor, item_id)
        queries.place_must_fit(item.site_id, facts.place_id)
        if version is not None and item.version != version:
            raise Refused(Objection("inventory.item_changed_meanwhile", Weight.REFUSE, {"title": item.record.title}))
        columns = facts.columns()
        before = {name: _plain(getattr(item, name)) for name, value in columns.items() if getattr(item, name) != value}
        before.pop("shelving_key", None)
        Item.objects.filter(pk=item_id).update(version=F("version") + 1, **columns)
        if "place_id" in before:
            index_many(queries.held_of([item.record_id]))
        if own is not None and (changed := keep_own_values(actor, item, queries.fields_of(facts.item_type_id), own)):
            before["own"] = changed
        record_act(actor, "inventory.change_item", about=("item", item_id), at=now, facts={"before": before})
        keep_answer(key, actor, "inventory.change_item", {"version": item.version + 1}, now)
    return item.version + 1


def assign_number(
    actor: Actor,
    *,
    item_id: int,
    number: str,
    now: datetime,
    kind: str = "barcode",
    overrides: Collection[str] = (),
    reason: str = "",
    key: str = "",
) -> str:
    """Give an item one more number and return it as stored; as a barcode it becomes the one the item goes by.

    All former numbers stay valid. Raises Refused when it is taken, or odd and not passed by name.
    Inverse: remove_number.
    """
    require(actor, "inventory.assign_number")
    with queries.race_for(number), writing():
        if answer := kept_answer(key, "inventory.assign_number", actor):
            return str(answer["number"])
        item = queries.item_for(actor, item_id)
        number = rules.normalise_number(number)
        is_barcode = kind == ItemNumber.Kind.BARCODE
        own = ItemNumber.objects.filter(item_id=item_id)
        passed: tuple[str, ...] = ()
        if not own.filter(number=number).exists():
            passed = queries.number_must_do(actor, number, item.site_id, overrides, reason, is_barcode=is_barcode)
        if is_barcode:
            own.filter(kind=ItemNumber.Kind.BARCODE).update(kind=ItemNumber.Kind.OLD)
            Item.objects.filter(pk=item_id).update(barcode=number, version=F("version") + 1)
        ItemNumber.objects.update_or_create(item_id=item_id, number=number, defaults={"kind": kind})
        record_act(
            actor, "inventory.assign_number", about=("item", item_id), at=now, overrides=passed, reason=reason,
            facts={"number": number, "before": item.barcode},
        )  # fmt: skip
        keep_answer(key, actor, "inventory.assign_number", {"number": number}, now)
    return number


def assign_numbers(actor: Actor, *, rows: Sequence[tuple[str, str, str]], now: datetime) -> int:
    """Give many items one more number each, all or none: rows of barcode, number, kind (asset_tag, serial, old).

    Returns how many were given. Raises Refused when a number is taken or a barcode is on no item.
    Inverse: remove_number.
    """
    require(actor, "inventory.assign_number")
    with writing():
        pairs = [(rules.normalise_number(barcode), rules.normalise_number(number)) for barcode, number, _ in rows]
        queries.must_be_free([number for _, number in pairs])
        known = dict(
            ItemNumber.objects.filter(number__in=[barcode for barcode, _ in pairs]).values_list("number", "item_id")
        )
        lacking = [barcode for barcode, _ in pairs if barcode not in known]
        if lacking:
            raise Refused(Objection("inventory.no_such_item", Weight.REFUSE, {"number": lacking[0]}))
        ItemNumber.objects.bulk_create(
            (
                ItemNumber(item_id=known[barcode], number=number, kind=kind)
                for (barcode, number), (_, _, kind) in zip(pairs, rows, strict=True)
            ),
            batch_size=300,
        )
        record_act(actor, "inventory.assign_numbers", about=("item", None), at=now, facts={"count": len(rows)})
    return len(rows)


def remove_number(actor: Actor, *, item_id: int, number: str, now: datetime) -> None:
    """Take a number off an item that goes by another. Inverse: assign_number."""
    require(actor, "inventory.remove_number")
    with writing():
        item = queries.item_for(actor, item_id)
        number = rules.normalise_number(number)
        facts = {"title": item.record.title, "number": number}
        if number == item.barcode:
            raise Refused(Objection("inventory.number_current", Weight.REFUSE, facts))
        if not ItemNumber.objects.filter(item_id=item_id, number=number).delete()[0]:
            raise Refused(Objection("inventory.number_not_found", Weight.REFUSE, facts))
        record_act(actor, "inventory.remove_number", about=("item", item_id), at=now, facts={"number": number})


def set_item_state(actor: Actor, *, item_id: int, state: str, now: datetime, reason: str = "", key: str = "") -> bool:
    """Set an item to lost, missing, in repair, withdrawn, or found again; False when it was so already.

    Raises Refused for an item on loan, or when it was lent in this very moment. Inverse: set_item_state, with the
    state of before, which the audit entry holds.
    """
    require(actor, "inventory.set_item_state")
    with writing():
        if answer := kept_answer(key, "inventory.set_item_state", actor):
            return bool(answer["changed"])
        item = queries.item_for(actor, item_id)
        title = item.record.title
        found = rules.set_item_state_objections(title=title, state=item.state, to_state=state)
        settle(Verdict.of(found), actor)
        changed = not found
        if changed:
            same = Item.objects.filter(pk=item_id, state=item.state)
            if not same.update(state=state, state_since_at=now, version=F("version") + 1):
                raise Refused(Objection("inventory.item_changed_meanwhile", Weight.REFUSE, {"title": title}))
            if rules.WITHDRAWN in (state, item.state):
                index_many(queries.held_of([item.record_id]))
            record_act(
                actor, "inventory.set_item_state", about=("item", item_id), at=now, reason=reason,
                facts={"before": item.state, "state": state}, site_id=item.site_id,
            )  # fmt: skip
            if item.state == rules.IN_REPAIR:
                announce(ItemLeftRepair(item_id, state, now))
        keep_answer(key, actor, "inventory.set_item_state", {"changed": changed}, now)
    return changed


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
