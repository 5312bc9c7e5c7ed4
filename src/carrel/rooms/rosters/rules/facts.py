"""What is said of persons, classes, places in them and school years, by a roster or by us, as plain values.

What both sides say is one type, so that nothing can be compared that only one of them has. Ids are the roster's where
there are any; a person's *handle* is the roster's number, or `#` and our own where the roster has none for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

STUDENT, TEACHER, STAFF, GUARDIAN = "student", "teacher", "staff", "guardian"
GROUPS = (STUDENT, TEACHER, STAFF, GUARDIAN)
"""Codes of the patron categories a roster gives; any other category was given at the desk and stays."""


class Said(NamedTuple):
    """What of a person a roster may say, in the order in which a report names it. Blank means it does not say."""

    given_name: str = ""
    family_name: str = ""
    preferred_given: str = ""
    preferred_family: str = ""
    pronouns: str = ""
    local_number: str = ""
    grade: str = ""
    category: str = ""
    site: int | None = None
    homeroom: str = ""
    home_language: str = ""
    email: str = ""
    phone: str = ""
    directory_opt_out: bool = False

    @property
    def name(self) -> str:
        """The name that is used."""
        return f"{self.preferred_given or self.given_name} {self.preferred_family or self.family_name}".strip()


FIELDS = Said._fields


class KnownSite(NamedTuple):
    """A site of ours."""

    id: int
    code: str
    name: str
    roster_id: str


class KnownPerson(NamedTuple):
    """A person of ours who is not merged into another."""

    id: int
    roster_id: str
    said: Said
    has_left: bool = False
    is_provisional: bool = False

    @property
    def handle(self) -> str:
        return self.roster_id or f"#{self.id}"


class WantedPerson(NamedTuple):
    """A person as the roster has them. `card` is the number to borrow with, `further` more schools of theirs."""

    roster_id: str
    said: Said
    further: frozenset[int] = frozenset()
    card: str = ""

    @property
    def handle(self) -> str:
        return self.roster_id


class ClassSaid(NamedTuple):
    """A class or homeroom: its roster number, and what a report names; `term` is the roster's number of its term."""

    roster_id: str
    site: int
    name: str
    kind: str = "class"
    grade: str = ""
    subject: str = ""
    periods: str = ""
    term: str = ""


CLASS_FIELDS = ClassSaid._fields[1:]


class KnownClass(NamedTuple):
    """A class of ours that a roster brought."""

    id: int
    said: ClassSaid
    has_ended: bool = False


class Membership(NamedTuple):
    """One person in one class, between two days; `person` is a handle. Roles other than student count as teacher."""

    school_class: str
    person: str
    role: str
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Class, person and role: there is one of each three."""
        return self[:3]


class KnownMembership(NamedTuple):
    """A membership of ours in a class of a roster; not `from_roster` when it was made by hand."""

    id: int
    said: Membership
    from_roster: bool = True


class KnownGuardianship(NamedTuple):
    """Who stands for whom; handles."""

    id: int
    student: str
    guardian: str
    relation: str

    @property
    def is_of_roster(self) -> bool:
        """Whether both came by a roster, so that a roster may take it back."""
        return not self.student.startswith("#") and not self.guardian.startswith("#")


class SessionSaid(NamedTuple):
    """A school year or a term: its roster number, or blank for one made by hand."""

    roster_id: str
    name: str
    starts_on: date
    ends_on: date


class KnownSession(NamedTuple):
    """A school year or a term of ours."""

    id: int
    said: SessionSaid


class WantedSession(NamedTuple):
    """A school year, or a term with the roster number of its year."""

    said: SessionSaid
    year: str = ""


@dataclass(frozen=True)
class Known:
    """All that a roster is compared with.

    `persons` holds everybody not merged; `merged` leads from the roster number of a merged person to the handle of who
    was kept; `further` holds a person's further sites; `cards` leads from a valid number to the person who has it, and
    `had` from a person to every number they ever had.
    """

    sites: tuple[KnownSite, ...] = ()
    persons: tuple[KnownPerson, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    classes: tuple[KnownClass, ...] = ()
    enrolments: tuple[KnownMembership, ...] = ()
    guardianships: tuple[KnownGuardianship, ...] = ()
    years: tuple[KnownSession, ...] = ()
    terms: tuple[KnownSession, ...] = ()
    further: Mapping[int, frozenset[int]] = field(default_factory=dict)
    cards: Mapping[str, int] = field(default_factory=dict)
    had: Mapping[int, frozenset[str]] = field(default_factory=dict)
