"""What holds of a register wait for here, and who may be meant by their numbers."""

from collections.abc import Sequence

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.inventory.models import Item
from carrel.rooms.registers.queries.jobs import IMPORT
from carrel.rooms.registers.queries.standing import items_of_barcodes, titles_of_records
from carrel.rooms.registers.rules import ITEMS, HoldRow, HoldThing, control_values, pairs_of_isbn


def things_of_holds(actor: Actor, rows: Sequence[HoldRow], owner: str | None) -> list[HoldThing | None]:
    """What each row waits for: its copy, or the record with its number, else its ISBN, else that its copy is of.

    `owner` says whose numbers the records' numbers are; None: they mean nothing here. A copy of another title than the
    line's counts for nothing. Five statements for a batch.
    """
    copies = items_of_barcodes(actor, [row.barcode for row in rows])
    records = dict(Item.objects.filter(pk__in={each.item_id for each in copies.values()}).values_list("pk", "record"))
    pairs = [_pairs(row, owner) for row in rows]
    known = catalogue.records_by_numbers(pair for of_row in pairs for pair in of_row)
    found: list[tuple[int, str] | None] = []
    for row, of_row in zip(rows, pairs, strict=True):
        copy = copies.get(row.barcode)
        by_copy = records[copy.item_id] if copy is not None and copy.in_sight else None
        by_number = next((known[pair] for pair in of_row if pair in known), None)
        record_id = by_copy if row.is_of_copy else by_number or by_copy
        found.append((record_id, row.barcode if by_copy == record_id else "") if record_id is not None else None)
    titles = titles_of_records({each[0] for each in found if each is not None})
    return [HoldThing(each[0], titles[each[0]], copies.get(each[1])) if each is not None else None for each in found]


def _pairs(row: HoldRow, owner: str | None) -> tuple[tuple[str, str], ...]:
    number = (control_values(row.record_number, owner),) if owner is not None and row.record_number else ()
    return (*number, *pairs_of_isbn(row.isbn))


def owner_of_last_items() -> str | None:
    """Whose numbers the records had that the last items were brought with, as was chosen then."""
    done = Job.objects.filter(code=IMPORT, status=Job.Status.DONE, params__kind=ITEMS).order_by("-pk")
    params = done.values_list("params", flat=True).first()
    return params.get("owner") if params else None
