"""Items come in, one by one or many at once, and are taken out again when they came by mistake."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue.actions import index_many
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.actions.parts import begin_with_parts
from carrel.rooms.inventory.actions.storing import NewItem, keep_own_values, store_items
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.inventory.rules import ItemFacts


@dataclass(frozen=True, slots=True)
class Added:
    """An item that was added, or its answer repeated."""

    item_id: int
    number: str
    repeated: bool = False


def add_item(
    actor: Actor,
    *,
    record_id: int,
    site_id: int,
    facts: ItemFacts,
    now: datetime,
    number: str = "",
    key: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
    own: Mapping[int, str] | None = None,
) -> Added:
    """Add one copy of a record to a site, with its barcode if it has one yet.

    `own` are the texts of its kind's fields, by field; without it none is asked for. Raises Refused when the number is
    taken, or odd and not passed by name; when a value cannot be read; or the site is not the actor's.
    Inverse: take_out_item.
    """
    require(actor, "inventory.add_item")
    with queries.race_for(number), writing():
        if answer := kept_answer(key, "inventory.add_item", actor):
            return Added(answer["item_id"], answer["number"], repeated=True)
        queries.site_must_be_seen(actor, site_id)
        queries.place_must_fit(site_id, facts.place_id)
        number = rules.normalise_number(number)
        passed = queries.number_must_do(actor, number, site_id, overrides, reason) if number else ()
        item = Item.objects.create(
            record_id=record_id,
            site_id=site_id,
            barcode=number,
            created_at=now,
            state_since_at=now,
            **facts.columns(),
        )
        if number:
            ItemNumber.objects.create(item=item, number=number)
        if own is not None:
            keep_own_values(actor, item, queries.fields_of(facts.item_type_id), own)
        begin_with_parts([item.pk])
        index_many(queries.held_of([record_id]))
        record_act(
            actor, "inventory.add_item", about=("item", item.pk), at=now, overrides=passed, reason=reason,
            facts={"number": number}, site_id=site_id,
        )  # fmt: skip
        keep_answer(key, actor, "inventory.add_item", {"item_id": item.pk, "number": number}, now)
    return Added(item.pk, number)


def add_items(
    actor: Actor,
    *,
    rows: Sequence[NewItem],
    now: datetime,
    job_id: int | None = None,
    indexed: Collection[int] = (),
) -> list[int]:
    """Add many items at once, all or none; odd numbers are taken as they are printed. Returns their numbers in order.

    `indexed` are records whose documents say already where their copies stand. Raises Refused, naming each number
    that is taken or comes twice. Inverse: take_out_items.
    """
    require(actor, "inventory.add_items")
    with writing():
        for site_id in {row.site_id for row in rows}:
            queries.site_must_be_seen(actor, site_id)
        queries.must_be_free([number for row in rows for number in row.numbers])
        ids = store_items(rows, now=now, job_id=job_id)
        begin_with_parts(ids)
        # Whoever made the records in this very transaction has told the index already where their copies stand.
        index_many(queries.held_of({row.record_id for row in rows} - set(indexed)))
        record_act(actor, "inventory.add_items", about=("job", job_id), at=now, facts={"count": len(ids)})
    return ids


def take_out_item(actor: Actor, *, item_id: int, now: datetime) -> None:
    """Take an item added by mistake out again, as if it had never been; one that was ever lent stays.

    No inverse: nothing of it is left but the audit entry, which holds its number; add it again.
    """
    require(actor, "inventory.take_out_item")
    with writing():
        item = queries.item_for(actor, item_id)
        if item.loan_count or item.state == rules.ON_LOAN:
            raise Refused(Objection("inventory.item_lent_since", Weight.REFUSE, {"title": item.record.title}))
        facts = {"number": item.barcode, "record": item.record_id}
        try:
            with transaction.atomic():
                item.delete()
        except ProtectedError as needed:
            named = {"title": item.record.title}
            raise Refused(Objection("inventory.item_has_entries", Weight.REFUSE, named)) from needed
        index_many(queries.held_of([item.record_id]))
        record_act(actor, "inventory.take_out_item", about=("item", item_id), at=now, facts=facts)


def take_out_items(actor: Actor, *, job_id: int, now: datetime) -> tuple[int, int]:
    """Take the items of an import out again, those lent or used since excepted.

    Returns how many went and how many stayed. No inverse: the file is imported again.
    """
    require(actor, "inventory.take_out_item")
    with writing():
        made = list(queries.imported_by(job_id))
        count = len(_take_out_unused(made))
        record_act(actor, "inventory.take_out_items", about=("job", job_id), at=now, facts={"count": count})
    return count, len(made) - count


def take_out_next_items(
    actor: Actor, *, job_id: int, after: int, most: int, now: datetime
) -> tuple[int, list[int], int | None]:
    """Take the next items of an import out again, those lent or used since excepted, so that no desk waits for all.

    `after` is the item the last step ended with. Returns how many went, which stayed, and the item this step ended
    with; None when there was none left. No inverse: the file is imported again.
    """
    require(actor, "inventory.take_out_next_items")
    with writing():
        made = list(queries.imported_by(job_id).filter(pk__gt=after).order_by("pk")[:most])
        if not made:
            return 0, [], None
        gone = _take_out_unused(made)
        record_act(actor, "inventory.take_out_next_items", about=("job", job_id), at=now, facts={"count": len(gone)})
    return len(gone), [item.pk for item in made if item.pk not in gone], made[-1].pk


def _take_out_unused(made: Sequence[Item]) -> set[int]:
    """Delete those of these items that were never lent and on which nothing hangs; returns which."""
    gone: dict[int, int] = {}
    for part in in_steps([item for item in made if not item.loan_count], 500):
        going = {item.pk: item.record_id for item in part}
        try:
            _delete(going)
        except ProtectedError as needed:
            used = {each.item_id for each in needed.protected_objects if hasattr(each, "item_id")}
            going = {pk: record_id for pk, record_id in going.items() if pk not in used}
            _delete(going)
        gone |= going
    index_many(queries.held_of(set(gone.values())))
    return set(gone)


def _delete(item_ids: Collection[int]) -> None:
    with transaction.atomic():
        Item.objects.filter(pk__in=item_ids).delete()
