"""What is stored about accounts, persons, classes and what they may do."""

from carrel.rooms.people.models.accounts import (
    Account,
    AccountKeeper,
    ExternalIdentity,
    PersonView,
    RoleHeld,
    RoleSetting,
)
from carrel.rooms.people.models.classes import Enrolment, SchoolClass
from carrel.rooms.people.models.legal_holds import LegalHold
from carrel.rooms.people.models.persons import Card, FurtherSite, Guardianship, Merger, PatronCategory, Person

__all__ = [
    "Account",
    "AccountKeeper",
    "Card",
    "Enrolment",
    "ExternalIdentity",
    "FurtherSite",
    "Guardianship",
    "LegalHold",
    "Merger",
    "PatronCategory",
    "Person",
    "PersonView",
    "RoleHeld",
    "RoleSetting",
    "SchoolClass",
]
