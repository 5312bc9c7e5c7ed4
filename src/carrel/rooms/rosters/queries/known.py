"""What Carrel knows, gathered for a comparison: a dozen statements however many persons there are."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast

from carrel.rooms.people.models import Card, Enrolment, FurtherSite, Guardianship, PatronCategory, Person, SchoolClass
from carrel.rooms.rosters.rules import (
    ClassSaid,
    Known,
    KnownClass,
    KnownGuardianship,
    KnownMembership,
    KnownPerson,
    KnownSession,
    KnownSite,
    Membership,
    Said,
    SessionSaid,
)
from carrel.rooms.schools.models import SchoolYear, Site, Term


def known_sites() -> tuple[KnownSite, ...]:
    """The sites in use."""
    rows = Site.objects.filter(is_active=True).order_by("pk").values_list("pk", "code", "name", "roster_id")
    return tuple(KnownSite(pk, code, name, roster_id or "") for pk, code, name, roster_id in rows)


def known_facts() -> Known:
    """Everything a roster is compared with."""
    persons = tuple(_persons())
    handles = {person.id: person.handle for person in persons}
    cards, had = _cards()
    return Known(
        sites=known_sites(),
        persons=persons,
        merged=_merged(handles),
        classes=_classes(),
        enrolments=_enrolments(handles),
        guardianships=_guardianships(handles),
        years=_years(),
        terms=_terms(),
        further=_further(),
        cards=cards,
        had=had,
    )


def _merged(handles: dict[int, str]) -> dict[str, str]:
    """Roster numbers that merged persons still carry → handle of the person kept."""
    rows = Person.objects.exclude(merged_into=None).exclude(roster_id=None).values_list("roster_id", "merged_into")
    return {roster_id: handles[kept] for roster_id, kept in rows if roster_id and kept in handles}


def _years() -> tuple[KnownSession, ...]:
    return _sessions(SchoolYear.objects.order_by("pk").values_list("pk", "roster_id", "name", "starts_on", "ends_on"))


def _terms() -> tuple[KnownSession, ...]:
    return _sessions(Term.objects.order_by("pk").values_list("pk", "roster_id", "name", "starts_on", "ends_on"))


def _sessions(rows: Iterable[Any]) -> tuple[KnownSession, ...]:
    return tuple(
        KnownSession(pk, SessionSaid(number or "", name, starts, ends)) for pk, number, name, starts, ends in rows
    )


def _untyped(row: Any) -> Any:
    """A row whose columns are named one line above; the checker cannot follow a star into a named tuple."""
    return row


def _persons() -> Iterable[KnownPerson]:
    """Everybody not merged.

    What few have is asked apart and put together here, and so is what many share: a large district has a quarter of a
    million persons, and each converted or joined column would be paid for as often.
    """
    everybody = Person.objects.filter(merged_into=None)
    homerooms = dict(SchoolClass.objects.exclude(roster_id=None).values_list("pk", "roster_id"))
    codes = dict(PatronCategory.objects.values_list("pk", "code"))
    left = set(everybody.exclude(left_on=None).values_list("pk", flat=True))
    provisional = set(everybody.filter(is_provisional=True).values_list("pk", flat=True))
    opted_out = set(everybody.filter(directory_opt_out=True).values_list("pk", flat=True))
    rows = everybody.order_by("pk").values_list(
        "pk", "roster_id", "given_name", "family_name", "preferred_given", "preferred_family", "pronouns",
        "local_number", "grade", "category", "home_site", "homeroom", "home_language", "email", "phone",
    )  # fmt: skip
    for pk, roster_id, *names, category, site, homeroom, language, email, phone in map(
        _untyped, rows.iterator(chunk_size=5000)
    ):
        rest = (codes.get(category, ""), site, homerooms.get(homeroom) or "", language, email, phone, pk in opted_out)
        said = Said._make((*names, *rest))
        yield KnownPerson(pk, roster_id or "", said, pk in left, pk in provisional)


def _cards() -> tuple[dict[str, int], dict[int, frozenset[str]]]:
    valid: dict[str, int] = {}
    had: dict[int, set[str]] = defaultdict(set)
    for number, person_id, status in Card.objects.values_list("number", "person", "status").iterator(chunk_size=5000):
        had[person_id].add(number)
        if status == Card.Status.VALID:
            valid[number] = person_id
    return valid, {person_id: frozenset(numbers) for person_id, numbers in had.items()}


def _classes() -> tuple[KnownClass, ...]:
    rows = SchoolClass.objects.exclude(roster_id=None).order_by("pk")
    found = rows.values_list(
        "pk", "ended_on", "roster_id", "site", "name", "kind", "grade", "subject", "periods", "term__roster_id"
    )
    return tuple(
        KnownClass(pk, ClassSaid._make((*said, term or "")), ended_on is not None)
        for pk, ended_on, *said, term in map(_untyped, found)
    )


def _enrolments(handles: dict[int, str]) -> tuple[KnownMembership, ...]:
    """Enrolments in classes of a roster; those of merged persons were handed over or are history.

    Days come as text and each different one is read once: a district has few days and very many enrolments.
    """
    numbers = dict(SchoolClass.objects.exclude(roster_id=None).values_list("pk", "roster_id"))
    by_hand = set(Enrolment.objects.filter(roster_id=None).values_list("pk", flat=True))
    rows = Enrolment.objects.order_by("pk").annotate(
        begins=Cast("starts_on", CharField()), ends=Cast("ends_on", CharField())
    )
    found = rows.values_list("pk", "school_class", "person", "role", "begins", "ends")
    days: dict[str | None, date | None] = _Days()
    return tuple(
        KnownMembership(
            pk,
            Membership(numbers[school_class] or "", handles[person], role, days[begins], days[ends]),
            pk not in by_hand,
        )
        for pk, school_class, person, role, begins, ends in found.iterator(chunk_size=5000)
        if person in handles and school_class in numbers
    )


class _Days(dict[str | None, date | None]):
    """Texts as days, each read once."""

    def __missing__(self, text: str | None) -> date | None:
        self[text] = date.fromisoformat(text) if text else None
        return self[text]


def _guardianships(handles: dict[int, str]) -> tuple[KnownGuardianship, ...]:
    """Every relation between persons who are not merged, however it came."""
    rows = Guardianship.objects.order_by("pk").values_list("pk", "student", "guardian", "relation")
    return tuple(
        KnownGuardianship(pk, handles[student], handles[guardian], relation)
        for pk, student, guardian, relation in rows.iterator(chunk_size=5000)
        if student in handles and guardian in handles
    )


def _further() -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for person_id, site_id in FurtherSite.objects.values_list("person", "site"):
        found[person_id].add(site_id)
    return {person_id: frozenset(sites) for person_id, sites in found.items()}
