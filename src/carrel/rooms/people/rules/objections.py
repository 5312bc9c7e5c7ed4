"""What stands against a card, a PIN, a merging, an account or a role. Pure."""

from collections.abc import Collection, Sequence

from carrel.cellar.kernel.verdicts import Objection, Source, Verdict, Weight
from carrel.rooms.people.rules.roles import may_give


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
