"""The verbs of the inventory."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.schools.models import Place, Site


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a person may say of an item, as it is added or changed. Prices are in minor units of the currency."""

    item_type_id: int
    place_id: int | None = None
    call_number: str = ""
    call_number_scheme: str = rules.DEWEY
    copy_number: int | None = None
    volume: str = ""
    price_minor: int | None = None
    fund: str = ""
    condition: str = "good"
    note: str = ""
    acquired_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewItem:
    """One item of an import: its record, its numbers (normalised, the barcode first), and its facts."""

    record_id: int
    site_id: int
    facts: ItemFacts
    numbers: tuple[str, ...] = ()


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
) -> Added:
    """Add one copy of a record to a site, with its barcode if it has one yet.

    Raises Refused when the number is taken, or odd and not passed by name; or the site is not the actor's.
    Inverse: take_out_item.
    """
    require(actor, "inventory.add_item")
    with writing():
        if answer := kept_answer(key, "inventory.add_item", actor):
            return Added(answer["item_id"], answer["number"], repeated=True)
        _check_site(actor, site_id)
        _check_place(site_id, facts.place_id)
        number = rules.normalise_number(number)
        passed = _check_number(actor, number, site_id, overrides, reason) if number else ()
        item = Item.objects.create(
            record_id=record_id, site_id=site_id, barcode=number, created_at=now, state_since_at=now, **_columns(facts)
        )
        if number:
            ItemNumber.objects.create(item=item, number=number)
        record_act(
            actor, "inventory.add_item", about=("item", item.pk), at=now, overrides=passed, reason=reason,
            facts={"number": number}, site_id=site_id,
        )  # fmt: skip
        keep_answer(key, actor, "inventory.add_item", {"item_id": item.pk, "number": number}, now)
    return Added(item.pk, number)


def add_items(actor: Actor, *, rows: Sequence[NewItem], now: datetime, job_id: int | None = None) -> list[int]:
    """Add many items at once, all or none; odd numbers are taken as they are printed. Returns their numbers in order.

    Raises Refused, naming each number that is taken or comes twice. Inverse: take_out_items.
    """
    require(actor, "inventory.add_items")
    with writing():
        for site_id in {row.site_id for row in rows}:
            _check_site(actor, site_id)
        _check_numbers_free([number for row in rows for number in row.numbers])
        items = Item.objects.bulk_create(
            (
                Item(
                    record_id=row.record_id, site_id=row.site_id, barcode=row.numbers[0] if row.numbers else "",
                    created_at=now, state_since_at=now, imported_by_job=job_id, **_columns(row.facts),
                )
                for row in rows
            ),
            batch_size=200,
        )  # fmt: skip
        ItemNumber.objects.bulk_create(
            (
                ItemNumber(item=item, number=number, kind="old" if place else "barcode")
                for item, row in zip(items, rows, strict=True)
                for place, number in enumerate(row.numbers)
            ),
            batch_size=300,
        )
        record_act(actor, "inventory.add_items", about=("job", job_id), at=now, facts={"count": len(items)})
    return [item.pk for item in items]


def change_item(
    actor: Actor, *, item_id: int, facts: ItemFacts, now: datetime, version: int | None = None, key: str = ""
) -> int:
    """Change what is said of an item and return its new version; `version` is the one the page was made from.

    Raises Refused when someone else changed it meanwhile. Inverse: change_item, with the facts of before, which the
    audit entry holds.
    """
    require(actor, "inventory.change_item")
    with writing():
        if answer := kept_answer(key, "inventory.change_item", actor):
            return int(answer["version"])
        item = _item(actor, item_id)
        _check_place(item.site_id, facts.place_id)
        if version is not None and item.version != version:
            raise Refused(Objection("inventory.item_changed_meanwhile", Weight.REFUSE, {"title": item.record.title}))
        columns = _columns(facts)
        before = {name: _plain(getattr(item, name)) for name, value in columns.items() if getattr(item, name) != value}
        before.pop("shelving_key", None)
        Item.objects.filter(pk=item_id).update(version=F("version") + 1, **columns)
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
    with writing():
        if answer := kept_answer(key, "inventory.assign_number", actor):
            return str(answer["number"])
        item = _item(actor, item_id)
        number = rules.normalise_number(number)
        is_barcode = kind == ItemNumber.Kind.BARCODE
        own = ItemNumber.objects.filter(item_id=item_id)
        passed = ()
        if not own.filter(number=number).exists():
            passed = _check_number(actor, number, item.site_id, overrides, reason, is_barcode=is_barcode)
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


def remove_number(actor: Actor, *, item_id: int, number: str, now: datetime) -> None:
    """Take a number off an item that goes by another. Inverse: assign_number."""
    require(actor, "inventory.remove_number")
    with writing():
        item = _item(actor, item_id)
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
        item = _item(actor, item_id)
        title = item.record.title
        found = rules.set_item_state_objections(title=title, state=item.state, to_state=state)
        settle(Verdict.of(found), actor)
        changed = not found
        if changed:
            same = Item.objects.filter(pk=item_id, state=item.state)
            if not same.update(state=state, state_since_at=now, version=F("version") + 1):
                raise Refused(Objection("inventory.item_changed_meanwhile", Weight.REFUSE, {"title": title}))
            record_act(
                actor, "inventory.set_item_state", about=("item", item_id), at=now, reason=reason,
                facts={"before": item.state, "state": state}, site_id=item.site_id,
            )  # fmt: skip
        keep_answer(key, actor, "inventory.set_item_state", {"changed": changed}, now)
    return changed


def take_out_item(actor: Actor, *, item_id: int, now: datetime) -> None:
    """Take an item added by mistake out again, as if it had never been; one that was ever lent stays.

    No inverse: nothing of it is left but the audit entry, which holds its number; add it again.
    """
    require(actor, "inventory.take_out_item")
    with writing():
        item = _item(actor, item_id)
        if item.loan_count or item.state == rules.ON_LOAN:
            raise Refused(Objection("inventory.item_lent_since", Weight.REFUSE, {"title": item.record.title}))
        facts = {"number": item.barcode, "record": item.record_id}
        item.delete()
        record_act(actor, "inventory.take_out_item", about=("item", item_id), at=now, facts=facts)


def take_out_items(actor: Actor, *, job_id: int, now: datetime) -> tuple[int, int]:
    """Take the items of an import out again, those lent since excepted. Returns how many went and how many stayed.

    No inverse: the file is imported again.
    """
    require(actor, "inventory.take_out_item")
    with writing():
        made = queries.imported_by(job_id)
        stay = made.exclude(loan_count=0).count()
        going = made.filter(loan_count=0)
        count = going.count()
        ItemNumber.objects.filter(item__in=going).delete()
        going.delete()
        record_act(actor, "inventory.take_out_items", about=("job", job_id), at=now, facts={"count": count})
    return count, stay


def move_items(actor: Actor, *, from_record_id: int, to_record_id: int, now: datetime) -> int:
    """Hang all items of one record on another, as two records become one. Returns how many moved.

    Inverse: move_items, for the items the audit entry names.
    """
    require(actor, "catalogue.merge_records")
    with writing():
        items = Item.objects.filter(record_id=from_record_id)
        moved = list(items.values_list("pk", flat=True))
        items.update(record_id=to_record_id, version=F("version") + 1)
        facts = {"items": moved, "from": from_record_id}
        record_act(actor, "inventory.move_items", about=("record", to_record_id), at=now, facts=facts)
    return len(moved)


_LEND = (
    "UPDATE inventory_item SET state = 'on_loan', state_since_at = %s, last_loaned_at = %s, last_seen_at = %s,"
    " loan_count = loan_count + 1 WHERE id = %s AND state = %s"
)
_RETURN = (
    "UPDATE inventory_item SET state = %s, state_since_at = %s, last_seen_at = %s WHERE id = %s AND state = 'on_loan'"
)
_UNLEND = (
    "UPDATE inventory_item SET state = %s, state_since_at = %s, loan_count = loan_count - 1"
    " WHERE id = %s AND state = 'on_loan' AND loan_count > 0"
)


def mark_lent(*, item_id: int, now: datetime, from_state: str = rules.AVAILABLE) -> bool:
    """Mark an item as lent in one guarded statement; False when another desk was first. Called by check_out only.

    Hand-written: on the path of every scan, building the statement would cost more than running it.
    Inverse: mark_returned, or unmark_lent when the loan is undone.
    """
    moment = connection.ops.adapt_datetimefield_value(now)
    return _one_row(_LEND, [moment, moment, moment, item_id, from_state])


def mark_returned(*, item_id: int, now: datetime, to_state: str = rules.AVAILABLE) -> bool:
    """Mark an item as back in one guarded statement; False when it was not on loan. Inverse: mark_lent."""
    moment = connection.ops.adapt_datetimefield_value(now)
    return _one_row(_RETURN, [to_state, moment, moment, item_id])


def unmark_lent(*, item_id: int, now: datetime, to_state: str = rules.AVAILABLE) -> bool:
    """Take a loan that never was off an item's count and set it back; False when it is not on loan.

    Inverse: mark_lent.
    """
    return _one_row(_UNLEND, [to_state, connection.ops.adapt_datetimefield_value(now), item_id])


def _one_row(statement: str, values: list[object]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount == 1)


def _item(actor: Actor, item_id: int) -> Item:
    item = Item.objects.select_for_update(of=("self",)).select_related("record").filter(pk=item_id).first()
    if item is None:
        raise Refused(Objection("inventory.no_such_item", Weight.REFUSE, {}))
    _check_site(actor, item.site_id, item.record.title)
    return item


def _check_site(actor: Actor, site_id: int, title: str = "") -> None:
    if not actor.sees_site(site_id):
        raise Refused(Objection("inventory.other_site", Weight.REFUSE, {"title": title}))


def _check_place(site_id: int, place_id: int | None) -> None:
    if place_id is not None and not Place.objects.filter(pk=place_id, site_id=site_id).exists():
        raise Refused(Objection("inventory.no_such_place", Weight.REFUSE, {}))


def _check_number(
    actor: Actor, number: str, site_id: int, overrides: Collection[str], reason: str, *, is_barcode: bool = True
) -> tuple[str, ...]:
    taken = queries.titles_of_numbers([number]).get(number, (0, ""))[1]
    objections = rules.assign_number_objections(
        number,
        template=queries.template_of(site_id),
        is_barcode=is_barcode,
        taken_by=taken,
        site=Site.objects.values_list("name", flat=True).get(pk=site_id),
    )
    return settle(Verdict.of(objections), actor, overrides, reason)


def _check_numbers_free(numbers: Sequence[str]) -> None:
    taken = {number: title for number, (_, title) in queries.titles_of_numbers(numbers).items()}
    seen: set[str] = set()
    for number in numbers:
        if number in seen:
            taken.setdefault(number, "")
        seen.add(number)
    found = [
        Objection("inventory.number_taken", Weight.REFUSE, {"number": number, "title": title})
        for number, title in taken.items()
    ]
    if found:
        raise Refused(*found)


def _columns(facts: ItemFacts) -> dict[str, Any]:
    columns = asdict(facts)
    for name in ("call_number", "volume", "fund"):
        columns[name] = squeeze(columns[name], Item._meta.get_field(name).max_length)
    columns["shelving_key"] = rules.shelving_key(columns["call_number"], facts.call_number_scheme)
    return columns


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
