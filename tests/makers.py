"""Makers: plain functions with honest defaults. Each makes one row and what it cannot stand without."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.people import queries as people
from carrel.rooms.people.models import Account, Card, Enrolment, PatronCategory, Person, RoleHeld, SchoolClass
from carrel.rooms.people.rules import search_text_for
from carrel.rooms.schools.models import District, Place, Site

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
