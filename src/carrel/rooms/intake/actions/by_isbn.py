"""A copy is added by the ISBN on its back, whether or not the catalogue knows it; what it lacks is filled later."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.catalogue import queries as catalogue_queries
from carrel.rooms.catalogue.rules import Brief, brief_marc
from carrel.rooms.intake import queries, rules
from carrel.rooms.intake.models import WaitingIsbn
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory import queries as inventory_queries
from carrel.rooms.inventory.rules import ItemFacts


@dataclass(frozen=True, slots=True)
class AddedByIsbn:
    """A copy that was added; `waits` when its record is titled by its ISBN until it is filled."""

    item_id: int
    record_id: int
    number: str
    waits: bool = False
    repeated: bool = False


def add_by_isbn(
    actor: Actor,
    *,
    isbn: str,
    site_id: int,
    facts: ItemFacts,
    number: str,
    now: datetime,
    record_id: int | None = None,
    title: str = "",
    author: str = "",
    key: str = "",
    overrides: Collection[str] = (),
    reason: str = "",
) -> AddedByIsbn:
    """Add one copy of the title with this ISBN (or of the record given) under a new label.

    An ISBN the catalogue does not have becomes a brief record: with the title if one was typed, else it waits under
    its ISBN (WaitingIsbn) and the copy can be lent all the same. Raises Refused for a text that is no ISBN, and as
    inventory.add_item does. Inverse: take_back_by_isbn.
    """
    require(actor, "intake.add_by_isbn")
    with writing():
        if record_id is None:
            isbn = rules.isbn_meant(isbn, has_title=False) or _no_isbn(isbn)
            known = catalogue_queries.record_by_isbn(isbn)
            record_id = known.pk if known else _brief(actor, isbn, title, author, facts.call_number, site_id, now)
        added = inventory.add_item(
            actor, record_id=record_id, site_id=site_id, facts=facts, number=number, now=now, key=key,
            overrides=overrides, reason=reason,
        )  # fmt: skip
        waits = bool(queries.waiting_records([record_id]))
    return AddedByIsbn(added.item_id, record_id, added.number, waits, added.repeated)


def _no_isbn(text: str) -> str:
    raise Refused(Objection("intake.no_isbn", Weight.REFUSE, {"text": squeeze(text, 60)}))


def _brief(actor: Actor, isbn: str, title: str, author: str, call_number: str, site_id: int, now: datetime) -> int:
    """A record for an ISBN nobody knows; without a title it waits."""
    made = catalogue.add_brief_record(
        actor, title=squeeze(title) or rules.waiting_title(isbn), author=author, isbn=isbn, call_number=call_number,
        now=now,
    )  # fmt: skip
    if not squeeze(title):
        WaitingIsbn.objects.create(isbn=isbn, record_id=made.record_id, site_id=site_id, asked_at=now)
    return made.record_id


def take_back_by_isbn(actor: Actor, *, item_id: int, now: datetime) -> bool:
    """Take a copy out again as if it had never been added; True when its waiting record went with it.

    Raises Refused for a copy that was lent. Inverse: add_by_isbn.
    """
    require(actor, "intake.take_back_by_isbn")
    with writing():
        item = inventory_queries.item_for(actor, item_id)
        inventory.take_out_item(actor, item_id=item_id, now=now)
        others = inventory_queries.copies_of(item.record_id, actor)
        if others or not queries.waiting_records([item.record_id]):
            return False
        WaitingIsbn.objects.filter(record_id=item.record_id).delete()
        return bool(catalogue.take_out_records(actor, record_ids=[item.record_id], now=now, source="isbn queue"))


def fill_waiting(
    actor: Actor, *, waiting_id: int, title: str, now: datetime, author: str = "", call_number: str = "",
    format: str = "book",  # noqa: A002  the catalogue's own word for it
    key: str = "",
) -> int:  # fmt: skip
    """Give a waiting ISBN its title by hand and return its record; copies without a call number keep none.

    Raises Refused when it does not wait any more, or has no title. Inverse: catalogue.replace_record, with the record
    of before, which the audit entry holds.
    """
    require(actor, "intake.fill_waiting")
    with writing():
        row = queries.waiting_isbn(actor, waiting_id)
        if row is None or row.filled_at is not None:
            raise Refused(Objection("intake.not_waiting", Weight.REFUSE, {"title": row.record.title if row else ""}))
        if not squeeze(title):
            raise Refused(Objection("intake.title_missing", Weight.REFUSE))
        brief = Brief(squeeze(title), squeeze(author, 300), row.isbn, squeeze(call_number, 60), format)
        marc = brief_marc(brief, made_on=now.astimezone(timezone.get_current_timezone()).date())
        catalogue.replace_record(actor, record_id=row.record_id, marc=marc, now=now, key=key)
        row.filled_at, row.filled_by = now, WaitingIsbn.FilledBy.HAND
        row.save(update_fields=["filled_at", "filled_by"])
        record_act(actor, "intake.fill_waiting", about=("record", row.record_id), at=now, facts={"isbn": row.isbn})
    return row.record_id
