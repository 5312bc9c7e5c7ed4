"""Roles and what they may do, who sees whom, numbers on cards, folded names. Pure."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.texts import fold


@dataclass(frozen=True)
class Role:
    """What a role may do: permission codes and patterns. `rank` orders who may give which role: only lower ones.

    `idle_minutes` is the time-out until the district decides otherwise, `second_factor` whether a code is asked then.
    """

    code: str
    rank: int
    permissions: frozenset[str]
    idle_minutes: int = 60
    second_factor: bool = False


_EVERYBODY = frozenset({"catalogue.search", "people.view_own_account"})
_DESK = frozenset({"circulation.check_out", "circulation.check_in", "circulation.renew"})
_WHOLE_DESK = _DESK | {
    "circulation.undo",
    "circulation.change_due",
    "circulation.use_in_library",
    "circulation.view_loans",
    "circulation.view_overdues",
    "circulation.explain",
    "circulation.override_limit",
    "catalogue.add_brief_record",
    "catalogue.view_record",
    "inventory.view_items",
    "people.find_person",
    "people.view_person",
    "people.view_class",
    "people.view_classes",
    "people.add_provisional_person",
    "people.assign_card",
    "people.lose_card",
    "people.replace_card",
    "schools.view_settings",
}
_SITE = frozenset(
    f"{room}.*" for room in ("circulation", "catalogue", "inventory", "intake", "rosters", "people", "schools", "jobs")
)

ROLES: Mapping[str, Role] = {
    role.code: role
    for role in (
        Role("district_manager", 5, frozenset({"*"}), idle_minutes=30),
        Role("librarian", 4, _EVERYBODY | _SITE),
        Role("technician", 3, _EVERYBODY | _SITE),
        Role("assistant", 2, _EVERYBODY | _WHOLE_DESK),
        Role("student_worker", 1, _EVERYBODY | _DESK | {"people.find_person"}, idle_minutes=20),
        Role("volunteer", 1, _EVERYBODY | _DESK, idle_minutes=20),
        Role("teacher", 1, _EVERYBODY | {"people.view_class", "people.view_classes"}, idle_minutes=60),
        Role("student", 0, _EVERYBODY, idle_minutes=15),
    )
}
"""Every role there is, the widest first."""


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """All that these roles together may do; a role that no longer exists may do nothing."""
    return frozenset().union(*(ROLES[each].permissions for each in roles if each in ROLES))


def sees_persons(role: str) -> bool:
    """Whether the role meets the persons of its site at all: at the desk or on their pages."""
    held = ROLES[role].permissions if role in ROLES else frozenset()
    return bool(held & {"*", "people.*", "people.find_person", "people.view_person", "circulation.check_out"})


def rank_of(roles: Iterable[str]) -> int:
    """The highest rank among the roles; -1 for none."""
    return max((ROLES[each].rank for each in roles if each in ROLES), default=-1)


def may_give(held: Collection[str], role: str) -> bool:
    """Whether somebody with these roles may give or end this one: a district manager any, others what ranks lower."""
    return role in ROLES and ("district_manager" in held or rank_of(held) > ROLES[role].rank)


def is_held(starts_on: date | None, ends_on: date | None, today: date) -> bool:
    """Whether something between two days (open where blank) holds today; both days count."""
    return (starts_on is None or starts_on <= today) and (ends_on is None or today <= ends_on)


class Sight(IntEnum):
    """How much of a person somebody sees, from nothing to everything."""

    NONE = 0
    """Nothing: "a student of another school of this district"."""
    NAME = 1
    """The name and the class, when the card is scanned: a volunteer."""
    DESK = 2
    """What the desk needs, and finding by name: a student worker."""
    CLASS = 3
    """The name, the class and counts, never titles: a teacher of the person's class."""
    FULL = 4
    """The whole record: staff of a site of the person."""


def sight_of(actor: Actor, *, person_id: int, site_ids: Collection[int], in_own_class: bool) -> Sight:
    """How much this actor sees of a person who belongs to these sites."""
    best = Sight.CLASS if in_own_class and actor.may("people.view_class") else Sight.NONE
    if actor.person_id == person_id:
        best = max(best, Sight.NAME)
    if actor.is_district or not (actor.site_ids - actor.narrow_site_ids).isdisjoint(site_ids):
        if actor.may("people.view_person"):
            best = Sight.FULL
        elif actor.may("people.find_person"):
            best = max(best, Sight.DESK)
        elif actor.may("circulation.check_out"):
            best = max(best, Sight.NAME)
    return best


def normalise_number(text: str) -> str:
    """A card number as it is stored and compared: no blanks or unseen signs, capitals, full-width signs made plain."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if sign.isprintable() and not sign.isspace()).upper()[:64]


def search_text_for(
    *,
    given_name: str,
    family_name: str,
    preferred_given: str = "",
    preferred_family: str = "",
    grade: str = "",
    local_number: str = "",
    homeroom: str = "",
) -> str:
    """The folded words by which a person is found, each with a blank before it: " ana garcia anita 7b"."""
    words: dict[str, None] = {}
    for part in (preferred_given, given_name, preferred_family, family_name, homeroom, local_number):
        words.update(dict.fromkeys(fold(part).split()))
    if grade:
        words[fold(grade)] = None
        words["g" + fold(grade)] = None
    return "".join(f" {word}" for word in words)[:400]


def parts_to_find(text: str) -> list[str]:
    """The folded words of a question for a person, six at most: each must begin a word of the person."""
    return fold(text[:200]).split()[:6]


def same_names(names: Iterable[str]) -> frozenset[str]:
    """The folded names that occur more than once: whoever picks one looks at face, grade and homeroom first."""
    seen: dict[str, int] = {}
    for name in names:
        key = fold(name)
        seen[key] = seen.get(key, 0) + 1
    return frozenset(key for key, count in seen.items() if count > 1)
