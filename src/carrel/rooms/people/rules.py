"""Roles and what they may do, who sees whom, numbers on cards, folded names. Pure."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Protocol

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.texts import fold
from carrel.cellar.kernel.verdicts import Objection, Source, Verdict, Weight


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


_OF_ONESELF = frozenset(
    {
        "circulation.renew_own",
        "circulation.place_own_hold",
        "circulation.cancel_own_hold",
        "circulation.freeze_own_hold",
        "circulation.thaw_own_hold",
        "circulation.keep_history",
        "circulation.forget_history",
        "circulation.forget_past_loan",
        "circulation.sever_own_loans",
        "people.export_own_record",
    }
)
_EVERYBODY = _OF_ONESELF | {
    "catalogue.search", "people.view_own_account", "people.change_own_settings", "people.record_view",
}  # fmt: skip
_DESK = frozenset(
    {
        "circulation.check_out",
        "circulation.check_in",
        "circulation.renew",
        "circulation.undo_own",
        "circulation.note_condition",
        "circulation.note_missing_part",
        "circulation.part_found",
        "circulation.lend_all_in",
    }
)
_WHOLE_DESK = _DESK | {
    "circulation.undo",
    "circulation.change_due",
    "circulation.use_in_library",
    "circulation.renew_many",
    "circulation.undo_renew_many",
    "circulation.view_loans",
    "circulation.view_overdues",
    "circulation.explain",
    "circulation.check_out_to_place",
    "circulation.start_batch",
    "circulation.override_limit",
    "circulation.place_hold",
    "circulation.cancel_hold",
    "circulation.restore_hold",
    "circulation.view_holds",
    "circulation.freeze_hold",
    "circulation.thaw_hold",
    "circulation.change_hold",
    "circulation.swap_copies",
    "circulation.cancel_transit",
    "circulation.mark_missing_in_transit",
    "circulation.settle_missing_part",
    "supplies.view_supplies",
    "supplies.use_supply",
    "supplies.receive_supply",
    "supplies.hand_out_supply",
    "supplies.give_back_supply",
    "supplies.reverse_movement",
    "catalogue.add_brief_record",
    "catalogue.view_record",
    "inventory.view_items",
    "charges.view_charges",
    "people.find_person",
    "people.view_person",
    "people.view_class",
    "people.view_classes",
    "people.add_provisional_person",
    "people.assign_card",
    "people.lose_card",
    "people.replace_card",
    "papers.print_slips",
    "people.set_pin",
    "circulation.close_self_check",
    "schools.view_settings",
}
_ROOMS = ("circulation", "catalogue", "inventory", "intake", "registers", "charges", "rosters", "people", "jobs",
          "papers", "supplies")  # fmt: skip
# What is of every school (the district, its school years) is not theirs to change.
_SCHOOL = (
    "view_settings",
    "mark_days",
    "clear_days",
    "take_back_days",
    "send_calendar",
    "choose_calendar_kinds",
    "take_in_calendar",
    "take_back_calendar",
    "drop_calendar",
    "renew_feed",
    "close_feed",
    "keep_site",
    "keep_place",
    "keep_term",
    "keep_bell_schedule",
    "keep_bell_period",
    "keep_vendor",
    "keep_fund",
)
_SITE = frozenset(f"{room}.*" for room in _ROOMS) | {f"schools.{each}" for each in _SCHOOL}

STATION = Role(
    "self_check",
    0,
    frozenset(
        f"circulation.{each}"
        for each in (
            "self_check", "self_check_begin", "self_check_pick", "self_check_out", "self_check_in", "self_check_renew",
            "self_check_undo",
        )
    ),
)  # fmt: skip
"""What a browser may that staff made a self-check station. Nobody holds it: an account cannot be given this role."""

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
        words[fold(grade_shown(grade))] = None
    return "".join(f" {word}" for word in words)[:400]


class Named(Protocol):
    """Whoever has names, a grade and a number: a stored person, or one a roster speaks of."""

    @property
    def given_name(self) -> str: ...
    @property
    def family_name(self) -> str: ...
    @property
    def preferred_given(self) -> str: ...
    @property
    def preferred_family(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def local_number(self) -> str: ...


def search_text_of(person: Named, homeroom: str) -> str:
    """The words a person in the homeroom of this name is found by."""
    return search_text_for(
        given_name=person.given_name,
        family_name=person.family_name,
        preferred_given=person.preferred_given,
        preferred_family=person.preferred_family,
        grade=person.grade,
        local_number=person.local_number,
        homeroom=homeroom,
    )


def grade_shown(grade: str) -> str:
    """A grade as schools say it: rosters write "07", "KG" and "PK" for 7, K and Pre-K."""
    known = {"KG": "K", "PK": "Pre-K", "TK": "TK", "IT": "Pre-K", "PR": "Pre-K"}
    return known.get(grade.upper(), grade.lstrip("0") or grade)


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


def add_provisional_person_objections(
    *, given_name: str, family_name: str, site_id: int | None, alike: Sequence[str]
) -> Verdict:
    """What stands against adding somebody at the desk; `alike` are the names of those who may be the same person."""
    found = []
    if not (given_name or family_name):
        found.append(Objection("people.name_missing", Weight.REFUSE))
    if site_id is None:
        found.append(Objection("people.no_site", Weight.REFUSE))
    if alike:
        facts = {"names": ", ".join(alike), "count": len(alike)}
        source = Source("fact", "persons of this school")
        found.append(Objection("people.same_name", Weight.ASK, facts, source, "people.add_provisional_person"))
    return Verdict.of(found)


def card_objections(*, number: str, held_by: str) -> Verdict:
    """That a number is somebody else's; `held_by` is blank where the actor may not see who that is."""
    code = "people.card_in_use" if held_by else "people.card_in_use_elsewhere"
    return Verdict.of([Objection(code, Weight.REFUSE, {"number": number, "name": held_by}, Source("fact", number))])


SHORTEST_PIN, LONGEST_PIN = 4, 12
TRIES_BEFORE_REST, REST_SECONDS = 5, 300


def pin_objections(pin: str) -> Verdict:
    """What stands against a PIN: figures only, and not too few of them. An empty one takes the PIN away."""
    if not pin or (SHORTEST_PIN <= len(pin) <= LONGEST_PIN and pin.isascii() and pin.isdigit()):
        return Verdict()
    return Verdict.of([Objection("people.pin_too_short", Weight.REFUSE, {"digits": SHORTEST_PIN})])


def pin_rest_seconds(wrong: int) -> int:
    """How long a card rests after its so many-th wrong PIN in a row: 1, 2, 4, 8 seconds, and five minutes each fifth.

    A child who mistypes waits no longer than it takes to read the message; who tries all 10,000 needs a week.
    """
    if wrong <= 0:
        return 0
    return REST_SECONDS if wrong % TRIES_BEFORE_REST == 0 else 2 ** (wrong % TRIES_BEFORE_REST - 1)


def merge_objections(
    *, same: bool, merged_before: bool, roster_ids: tuple[str | None, str | None], accounts: int, names: tuple[str, str]
) -> Verdict:
    """What stands against making two persons one."""
    facts = {"name": names[0], "other": names[1]}
    if same:
        return Verdict.of([Objection("people.merge_with_itself", Weight.REFUSE, facts)])
    found = []
    if merged_before:
        found.append(Objection("people.already_merged", Weight.REFUSE, facts))
    if all(roster_ids) and roster_ids[0] != roster_ids[1]:
        source = Source("fact", "roster")
        found.append(Objection("people.two_in_roster", Weight.ASK, facts, source, "people.override_two_in_roster"))
    if accounts > 1:
        found.append(Objection("people.two_accounts", Weight.ASK, facts, None, "people.merge_persons"))
    return Verdict.of(found)


def add_account_objections(*, username: str, is_taken: bool, has_account: bool) -> Verdict:
    """What stands against a new account."""
    found = []
    if is_taken:
        found.append(Objection("people.username_taken", Weight.REFUSE, {"username": username}))
    if has_account:
        found.append(Objection("people.person_has_account", Weight.REFUSE))
    return Verdict.of(found)


def give_role_objections(
    *, held: Collection[str], role: str, is_district: bool, at_own_site: bool, for_district: bool, is_program: bool
) -> Verdict:
    """What stands against giving a role: its rank, and the school it would be held at."""
    found = []
    if not is_program and not may_give(held, role):
        found.append(Objection("people.role_too_high", Weight.REFUSE, {"role": role}, Source("setting", "roles")))
    if not is_district and (for_district or not at_own_site):
        found.append(Objection("people.role_elsewhere", Weight.REFUSE, {"role": role}, Source("setting", "roles")))
    return Verdict.of(found)
