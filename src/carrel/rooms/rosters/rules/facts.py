"""What Carrel knows, as plain values: one tuple per row, ids of the roster where there are any.

A person's *handle* is the roster's number, or `#` and our own where the roster has none for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

STUDENT, TEACHER, STAFF, GUARDIAN = "student", "teacher", "staff", "guardian"
GROUPS = (STUDENT, TEACHER, STAFF, GUARDIAN)
"""Codes of the patron categories a roster gives; any other category was given at the desk and stays."""

FIELDS = (
    "given_name",
    "family_name",
    "preferred_given",
    "pronouns",
    "local_number",
    "grade",
    "category",
    "site",
    "homeroom",
    "home_language",
    "email",
)
"""What of a person a roster may change, in the order in which a report names it."""


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
    given_name: str
    family_name: str
    preferred_given: str
    pronouns: str
    local_number: str
    grade: str
    category: str
    site: int | None
    homeroom: str
    home_language: str
    email: str
    has_left: bool
    is_provisional: bool

    @property
    def handle(self) -> str:
        return self.roster_id or f"#{self.id}"

    @property
    def name(self) -> str:
        return f"{self.preferred_given or self.given_name} {self.family_name}".strip()


class KnownClass(NamedTuple):
    """A class of ours that a roster brought; `term` is the roster's number of its term, or empty."""

    id: int
    roster_id: str
    site: int
    name: str
    kind: str
    grade: str
    subject: str
    periods: str
    term: str
    has_ended: bool


class KnownEnrolment(NamedTuple):
    """One person in one class of a roster; `person` is a handle."""

    id: int
    school_class: str
    person: str
    role: str
    starts_on: date | None
    ends_on: date | None
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


class KnownSession(NamedTuple):
    """A school year or a term of ours; `year` is the id of a term's school year."""

    id: int
    roster_id: str
    name: str
    starts_on: date
    ends_on: date
    year: int | None = None


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
    enrolments: tuple[KnownEnrolment, ...] = ()
    guardianships: tuple[KnownGuardianship, ...] = ()
    years: tuple[KnownSession, ...] = ()
    terms: tuple[KnownSession, ...] = ()
    further: Mapping[int, frozenset[int]] = field(default_factory=dict)
    cards: Mapping[str, int] = field(default_factory=dict)
    had: Mapping[int, frozenset[str]] = field(default_factory=dict)
