"""Makers: plain functions with honest defaults. Each makes one row and what it cannot stand without."""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.marc import ControlField, DataField, MarcRecord, Subfield
from carrel.rooms.catalogue.actions import index_many
from carrel.rooms.catalogue.actions.storing import extract_of, store_new
from carrel.rooms.catalogue.models import Record
from carrel.rooms.charges.models import Charge, ChargeLine
from carrel.rooms.circulation.models import Block, GridToken, Hold, Loan, PolicyRow, Reservation, new_token
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.models import Item, ItemNumber, ItemPart, ItemType, Transit
from carrel.rooms.inventory.rules import shelving_key
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Card, Enrolment, PatronCategory, Person, RoleHeld, SchoolClass
from carrel.rooms.people.rules import search_text_for
from carrel.rooms.schools.models import District, Place, Site
from carrel.rooms.supplies.models import Movement, Supply

NOON = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
"""Monday, 23 November 2026, noon in California: the moment most tests happen at."""
TODAY = date(2026, 11, 23)
PASSWORD = "read-more-books"

_numbers = itertools.count(1)


def make_district(**values: Any) -> District:
    return District.objects.first() or District.objects.create(**{"name": "Alder Creek Unified"} | values)


def make_site(**values: Any) -> Site:
    number = next(_numbers)
    values.setdefault("district", make_district())
    return Site.objects.create(**{"code": f"S{number}", "name": f"School {number}"} | values)


def close_for_good(site: Site) -> None:
    """No day of the site's calendar is open any more, before and after."""
    site.open_weekdays, site.calendar_token = "0000000", new_token()
    site.save()


def make_place(site: Site | None = None, **values: Any) -> Place:
    number = next(_numbers)
    return Place.objects.create(
        **{"site": site or make_site(), "code": f"P{number}", "name": f"Place {number}"} | values
    )


def make_category(code: str = "student", **values: Any) -> PatronCategory:
    return PatronCategory.objects.get_or_create(code=code, defaults={"name": code.capitalize()} | values)[0]


def make_person(given_name: str = "Robin", family_name: str = "Reed", **values: Any) -> Person:
    """A student of a site of their own, unless told otherwise."""
    if "home_site" not in values:
        values["home_site"] = make_site()
    if "category" not in values:
        values["category"] = make_category()
    person = Person(given_name=given_name, family_name=family_name, **values)
    person.search_text = search_text_for(
        given_name=given_name,
        family_name=family_name,
        preferred_given=person.preferred_given,
        preferred_family=person.preferred_family,
        grade=person.grade,
        local_number=person.local_number,
        homeroom=person.homeroom.name if person.homeroom else "",
    )
    person.save()
    return person


def make_card(person: Person, number: str = "", **values: Any) -> Card:
    return Card.objects.create(person=person, number=number or f"2999{next(_numbers):010d}", **values)


def make_class(site: Site, name: str = "7B", **values: Any) -> SchoolClass:
    return SchoolClass.objects.create(site=site, name=name, **values)


def enrol(person: Person, school_class: SchoolClass, role: str = "student", **values: Any) -> Enrolment:
    return Enrolment.objects.create(person=person, school_class=school_class, role=role, **values)


def make_account(username: str = "", person: Person | None = None, **values: Any) -> Account:
    """An account that can sign in with PASSWORD."""
    name = username or f"user{next(_numbers)}"
    return Account.objects.create_user(name, PASSWORD, person=person, **values)


def give_role(account: Account, role: str, site: Site | None, **values: Any) -> RoleHeld:
    return RoleHeld.objects.create(account=account, role=role, site=site, **values)


def make_actor(role: str = "technician", site: Site | None = None, *, now: datetime = NOON, **values: Any) -> Actor:
    """Somebody who holds this role at this site (for the whole district without one)."""
    account = make_account(person=make_person("Sam", "Staff", home_site=site or make_site(), **values))
    give_role(account, role, site)
    return people.actor_for(account, site_id=site.pk if site else None, now=now)


def make_item_type(code: str = "book", **values: Any) -> ItemType:
    return ItemType.objects.get_or_create(code=code, defaults={"name": code.capitalize()} | values)[0]


def make_item(site: Site | None = None, title: str = "Holes", **values: Any) -> Item:
    """An available book of the site, with a number of its own."""
    number = f"3999{next(_numbers):010d}"
    record = values.pop("record", None) or make_record(title)
    made = {
        "record": record,
        "site": site or make_site(),
        "item_type": values.pop("item_type", None) or make_item_type(),
        "barcode": number,
        "state_since_at": NOON,
        "created_at": NOON,
        "shelving_key": shelving_key(values.get("call_number", ""), values.get("call_number_scheme", "ddc")),
    }
    item = Item.objects.create(**made | values)
    if item.barcode:
        ItemNumber.objects.create(item=item, number=item.barcode)
    index_many(inventory.held_of([item.record_id]))
    return item


def make_part(item: Item, name: str = "Charger", **values: Any) -> ItemPart:
    """A counted part of an item, unless a `part_item` or a slot is given."""
    return ItemPart.objects.create(item=item, name=name, **values)


def make_kit(site: Site | None = None, title: str = "Chromebook", *, charger: bool = True) -> tuple[Item, Item]:
    """A Chromebook with a case that is counted and a charger with a barcode; returns both items."""
    kit, plug = make_item(site, title), make_item(site, f"{title} charger")
    if charger:
        make_part(kit, "Charger", part_item=plug)
    make_part(kit, "Case")
    return kit, plug


def make_supply(site: Site | None = None, name: str = "Toner", *, on_hand: int = 0, **values: Any) -> Supply:
    """A supply of a site; what is on hand came in with one movement."""
    supply = Supply.objects.create(site=site or make_site(), name=name, on_hand=on_hand, **values)
    if on_hand:
        Movement.objects.create(supply=supply, kind="received", on_hand=on_hand, at=NOON, act_id=0)
    return supply


def make_policy(**values: Any) -> PolicyRow:
    """A row of the grid; without settings it lends everything to everybody for 14 calendar days."""
    if not set(values) - {"site", "category", "item_type"}:
        values |= {"length": 14, "length_unit": "calendar_days"}
    row = PolicyRow.objects.create(**values)
    GridToken.objects.all().delete()
    GridToken.objects.create(token=new_token())
    return row


def make_loan(item: Item, patron: Person, *, days: int = 14, lent_at: datetime = NOON, **values: Any) -> Loan:
    """An open loan, its item marked as out."""
    made = {
        "item": item,
        "patron": patron,
        "category": patron.category,
        "grade": patron.grade,
        "home_site": patron.home_site,
        "site": item.site,
        "lent_at": lent_at,
        "due_at": lent_at + timedelta(days=days),
        "why": {"rows": {}, "steps": [], "was": "available"},
    }
    loan = Loan.objects.create(**made | values)
    if loan.returned_at is None:
        Item.objects.filter(pk=item.pk).update(state="on_loan", loan_count=item.loan_count + 1, last_loaned_at=lent_at)
    return loan


def make_hold(record: Record, patron: Person, **values: Any) -> Hold:
    """A hold that waits, to be fetched at the patron's own school, unless told otherwise."""
    school = patron.home_site
    defaults = {"pickup_site": school, "home_site": school, "grade": patron.grade, "placed_at": NOON}
    return Hold.objects.create(record=record, patron=patron, **defaults | values)


def make_reservation(record: Record, teacher: Person, **values: Any) -> Reservation:
    """A reservation at the teacher's school for a week from now, without its holds."""
    defaults = {
        "site": teacher.home_site, "copies": 1, "from_on": TODAY + timedelta(days=7),
        "until_on": TODAY + timedelta(days=14), "placed_at": NOON,
    }  # fmt: skip
    return Reservation.objects.create(record=record, teacher=teacher, **defaults | values)


def make_transit(item: Item, to_site: Site, **values: Any) -> Transit:
    """An item on its way from its own site; its state says so too."""
    Item.objects.filter(pk=item.pk).update(state="in_transit")
    defaults = {"from_site": item.site, "to_site": to_site, "why": "sent", "sent_at": NOON}
    return Transit.objects.create(item=item, **defaults | values)


def make_block(person: Person, note: str = "See the librarian", **values: Any) -> Block:
    return Block.objects.create(**{"person": person, "note": note, "put_at": NOON} | values)


def make_charge(person: Person, minor: int, text: str = "Torn cover") -> Charge:
    """An open charge with the line that made it."""
    made = Charge.objects.create(
        person=person,
        site=person.home_site,
        kind="other",
        text=text,
        amount_minor=minor,
        left_minor=minor,
        charged_on=TODAY,
        created_at=NOON,
    )
    ChargeLine.objects.create(charge=made, kind="charged", amount_minor=minor, at=NOON, act_id=0)
    return made


def marc_field(tag: str, text: str, indicators: str = "  ") -> DataField:
    """A data field from "$a text$b text"."""
    parts = tuple(Subfield(part[0], part[1:]) for part in text.split("$")[1:])
    return DataField(tag, indicators[0], indicators[1], parts)


def make_marc(
    title: str = "Holes",
    author: str = "",
    isbn: str = "",
    call_number: str = "",
    *fields: DataField,
    leader: str = "00000nam a2200000 a 4500",
    fixed: str = "261123s1998    nyua   c      000 1 eng d",
) -> MarcRecord:
    """A small MARC record; further fields come last."""
    skip = len(title) - len(title.removeprefix("The ").removeprefix("A "))
    stated = (
        marc_field("020", f"$a{isbn}") if isbn else None,
        marc_field("099", f"$a{call_number}") if call_number else None,
        marc_field("100", f"$a{author}", "1 ") if author else None,
        marc_field("245", f"$a{title}", f"1{skip}"),
        *fields,
    )
    return MarcRecord(leader, (ControlField("008", fixed), *(field for field in stated if field)))


def make_record(title: str = "Holes", author: str = "", *fields: DataField, **values: Any) -> Record:
    """A stored record with its MARC and its document for search; isbn, call_number, leader and fixed may be given."""
    marc = make_marc(title, author, values.pop("isbn", ""), values.pop("call_number", ""), *fields, **values)
    return store_new([extract_of(marc)], NOON)[0]
