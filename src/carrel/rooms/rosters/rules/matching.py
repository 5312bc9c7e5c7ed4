"""The same human being under no number or another one: added at the desk before, or numbered anew by the roster."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from carrel.cellar.kernel.texts import fold
from carrel.cellar.oneroster.faults import Findings
from carrel.rooms.rosters.rules.facts import GUARDIAN, Known, KnownPerson, WantedPerson
from carrel.rooms.rosters.rules.wanted import Wanted

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
    wanted = [person for person in wanted if person.said.category != GUARDIAN]
    found = _by_number(free, wanted)
    taken = {person.id for person in found.values()}
    provisional = [
        person for person in free if person.is_provisional and not person.has_left and person.id not in taken
    ]
    rest = [person for person in wanted if person.roster_id not in found]
    return found | _by_name(provisional, rest, findings)


def _by_number(free: Iterable[KnownPerson], wanted: Iterable[WantedPerson]) -> dict[str, KnownPerson]:
    numbers = _single((person.said.local_number, person) for person in free if person.said.local_number)
    asked = _single((person.said.local_number, person) for person in wanted if person.said.local_number)
    return {asked[number].roster_id: person for number, person in numbers.items() if number in asked}


def _by_name(
    provisional: Iterable[KnownPerson], wanted: Iterable[WantedPerson], findings: Findings
) -> dict[str, KnownPerson]:
    asked: dict[tuple[str, str, str, int | None], list[WantedPerson]] = {}
    for person in wanted:
        for given in _givens(person):
            key = given, fold(person.said.family_name), person.said.grade, person.said.site
            asked.setdefault(key, []).append(person)
    found: dict[str, KnownPerson] = {}
    claims: dict[str, list[KnownPerson]] = {}
    for have in provisional:
        hits = {
            each.roster_id: each
            for given in _givens(have)
            for each in asked.get((given, fold(have.said.family_name), have.said.grade, have.said.site), [])
        }
        for roster_id in hits:
            claims.setdefault(roster_id, []).append(have)
        if len(hits) > 1:
            findings.remark("same_name_twice", "users.csv", 0, "givenName", name=have.said.name)
        elif hits:
            found[next(iter(hits))] = have
    for roster_id, persons in claims.items():
        if len(persons) > 1:
            found.pop(roster_id, None)
            findings.remark("same_name_twice", "users.csv", 0, "givenName", name=persons[0].said.name)
    return found


def match_renumbered(
    known: Known, wanted: Sequence[WantedPerson], package: Wanted, met: Mapping[str, KnownPerson]
) -> dict[str, KnownPerson]:
    """New roster number → the person whom the roster knew by another one, which it does not have any more.

    By student number, with the given or the family name the same: a number that was given to somebody else is not
    enough. Guardians by name, when a student of theirs is the same. `met` are those met already, by their new number.
    """
    gone = [
        person
        for person in known.persons
        if person.roster_id and person.roster_id not in package.listed and person.handle not in package.listed
    ]
    if not gone:
        return {}
    readers = [person for person in gone if person.said.category != GUARDIAN]
    asked = [person for person in wanted if person.said.category != GUARDIAN]
    by_number = _by_number(readers, asked)
    names = {person.roster_id: person for person in asked}
    found = {number: have for number, have in by_number.items() if _share_a_name(have, names[number])}
    handles = {person.handle: person.handle for person in known.persons}
    handles |= {number: have.handle for number, have in {**met, **found}.items()}
    return found | _guardians(known, gone, wanted, package, handles)


def _guardians(
    known: Known,
    gone: Iterable[KnownPerson],
    wanted: Iterable[WantedPerson],
    package: Wanted,
    handles: Mapping[str, str],
) -> dict[str, KnownPerson]:
    """Guardians by the student they stand for and their folded name, where that means one on each side."""
    lost = {person.handle: person for person in gone if person.said.category == GUARDIAN}
    have = _single(
        ((row.student, _name(lost[row.guardian])), lost[row.guardian])
        for row in known.guardianships
        if row.guardian in lost
    )
    new = {person.roster_id: person for person in wanted if person.said.category == GUARDIAN}
    want = _single(
        ((handles[student], _name(new[guardian])), guardian)
        for student, guardian in package.guardianships
        if guardian in new and student in handles
    )
    found: dict[str, KnownPerson] = {}
    taken: set[int] = set()
    for key, guardian in want.items():
        person = have.get(key)
        if person is not None and guardian not in found and person.id not in taken:
            found[guardian] = person
            taken.add(person.id)
    return found


def _share_a_name(have: KnownPerson, want: WantedPerson) -> bool:
    return fold(have.said.family_name) == fold(want.said.family_name) or not _givens(have).isdisjoint(_givens(want))


def _name(person: KnownPerson | WantedPerson) -> str:
    return fold(f"{person.said.given_name} {person.said.family_name}")


def _givens(person: KnownPerson | WantedPerson) -> set[str]:
    return {fold(person.said.given_name), fold(person.said.preferred_given)} - {""}


def _single(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, Value]:
    """The pairs whose key occurs once."""
    seen: dict[Key, list[Value]] = {}
    for key, value in pairs:
        seen.setdefault(key, []).append(value)
    return {key: values[0] for key, values in seen.items() if len(values) == 1}
