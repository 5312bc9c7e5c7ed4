"""Everything out: items, people, loans, holds and charges as tables that this or another system can read.

The headings are fixed, not translated: they are the names by which a register is read again.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.tables import CODE, DATE, MOMENT, MONEY, NUMBER, Column, Table
from carrel.cellar.tables.mapping import squeezed
from carrel.rooms.catalogue.models import RecordNumber
from carrel.rooms.charges.models import Charge
from carrel.rooms.charges.queries import charges_in_sight
from carrel.rooms.circulation.models import ACTIVE, Hold, Loan
from carrel.rooms.circulation.queries.fines import due_of, fines_of
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.models import Item, ItemNumber
from carrel.rooms.people.models import Card, FurtherSite, Person
from carrel.rooms.registers.queries.own import own_fields
from carrel.rooms.registers.queries.standing import zone_and_currency
from carrel.rooms.registers.rules import ITEMS

_A_STEP = 1000

_ITEMS = (
    Column("Barcode", CODE), Column("Title", width=44), Column("Subtitle"), Column("Author"), Column("ISBN", CODE),
    Column("Publisher"), Column("Year", CODE), Column("Format"), Column("Call number", CODE),
    Column("Call number scheme"), Column("Site"), Column("Place"), Column("Item type"), Column("Price", MONEY),
    Column("Fund"), Column("Acquired on", DATE), Column("Copy number", NUMBER), Column("Volume"),
    Column("Condition"), Column("State"), Column("Asset tag", CODE), Column("Serial number", CODE),
    Column("Old number", CODE), Column("Loans", NUMBER), Column("Last lent", MOMENT), Column("Note"),
)  # fmt: skip
_PEOPLE = (
    Column("Roster number", CODE), Column("Student number", CODE), Column("Card", CODE), Column("Further cards", CODE),
    Column("Given name"), Column("Family name"), Column("Preferred given name"), Column("Preferred family name"),
    Column("Pronunciation"), Column("Grade", CODE), Column("Homeroom"), Column("Category"), Column("Site"),
    Column("Language"), Column("Email"), Column("Not on lists"), Column("May borrow until", DATE),
    Column("Left on", DATE),
)  # fmt: skip
_LOANS = (
    Column("Person number", CODE), Column("Name"), Column("Barcode", CODE), Column("Title", width=44), Column("Site"),
    Column("Lent", MOMENT), Column("Due", MOMENT), Column("Renewals", NUMBER),
    Column("Fine", MONEY),
)  # fmt: skip
_HOLDS = (
    Column("Person number", CODE), Column("Name"), Column("Title", width=44), Column("Control number", CODE),
    Column("ISBN", CODE), Column("Barcode", CODE), Column("This copy only"), Column("Date placed", MOMENT),
    Column("Place in queue", NUMBER), Column("Pickup site"), Column("Wanted until", DATE), Column("Suspended"),
    Column("Suspended until", DATE), Column("Put to the front"), Column("Status"),
    Column("On the shelf until", DATE), Column("Note"),
)  # fmt: skip
_STATUS = {"waiting": "waiting", "on_shelf": "on the hold shelf", "in_transit": "on its way"}
"""What our states are called in a table, as the words by which they are read again."""
_CHARGES = (
    Column("Number", CODE), Column("Person number", CODE), Column("Name"), Column("Kind"), Column("Text", width=40),
    Column("Amount", MONEY), Column("Left", MONEY), Column("Charged on", DATE), Column("Barcode", CODE),
    Column("Title", width=44), Column("Brought from"),
)  # fmt: skip


def table_out(actor: Actor, kind: str, now: datetime) -> Table:
    """All of one kind that the actor may see, read in steps while it is written. Amounts are in the main unit."""
    title, columns, rows = _OUT[kind]
    zone, _ = zone_and_currency()
    if kind == ITEMS:
        columns = (*columns, *(Column(head, CODE) for head in _own_heads().values()))
    return Table(title, columns, rows(actor, now), zone=zone.key)


def _steps(rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    """A long list in steps by its key, so that neither database holds a cursor or an offset."""
    last = 0
    while part := list(rows.filter(pk__gt=last).order_by("pk")[:_A_STEP]):
        yield part
        last = part[-1].pk


def _own_heads() -> dict[str, str]:
    """Code → heading of the fields of kinds: their name, or our name for the column where another is called so.

    The serial number that finds an item has its column already.
    """
    taken = {squeezed(column.label) for column in _ITEMS}
    heads: dict[str, str] = {}
    for name, field in own_fields().items():
        if field.is_number and field.code == "serial_number":
            continue
        heads[field.code] = name if squeezed(field.label) in taken else field.label
        taken.add(squeezed(field.label))
    return heads


def _items(actor: Actor, _now: datetime) -> Iterator[Sequence[object]]:
    items = Item.objects.select_related("record", "site", "place", "item_type")
    if not actor.is_district:
        items = items.filter(site__in=actor.site_ids)
    codes, fields = list(_own_heads()), inventory.fields_by_kind()
    for part in _steps(items):
        texts = inventory.texts_of_items([item.pk for item in part]) if codes else {}
        numbers: dict[tuple[int, str], str] = {}
        for item_id, kind, number in ItemNumber.objects.filter(item__in=[item.pk for item in part]).values_list(
            "item_id", "kind", "number"
        ):
            numbers.setdefault((item_id, kind), number)
        isbns = _isbns([item.record_id for item in part])
        for item in part:
            record = item.record
            has = {field.code: field.field_id for field in fields.get(item.item_type_id, ())}
            of_item = texts.get(item.pk, {})
            own = (of_item.get(has.get(code, 0), "") for code in codes)
            yield (
                item.barcode, record.title, record.subtitle, record.author, isbns.get(record.pk, ""),
                record.publisher, str(record.year or ""), record.format, item.call_number, item.call_number_scheme,
                item.site.code, item.place.code if item.place else "", item.item_type.code, item.price_minor,
                item.fund, item.acquired_on, item.copy_number, item.volume, item.condition, item.state,
                numbers.get((item.pk, "asset_tag"), ""), numbers.get((item.pk, "serial"), ""),
                numbers.get((item.pk, "old"), ""), item.loan_count, item.last_loaned_at, item.note, *own,
            )  # fmt: skip


def _isbns(record_ids: Sequence[int]) -> dict[int, str]:
    rows = RecordNumber.objects.filter(record__in=record_ids, kind="isbn").order_by("-pk")
    return dict(rows.values_list("record_id", "value"))


def _people(actor: Actor, _now: datetime) -> Iterator[Sequence[object]]:
    persons = Person.objects.filter(merged_into=None).select_related("category", "home_site", "homeroom")
    if not actor.is_district:
        sites = actor.site_ids - actor.narrow_site_ids
        further = FurtherSite.objects.filter(site__in=sites).values("person")
        persons = persons.filter(Q(home_site__in=sites) | Q(pk__in=further))
    for part in _steps(persons):
        cards = _cards([person.pk for person in part])
        for person in part:
            own = cards.get(person.pk, [])
            yield (
                person.roster_id, person.local_number, own[0] if own else "", " ".join(own[1:]), person.given_name,
                person.family_name, person.preferred_given, person.preferred_family, person.pronunciation,
                person.grade, person.homeroom.name if person.homeroom else "",
                person.category.code if person.category else "", person.home_site.code if person.home_site else "",
                person.home_language, person.email, "yes" if person.directory_opt_out else "", person.expires_on,
                person.left_on,
            )  # fmt: skip


def _cards(person_ids: Sequence[int]) -> dict[int, list[str]]:
    cards = Card.objects.filter(person__in=person_ids, kind=Card.Kind.CARD, status=Card.Status.VALID).order_by("-pk")
    found: dict[int, list[str]] = {}
    for person_id, number in cards.values_list("person_id", "number"):
        found.setdefault(person_id, []).append(number)
    return found


def _number_of(person: Person, cards: dict[int, list[str]]) -> str:
    """The number a register finds the person by: a card, else the student number, else that of the roster."""
    return next(iter(cards.get(person.pk, [])), "") or person.local_number or person.roster_id or ""


def _loans(actor: Actor, now: datetime) -> Iterator[Sequence[object]]:
    """What is out. What came back names nobody and is counted with its item.

    The fine is what lateness has cost until now and is not charged yet; for who may see no charges it is left out.
    """
    loans = Loan.objects.filter(returned_at=None, patron__isnull=False)
    loans = loans.select_related("patron", "item__record", "item__site", "item__item_type")
    if not actor.is_district:
        loans = loans.filter(item__site__in=actor.site_ids - actor.narrow_site_ids)
    for part in _steps(loans):
        cards = _cards([loan.patron_id for loan in part])
        fines = fines_of(map(due_of, part), now) if actor.may("charges.view_charges") else {}
        for loan in part:
            number = _number_of(loan.patron, cards)
            yield (
                number, loan.patron.display_name, loan.item.barcode, loan.item.record.title, loan.item.site.code,
                loan.lent_at, loan.due_at, loan.renewals, fines.get(loan.pk),
            )  # fmt: skip


def _holds(actor: Actor, _now: datetime) -> Iterator[Sequence[object]]:
    """Who waits. The copies of a class's reservation are its own: no other system could take them as holds."""
    holds = Hold.objects.filter(status__in=ACTIVE, reservation=None, patron__isnull=False)
    holds = holds.select_related("patron", "record", "item", "captured_item", "pickup_site")
    if not actor.is_district:
        holds = holds.filter(pickup_site__in=actor.site_ids - actor.narrow_site_ids)
    for part in _steps(holds):
        record_ids = [hold.record_id for hold in part]
        cards, isbns = _cards([hold.patron_id for hold in part]), _isbns(record_ids)
        places, copies = _places_in_queue(record_ids), _a_copy_of(record_ids)
        for hold in part:
            copy = hold.item or hold.captured_item
            yield (
                _number_of(hold.patron, cards), hold.patron.display_name, hold.record.title,
                hold.record.control_number, isbns.get(hold.record_id, ""),
                copy.barcode if copy else copies.get(hold.record_id, ""), "yes" if hold.item else "no",
                hold.placed_at, places.get(hold.pk), hold.pickup_site.code, hold.expires_on,
                "yes" if hold.is_frozen else "no", hold.frozen_until_on, "yes" if hold.rank == Hold.FRONT else "no",
                _STATUS[hold.status], hold.shelf_until_on, hold.note,
            )  # fmt: skip


def _places_in_queue(record_ids: Sequence[int]) -> dict[int, int]:
    """The place of each waiting hold of these titles, from 1, frozen ones counted: another system counts for itself."""
    waiting = Hold.objects.filter(record__in=record_ids, status="waiting", reservation=None)
    found: dict[int, int] = {}
    lengths: dict[int, int] = {}
    for pk, record_id in waiting.order_by("record_id", "rank", "placed_at", "pk").values_list("pk", "record_id"):
        found[pk] = lengths[record_id] = lengths.get(record_id, 0) + 1
    return found


def _a_copy_of(record_ids: Sequence[int]) -> dict[int, str]:
    """The barcode of one copy of each title, by which a title without a number is found again."""
    items = Item.objects.filter(record__in=record_ids).order_by("-pk")
    return dict(items.values_list("record_id", "barcode"))


def _charges(actor: Actor, _now: datetime) -> Iterator[Sequence[object]]:
    for part in _steps(charges_in_sight(actor).select_related("person")):
        cards = _cards([charge.person_id for charge in part])
        charge: Charge
        for charge in part:
            yield (
                str(charge.pk), _number_of(charge.person, cards), charge.person.display_name, charge.kind,
                charge.text, charge.amount_minor, charge.left_minor, charge.charged_on, charge.about_barcode,
                charge.about_title, charge.brought_from,
            )  # fmt: skip


_OUT: dict[str, tuple[str, tuple[Column, ...], Callable[[Actor, datetime], Iterator[Sequence[object]]]]] = {
    "items": ("Items", _ITEMS, _items),
    "people": ("People", _PEOPLE, _people),
    "loans": ("Loans", _LOANS, _loans),
    "holds": ("Holds", _HOLDS, _holds),
    "charges": ("Charges", _CHARGES, _charges),
}
OUT_KINDS = tuple(_OUT)
