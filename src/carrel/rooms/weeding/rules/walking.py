"""A weeding list on its walk: marked, scanned, proposed. And what it adds up to for the board."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.weeding.rules.weighing import IN_HAND

KEEP, WITHDRAW = "keep", "withdraw"
MARKS = (KEEP, WITHDRAW)
WHY_LENGTH = 120
MOST_LINES = 5_000


def mark_objections(
    *, name: str, is_proposed: bool, mark: str, until_on: date | None, today: date, why: str
) -> tuple[Objection, ...]:
    """What stands against marking lines of a list. Kept without an end needs a word why."""
    found = []
    if is_proposed:
        found.append(Objection("weeding.list_proposed", Weight.REFUSE, {"list": name}))
    if mark == KEEP and until_on is not None and until_on <= today:
        found.append(Objection("weeding.kept_until_past", Weight.REFUSE, {"day": until_on}))
    if mark == KEEP and until_on is None and not why.strip():
        found.append(Objection("weeding.kept_why", Weight.REFUSE, {}))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """A scanned copy: where it belongs, what it is, and whether it stands on the list."""

    title: str
    list_name: str
    is_proposed: bool
    is_ours: bool
    state: str
    is_on_list: bool
    is_marked: bool = False
    is_waited_for: bool = False
    is_reserved: bool = False
    other_list: str = ""
    is_kept: bool = False
    is_last: bool = False


def scan_objections(facts: ScanFacts) -> tuple[Objection, ...]:
    """What stands against taking a scanned copy off the shelf for withdrawal."""
    said = {"title": facts.title, "list": facts.list_name}
    if facts.is_proposed:
        return (Objection("weeding.list_proposed", Weight.REFUSE, said),)
    if not facts.is_ours:
        return (Objection("weeding.other_sites", Weight.REFUSE, said),)
    found = []
    if facts.state not in IN_HAND:
        found.append(_away(facts.title, facts.state))
    if facts.is_waited_for or facts.is_reserved:
        code = "weeding.is_waited_for" if facts.is_waited_for else "weeding.is_reserved"
        found.append(Objection(code, Weight.REFUSE, said, Source("fact", "", "title")))
    if facts.other_list:
        found.append(Objection("weeding.on_disposal_list", Weight.REFUSE, said | {"other": facts.other_list}))
    override = "weeding.scan_to_withdraw"
    if facts.is_kept:
        found.append(Objection("weeding.is_kept", Weight.ASK, said, override=override))
    elif not facts.is_on_list:
        found.append(Objection("weeding.not_on_list", Weight.ASK, said, override=override))
    if facts.is_marked:
        found.append(Objection("weeding.marked_already", Weight.TELL, said))
    if facts.is_last:
        found.append(Objection("weeding.last_copy", Weight.TELL, said))
    return tuple(found)


def propose_objections(*, name: str, is_proposed: bool, marked: Sequence[tuple[str, str]]) -> tuple[Objection, ...]:
    """What stands against proposing what is marked; `marked` are title and state of each copy now."""
    if is_proposed:
        return (Objection("weeding.list_proposed", Weight.REFUSE, {"list": name}),)
    if not marked:
        return (Objection("weeding.nothing_marked", Weight.REFUSE, {"list": name}),)
    return tuple(_away(title, state) for title, state in marked if state not in IN_HAND)


def _away(title: str, state: str) -> Objection:
    code = "weeding.is_out" if state in ("on_loan", "on_hold", "in_transit") else "weeding.not_there"
    return Objection(code, Weight.REFUSE, {"title": title}, Source("fact", "", "item"))


def take_back_objections(*, name: str, disposal_state: str) -> tuple[Objection, ...]:
    """What stands against taking a proposal back; a blank state is a disposal list that is gone, or never was."""
    if disposal_state in ("", "draft", "asked", "declined"):
        return ()
    return (Objection("weeding.decided", Weight.REFUSE, {"list": name}),)


def drop_objections(*, name: str, is_proposed: bool) -> tuple[Objection, ...]:
    """What stands against giving a list up."""
    return (Objection("weeding.list_proposed", Weight.REFUSE, {"list": name}),) if is_proposed else ()


@dataclass(slots=True)
class Tally:
    """What a section adds up to: looked at, kept, withdrawn, the value of these, and how often each reason holds."""

    section: str
    looked_at: int = 0
    kept: int = 0
    withdrawn: int = 0
    value_minor: int = 0
    unpriced: int = 0
    reasons: dict[str, int] = field(default_factory=dict)


def tallies(lines: Iterable[tuple[str, str, int | None, Iterable[str]]]) -> list[Tally]:
    """The sums of a list by section, in the order the sections come; lines are section, mark, price, reason codes.

    Reasons are counted of what is withdrawn; a copy with two reasons counts under both.
    """
    found: dict[str, Tally] = {}
    for section, mark, price, codes in lines:
        tally = found.setdefault(section, Tally(section))
        tally.looked_at += 1
        tally.kept += mark == KEEP
        if mark == WITHDRAW:
            tally.withdrawn += 1
            tally.value_minor += price or 0
            tally.unpriced += price is None
            for code in codes:
                tally.reasons[code] = tally.reasons.get(code, 0) + 1
    return list(found.values())
