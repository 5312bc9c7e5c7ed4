"""Everything a roster says of the schools that are sites, in the words of a comparison."""

from collections.abc import Mapping
from dataclasses import dataclass

from carrel.cellar.oneroster.faults import Remark
from carrel.rooms.rosters.rules.facts import ClassSaid, Membership, WantedPerson, WantedSession


@dataclass(frozen=True)
class Wanted:
    """What a package says. `listed` are the ids of all who are in it: who is listed is no leaver.

    `has_classes` and `has_enrolments` tell whether it speaks of them at all. A partial one has been completed with what
    we know, so that what it does not name is not gone.
    """

    persons: tuple[WantedPerson, ...]
    classes: tuple[ClassSaid, ...]
    enrolments: tuple[Membership, ...]
    guardianships: Mapping[tuple[str, str], str]
    years: tuple[WantedSession, ...]
    terms: tuple[WantedSession, ...]
    listed: frozenset[str]
    has_classes: bool
    has_enrolments: bool
    remarks: tuple[Remark, ...]
    is_partial: bool = False
