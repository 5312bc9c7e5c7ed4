"""Who may propose, approve and carry out a disposal, and what each item on its list needs.

The words of the reasons are those of weeding (MUSTIE: misleading, ugly, superseded, trivial, irrelevant, found
elsewhere; CREW manual, Texas State Library) and of a school's register (features, rows 98 and 142).
"""

from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

DRAFT, ASKED, APPROVED, DECLINED, CARRIED_OUT = "draft", "asked", "approved", "declined", "carried_out"
EDITABLE = (DRAFT, DECLINED)
"""In these states items are put on a list. Afterwards it holds what was asked for and approved, or less."""
OPEN = (DRAFT, ASKED, APPROVED, DECLINED)

REASONS = (
    "worn", "damaged", "beyond_repair", "misleading", "superseded", "trivial", "irrelevant", "elsewhere", "duplicate",
    "lost", "obsolete",
)  # fmt: skip
RECIPIENTS = ("sold", "given", "recycled", "destroyed", "vendor", "kept")
NAME_LENGTH, NOTICE_LENGTH, RECIPIENT_LENGTH, NOTE_LENGTH = 120, 300, 120, 200
NOT_IN_HAND = ("on_loan", "on_hold", "in_transit")
MOST_SCANNED = 500
"""How many numbers are taken from one form."""


def put_on_objections(
    *, title: str, state: str, list_name: str, list_state: str, other_list: str = "", is_here: bool = False
) -> tuple[Objection, ...]:
    """What stands against putting an item on a list; `other_list` names the open list it stands on already."""
    facts = {"title": title, "list": other_list or list_name}
    if list_state not in EDITABLE:
        return (Objection("care.list_closed", Weight.REFUSE, {"list": list_name}, Source("fact", list_name, "list")),)
    if is_here:
        return (Objection("care.on_list_already", Weight.TELL, facts, Source("fact", list_name, "list")),)
    found = []
    if other_list:
        found.append(Objection("care.on_other_list", Weight.REFUSE, facts, Source("fact", other_list, "list")))
    if state == "withdrawn":
        found.append(Objection("care.withdrawn_already", Weight.REFUSE, facts, Source("fact", "", "item")))
    if state in NOT_IN_HAND:
        code = "care.item_out" if state == "on_loan" else "care.item_promised"
        found.append(Objection(code, Weight.REFUSE, facts, Source("fact", "", "item")))
    return tuple(found)


def ask_objections(*, name: str, state: str, lines: int) -> tuple[Objection, ...]:
    """What stands against asking for approval."""
    facts = {"list": name}
    if state not in EDITABLE:
        return (Objection("care.list_closed", Weight.REFUSE, facts),)
    return () if lines else (Objection("care.list_empty", Weight.REFUSE, facts),)


@dataclass(frozen=True, slots=True)
class DecideFacts:
    """A list whose approval is asked for. `is_own`: who decides has opened it or asked. `others`: how many else may."""

    name: str
    state: str
    is_own: bool
    others: int
    reason: str = ""


def approve_objections(facts: DecideFacts) -> tuple[Objection, ...]:
    """What stands against approving: who proposes does not approve, unless there is nobody else who may."""
    base = {"list": facts.name}
    if facts.state != ASKED:
        return (Objection("care.list_not_asked", Weight.REFUSE, base),)
    if not facts.is_own:
        return ()
    source = Source("setting", "", "who proposes does not approve")
    if facts.others:
        return (Objection("care.own_proposal", Weight.REFUSE, base, source),)
    return (Objection("care.own_proposal_alone", Weight.ASK, base, source, override="care.approve_disposal"),)


def decline_objections(facts: DecideFacts) -> tuple[Objection, ...]:
    """What stands against declining: it says why, so that the list can be changed."""
    if facts.state != ASKED:
        return (Objection("care.list_not_asked", Weight.REFUSE, {"list": facts.name}),)
    if not facts.reason.strip():
        return (Objection("care.why_missing", Weight.REFUSE, {"list": facts.name}),)
    return ()


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One item on a list that is to be carried out. `state` is the item's now."""

    title: str
    state: str
    is_stamped: bool
    has_recipient: bool


def carry_out_objections(*, name: str, state: str, lines: tuple[LineFacts, ...]) -> tuple[Objection, ...]:
    """What stands against carrying out a list. Stamp and recipient may be passed over with a reason."""
    if state != APPROVED:
        return (Objection("care.list_not_approved", Weight.REFUSE, {"list": name}),)
    found = [
        Objection("care.item_meanwhile", Weight.REFUSE, {"title": line.title, "list": name})
        for line in lines
        if line.state in NOT_IN_HAND or line.state == "withdrawn"
    ]
    unstamped = sum(not line.is_stamped for line in lines)
    unnamed = sum(not line.has_recipient for line in lines)
    override = "care.carry_out_disposal"
    if unstamped:
        facts = {"list": name, "count": unstamped}
        found.append(Objection("care.not_stamped", Weight.ASK, facts, override=override))
    if unnamed:
        facts = {"list": name, "count": unnamed}
        found.append(Objection("care.no_recipient", Weight.ASK, facts, override=override))
    return tuple(found)


def undo_disposal_objections(*, name: str, state: str, moved: tuple[str, ...]) -> tuple[Objection, ...]:
    """What stands against taking a disposal back; `moved` are titles of items that are not withdrawn any more."""
    if state != CARRIED_OUT:
        return (Objection("care.list_not_carried_out", Weight.REFUSE, {"list": name}),)
    return tuple(
        Objection("care.disposal_moved_on", Weight.REFUSE, {"list": name, "title": title}, Source("fact", "", "item"))
        for title in moved
    )


def take_back_objections(*, name: str, state: str) -> tuple[Objection, ...]:
    """What stands against taking back a request or a decision: the list has been carried out, or is a draft still."""
    if state in (ASKED, APPROVED):
        return ()
    return (Objection("care.nothing_to_take_back", Weight.REFUSE, {"list": name}),)
