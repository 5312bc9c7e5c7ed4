"""How many items are written at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import insert_rows, insert_rows_returning
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.models import Item, ItemNumber, ItemValue
from carrel.rooms.inventory.rules import FieldRule, ItemFacts, OwnValue, ReadyFacts
from carrel.rooms.inventory.rules.facts import COLUMN_NAMES

_FIELDS = tuple(name.removesuffix("_id") for name in COLUMN_NAMES)
_DAY = COLUMN_NAMES.index("acquired_on")
_OTHERS = (
    "record", "site", "barcode", "state", "imported_by_job", "created_at", "state_since_at", "loan_count", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewItem:
    """One item of an import: its record, its numbers (normalised, the barcode first), and its facts.

    `kinds` says what each number is; without it the first is the barcode, the others are former ones. `own` are the
    values of its kind's fields, numbers that find it among `numbers` too.
    """

    record_id: int
    site_id: int
    facts: ItemFacts | ReadyFacts
    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    state: str = rules.AVAILABLE
    own: tuple[OwnValue, ...] = ()


def store_items(rows: Sequence[NewItem], *, now: datetime, job_id: int | None) -> list[int]:
    """Insert items with their numbers and return their ids in order; a handful of statements for any number."""
    at = connection.ops.adapt_datetimefield_value(now)
    columns = []
    for row in rows:
        values = row.facts.values()
        if values[_DAY] is not None:
            day = connection.ops.adapt_datefield_value(values[_DAY])
            values = (*values[:_DAY], day, *values[_DAY + 1 :])
        barcode = row.numbers[0] if row.numbers else ""
        columns.append((row.record_id, row.site_id, barcode, row.state, job_id, at, at, 0, 0, *values))
    ids = insert_rows_returning(Item, (*_OTHERS, *_FIELDS), columns)
    numbers = [
        (item_id, number, row.kinds[place] if row.kinds else "old" if place else "barcode")
        for item_id, row in zip(ids, rows, strict=True)
        for place, number in enumerate(row.numbers)
    ]
    insert_rows(
        ItemNumber, ("item", "number", "kind"), [(item_id, number, str(kind)) for item_id, number, kind in numbers]
    )
    own = [
        (item_id, value.field_id, value.text, value.sort_key)
        for item_id, row in zip(ids, rows, strict=True)
        for value in row.own
    ]
    if own:
        insert_rows(ItemValue, ("item", "field", "text", "sort_key"), own)
    return ids


def keep_own_values(actor: Actor, item: Item, fields: Sequence[FieldRule], texts: Mapping[int, str]) -> dict[str, str]:
    """Write what is said of an item in the fields of its kind and return what was there before where it differs, by
    code.

    What it has in fields of another kind stays. Numbers that find the item go with their values. Raises Refused with
    all that stands against the values. Part of add_item and change_item. Inverse: the same with the texts of before.
    """
    values, objections = rules.own_values(fields, texts, currency=queries.currency())
    if objections:
        raise Refused(*(each for found in objections.values() for each in found))
    there = queries.texts_of(item.pk)
    wanted = {value.field_id: value for value in values}
    before: dict[str, str] = {}
    for field in fields:
        was, value = there.get(field.field_id, ""), wanted.get(field.field_id)
        if was == (value.text if value else ""):
            continue
        before[field.code] = was
        if field.is_number:
            _exchange_number(actor, item, was, value.text if value else "")
        if value is None:
            ItemValue.objects.filter(item=item, field_id=field.field_id).delete()
        else:
            columns = {"text": value.text, "sort_key": value.sort_key}
            ItemValue.objects.update_or_create(item=item, field_id=field.field_id, defaults=columns)
    return before


def _exchange_number(actor: Actor, item: Item, was: str, text: str) -> None:
    """The item is found by the new number and no longer by the old one, unless that is its barcode."""
    own = ItemNumber.objects.filter(item=item)
    if was:
        own.filter(number=rules.normalise_number(was), kind=ItemNumber.Kind.SERIAL).exclude(
            number=item.barcode
        ).delete()
    number = rules.normalise_number(text)
    if text and not own.filter(number=number).exists():
        queries.number_must_do(actor, number, item.site_id, (), "", is_barcode=False)
        ItemNumber.objects.create(item=item, number=number, kind=ItemNumber.Kind.SERIAL)
