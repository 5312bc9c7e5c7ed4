"""Writing down what a comparison found: persons, cards, guardians, classes, enrolments, school years.

Part of `apply_roster`, inside its transaction; bulk statements, because a first import is thousands of rows.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from carrel.cellar.kernel.bulk import in_steps, insert_values, update_rows
from carrel.rooms.people.models import (
    Card,
    Enrolment,
    FurtherSite,
    Guardianship,
    PatronCategory,
    Person,
    SchoolClass,
)
from carrel.rooms.people.rules import search_text_of
from carrel.rooms.rosters import rules
from carrel.rooms.rosters.actions.sessions import store_sessions
from carrel.rooms.rosters.phrases import CATEGORY_NAMES
from carrel.rooms.schools.models import Site

_BATCH = 500
_PERSON_FIELDS = (
    "roster_id", "given_name", "family_name", "preferred_given", "preferred_family", "pronouns", "local_number",
    "grade", "category", "home_site", "homeroom", "home_language", "email", "phone", "directory_opt_out", "left_on",
    "is_provisional", "search_text",
)  # fmt: skip
_FIELD_OF = {"site": "home_site"}
_COLUMN_OF = {"category": "category_id", "site": "home_site_id", "homeroom": "homeroom_id"}
_COLUMN_OF_FIELD = {field.name: field.attname for field in Person._meta.concrete_fields}


class Storing:
    """One run of writing; `person_ids` leads from handles to persons, `class_ids` from roster numbers to classes."""

    def __init__(self, changes: rules.Changes, known: rules.Known, *, now: datetime, today: date) -> None:
        self.changes = changes
        self.known = known
        self.now = now
        self.today = today
        self.person_ids = {person.handle: person.id for person in known.persons}
        self.class_ids = {row.said.roster_id: row.id for row in known.classes}
        self.class_names = {row.said.roster_id: row.said.name for row in known.classes}
        self.categories: dict[str, int] = {}

    def store(self, match: rules.SchoolMatch) -> None:
        for org, site in match.matched:
            if site.roster_id != org.sourced_id:
                Site.objects.filter(pk=site.id).update(roster_id=org.sourced_id)
        terms = store_sessions(self.changes.years, self.changes.terms)
        self.categories = self._categories()
        self._classes(terms)
        self._new_persons()
        self._known_persons()
        self._leavers()
        self._renamed_homerooms()
        self._cards()
        self._further_sites()
        self._guardianships()
        self._enrolments()

    def _categories(self) -> dict[str, int]:
        wanted = {change.wanted.said.category for change in self.changes.persons if change.wanted}
        for code in wanted - {""} - set(PatronCategory.objects.values_list("code", flat=True)):
            PatronCategory.objects.create(code=code, name=str(CATEGORY_NAMES[code]), sort=rules.GROUPS.index(code))
        return dict(PatronCategory.objects.values_list("code", "pk"))

    # Classes

    def _classes(self, terms: Mapping[str, int]) -> None:
        new = [change.wanted for change in self.changes.classes if change.kind == rules.NEW and change.wanted]
        rows = SchoolClass.objects.bulk_create(
            [SchoolClass(roster_id=row.roster_id, **self._class_values(row, terms)) for row in new], batch_size=_BATCH
        )
        self.class_ids |= {str(row.roster_id): row.pk for row in rows}
        self.class_names |= {row.roster_id: row.name for row in new}
        changed = [change for change in self.changes.classes if change.kind == rules.CHANGED]
        for change in changed:
            if change.known and change.wanted:
                values = self._class_values(change.wanted, terms)
                SchoolClass.objects.filter(pk=change.known.id).update(ended_on=None, **values)
                self.class_names[change.wanted.roster_id] = change.wanted.name
        ended = [change.known.id for change in self.changes.classes if change.kind == "ended" and change.known]
        for keys in in_steps(ended):
            SchoolClass.objects.filter(pk__in=keys).update(ended_on=self.today)

    def _class_values(self, row: rules.ClassSaid, terms: Mapping[str, int]) -> dict[str, Any]:
        return {
            "site_id": row.site,
            "name": row.name,
            "kind": row.kind,
            "grade": row.grade,
            "subject": row.subject,
            "periods": row.periods,
            "term_id": terms.get(row.term),
        }

    # Persons

    def _new_persons(self) -> None:
        new = [change.wanted for change in self.changes.of(rules.NEW) if change.wanted]
        columns = [field.name for field in Person._meta.concrete_fields if not field.primary_key]
        blank = {name: getattr(Person(), _COLUMN_OF_FIELD.get(name, name)) for name in columns}
        insert_values(
            Person, columns, ([*(blank | self._values(want) | {"created_at": self.now}).values()] for want in new)
        )
        for numbers in in_steps([want.roster_id for want in new]):
            found = Person.objects.filter(roster_id__in=numbers).values_list("roster_id", "pk")
            self.person_ids |= {str(number): pk for number, pk in found}

    def _values(self, want: rules.WantedPerson) -> dict[str, Any]:
        said = want.said
        values = {_FIELD_OF.get(field, field): self._value(field, value) for field, value in said._asdict().items()}
        values["roster_id"] = want.roster_id
        values["search_text"] = search_text_of(said, self.class_names.get(said.homeroom, ""))
        return values

    def _value(self, field: str, value: Any) -> Any:
        if field == "category":
            return self.categories.get(value)
        return self.class_ids.get(value) if field == "homeroom" else value

    def _known_persons(self) -> None:
        changes = {
            change.known.id: change
            for kind in (rules.MATCHED, rules.CHANGED, rules.RETURNED)
            for change in self.changes.of(kind)
            if change.known
        }
        for keys in in_steps(list(changes)):
            persons = Person.objects.select_related("homeroom").in_bulk(keys)
            for person_id, person in persons.items():
                self._change(person, changes[person_id])
            update_rows(Person, _PERSON_FIELDS, map(_row, persons.values()))

    def _change(self, person: Person, change: rules.PersonChange) -> None:
        want = change.wanted
        assert want is not None  # only leavers have none
        changed = {field for field, _, _ in change.fields if field in rules.FIELDS}
        for field in changed:
            setattr(person, _COLUMN_OF.get(field, field), self._value(field, getattr(want.said, field)))
        if change.kind == rules.MATCHED:
            person.roster_id, person.is_provisional = want.roster_id, False
        if change.kind in {rules.MATCHED, rules.RETURNED}:
            person.left_on = None
        homeroom = want.said.homeroom if "homeroom" in changed else None
        person.search_text = self._search_text(person, homeroom)

    def _search_text(self, person: Person, homeroom: str | None) -> str:
        """`homeroom` is the roster's number of the class; None takes the one the person has."""
        if homeroom is None:
            name = person.homeroom.name if person.homeroom else ""
        else:
            name = self.class_names.get(homeroom, "")
        return search_text_of(person, name)

    def _leavers(self) -> None:
        left = [change.known.id for change in self.changes.of(rules.LEFT) if change.known]
        for keys in in_steps(left):
            Person.objects.filter(pk__in=keys).update(left_on=self.today)

    def _renamed_homerooms(self) -> None:
        """Who sits in a class with a new name is found by the new name."""
        renamed = [
            change.known.id
            for change in self.changes.classes
            if change.known and any(field == "name" for field, _, _ in change.fields)
        ]
        for keys in in_steps(renamed):
            persons = list(Person.objects.filter(homeroom__in=keys).select_related("homeroom"))
            update_rows(Person, ("search_text",), [(each.pk, self._search_text(each, None)) for each in persons])

    def _cards(self) -> None:
        given = [change for change in self.changes.persons if change.card]
        for change in given:
            if change.known and change.known.said.local_number:
                number = change.known.said.local_number
                old = Card.objects.filter(person=change.known.id, number=number, from_roster=True)
                old.filter(status=Card.Status.VALID).update(status=Card.Status.REPLACED)
        insert_values(
            Card,
            ("person", "number", "kind", "status", "expires_on", "pin", "from_roster", "since_at"),
            (
                (self._id(change.handle), change.card, Card.Kind.CARD, Card.Status.VALID, None, "", True, self.now)
                for change in given
            ),
        )

    def _further_sites(self) -> None:
        FurtherSite.objects.bulk_create(
            [
                FurtherSite(person_id=self._id(change.handle), site_id=site_id)
                for change in self.changes.persons
                for site_id in sorted(change.further)
            ],
            batch_size=_BATCH,
            ignore_conflicts=True,
        )

    def _guardianships(self) -> None:
        for keys in in_steps([row.id for row in self.changes.guardianships_gone]):
            Guardianship.objects.filter(pk__in=keys).delete()
        Guardianship.objects.bulk_create(
            [
                Guardianship(student_id=self._id(student), guardian_id=self._id(guardian), relation=relation)
                for student, guardian, relation in self.changes.guardianships_new
            ],
            batch_size=_BATCH,
            ignore_conflicts=True,
        )

    # Enrolments

    def _enrolments(self) -> None:
        update_rows(
            Enrolment,
            ("starts_on", "ends_on"),
            ((have.id, want.starts_on, want.ends_on) for have, want in self.changes.enrolments_changed),
        )
        yesterday = self.today - timedelta(days=1)
        for keys in in_steps([row.id for row in self.changes.enrolments_gone]):
            Enrolment.objects.filter(pk__in=keys).update(ends_on=yesterday)
        insert_values(
            Enrolment,
            ("school_class", "person", "role", "roster_id", "starts_on", "ends_on"),
            (
                (
                    self.class_ids[row.school_class],
                    self._id(row.person),
                    row.role,
                    enrolment_number(row),
                    row.starts_on,
                    row.ends_on,
                )
                for row in self.changes.enrolments_new
            ),
        )

    def _id(self, handle: str) -> int:
        return self.person_ids[handle]


def enrolment_number(row: rules.Membership) -> str:
    """A number of our own for an enrolment of a roster: some student systems number theirs anew every night."""
    return hashlib.sha256(f"{row.school_class}\x1f{row.person}\x1f{row.role}".encode()).hexdigest()


def _row(person: Person) -> Sequence[Any]:
    """Key and columns as `_PERSON_FIELDS` names them."""
    links = {"category": person.category_id, "home_site": person.home_site_id, "homeroom": person.homeroom_id}
    return [person.pk, *(links[field] if field in links else getattr(person, field) for field in _PERSON_FIELDS)]
