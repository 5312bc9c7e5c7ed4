"""Whom the desk added before the roster knew them: the same human being, found by student number or by name."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from carrel.cellar.kernel.texts import fold
from carrel.cellar.oneroster.faults import Findings
from carrel.rooms.rosters.rules.facts import GUARDIAN, KnownPerson
from carrel.rooms.rosters.rules.reading import WantedPerson

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


def match_without_number(
    known: Sequence[KnownPerson], wanted: Sequence[WantedPerson], findings: Findings
) -> dict[str, KnownPerson]:
    """Roster number → the person without one whom it means.

    By student number: anybody. By name, grade and school: only who was added at the desk as provisional, and only when
    there is exactly one such person on both sides; else a remark, and staff merge the two by hand.
    """
    free = [person for person in known if not person.roster_id]
    if not free:
        return {}
    wanted = [person for person in wanted if person.category != GUARDIAN]
    found = _by_number(free, wanted)
    taken = {person.id for person in found.values()}
    provisional = [
        person for person in free if person.is_provisional and not person.has_left and person.id not in taken
    ]
    rest = [person for person in wanted if person.roster_id not in found]
    return found | _by_name(provisional, rest, findings)


def _by_number(free: Iterable[KnownPerson], wanted: Iterable[WantedPerson]) -> dict[str, KnownPerson]:
    numbers = _single((person.local_number, person) for person in free if person.local_number)
    asked = _single((person.local_number, person) for person in wanted if person.local_number)
    return {asked[number].roster_id: person for number, person in numbers.items() if number in asked}


def _by_name(
    provisional: Iterable[KnownPerson], wanted: Iterable[WantedPerson], findings: Findings
) -> dict[str, KnownPerson]:
    asked: dict[tuple[str, str, str, int | None], list[WantedPerson]] = {}
    for person in wanted:
        for given in {fold(person.given_name), fold(person.preferred_given)} - {""}:
            asked.setdefault((given, fold(person.family_name), person.grade, person.site), []).append(person)
    found: dict[str, KnownPerson] = {}
    claims: dict[str, list[KnownPerson]] = {}
    for have in provisional:
        givens = {fold(have.given_name), fold(have.preferred_given)} - {""}
        hits = {
            each.roster_id: each
            for given in givens
            for each in asked.get((given, fold(have.family_name), have.grade, have.site), [])
        }
        for roster_id in hits:
            claims.setdefault(roster_id, []).append(have)
        if len(hits) > 1:
            findings.remark("same_name_twice", "users.csv", 0, "givenName", name=have.name)
        elif hits:
            found[next(iter(hits))] = have
    for roster_id, persons in claims.items():
        if len(persons) > 1:
            found.pop(roster_id, None)
            findings.remark("same_name_twice", "users.csv", 0, "givenName", name=persons[0].name)
    return found


def _single(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, Value]:
    """The pairs whose key occurs once."""
    seen: dict[Key, list[Value]] = {}
    for key, value in pairs:
        seen.setdefault(key, []).append(value)
    return {key: values[0] for key, values in seen.items() if len(values) == 1}
