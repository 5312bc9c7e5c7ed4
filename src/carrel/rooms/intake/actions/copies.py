"""The copies a delivery brought become items, each like the last one of its title, and go into processing."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.marc import is_isbn
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.catalogue import queries as catalogue_queries
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.actions.processing import for_sites, start_processing
from carrel.rooms.intake.models import Delivery, DeliveryLine, WaitingIsbn
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory import queries as inventory_queries
from carrel.rooms.inventory.actions import NewItem
from carrel.rooms.inventory.rules import ItemFacts


def process_delivery(actor: Actor, *, delivery_id: int, now: datetime, item_type_id: int | None = None) -> int:
    """Add the sound copies of a delivery that are no items yet and begin a batch with them; returns the batch.

    A copy gets type, call number, place and price of the last one of its title at its school; `item_type_id` is for
    the first of a title. A title nobody has described becomes a brief record that waits in the ISBN queue. Copies that
    the delivery's own import made are taken, not added twice. Inverse: take_back_processing.
    """
    require(actor, "intake.process_delivery")
    with writing():
        found = queries.delivery_for(actor, delivery_id, is_open=False)
        of_lines: dict[int, int] = {}
        made: list[int] = []
        for shown in queries.lines_of(delivery_id):
            line = shown.line
            wanted = rules.copies_to_make(line.came, line.damaged, shown.made)
            there = queries.came_by_import(found, line, wanted)
            of_lines |= dict.fromkeys(there, line.pk)
            if wanted > len(there):
                new = _add(actor, found, line, wanted - len(there), item_type_id, now)
                made += new
                of_lines |= dict.fromkeys(new, line.pk)
        return start_processing(
            actor, site_id=found.site_id, name=str(found), item_ids=list(of_lines), delivery_id=delivery_id,
            job_id=found.job_id, of_lines=of_lines, made_here=made, now=now,
        )  # fmt: skip


def _add(
    actor: Actor, delivery: Delivery, line: DeliveryLine, count: int, item_type_id: int | None, now: datetime
) -> list[int]:
    site_id = line.site_id or delivery.site_id
    record_id = _record_of(actor, delivery, line, now)
    last = inventory_queries.last_item_like(record_id, site_id=site_id)
    type_id = last.item_type_id if last else item_type_id
    if type_id is None:
        raise Refused(Objection("intake.item_type_missing", Weight.REFUSE))
    record = catalogue_queries.record(record_id)
    call_number, scheme = (record.call_number, record.call_number_scheme or "other") if record else ("", "other")
    place_id, price = None, line.price_minor
    if last is not None:
        call_number, scheme = last.call_number, last.call_number_scheme
        place_id = queries.place_meant(last) if last.site_id == site_id else None
        price = price if price is not None else last.price_minor
    highest = queries.highest_copy_number(record_id)
    rows = [
        NewItem(
            record_id, site_id,
            ItemFacts(
                type_id, place_id, call_number, scheme, copy_number=highest + place if highest else None,
                price_minor=price, condition="new", acquired_on=delivery.came_on,
            ),
        )
        for place in range(1, count + 1)
    ]  # fmt: skip
    return inventory.add_items(for_sites(actor, [site_id]), rows=rows, now=now)


def _record_of(actor: Actor, delivery: Delivery, line: DeliveryLine, now: datetime) -> int:
    """The record of a line; a title nobody has described becomes a brief one, which waits when it has an ISBN."""
    if line.record_id is not None:
        return catalogue_queries.resolved_id(line.record_id) or line.record_id
    isbn = line.isbn if is_isbn(line.isbn) else ""
    known = catalogue_queries.record_by_isbn(isbn) if isbn else None
    record_id = known.pk if known else None
    if record_id is None:
        title = line.title or (rules.waiting_title(isbn) if isbn else line.isbn)
        record_id = catalogue.add_brief_record(actor, title=title, isbn=isbn, now=now).record_id
        if isbn:
            WaitingIsbn.objects.create(isbn=isbn, record_id=record_id, site_id=delivery.site_id, asked_at=now)
    DeliveryLine.objects.filter(delivery=delivery, isbn=line.isbn, title=line.title).update(record_id=record_id)
    return record_id
