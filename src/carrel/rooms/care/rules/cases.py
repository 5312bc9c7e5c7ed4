"""When a thing may go to mending or repair, and how a case may end."""

from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

MENDING, REPAIR = "mending", "repair"
MENDED, REPAIRED, REPLACED, BEYOND, ELSEWHERE = "mended", "repaired", "replaced", "beyond", "elsewhere"
OUTCOMES = {MENDING: (MENDED, BEYOND), REPAIR: (REPAIRED, REPLACED, BEYOND)}
"""How a person may end a case. ELSEWHERE is written down when the item went another way: lent all the same, found."""

WHAT_LENGTH, WHO_LENGTH, RMA_LENGTH = 300, 80, 60

PROMISED = ("on_hold", "in_transit")


@dataclass(frozen=True, slots=True)
class BeginFacts:
    """The item a case is to be begun for. `open_kind` is the kind of the case it has already, blank for none."""

    title: str
    state: str
    what: str
    begun_on: date
    due_back_on: date | None = None
    open_kind: str = ""


def begin_objections(facts: BeginFacts) -> tuple[Objection, ...]:
    """What stands against sending an item to mending or to a vendor."""
    base: dict[str, object] = {"title": facts.title, "sent": facts.begun_on, "due": facts.due_back_on}
    source = Source("fact", "", "item")
    found = []
    if facts.open_kind:
        found.append(Objection("care.case_open", Weight.REFUSE, base, Source("fact", "", "open case")))
    if facts.state == "on_loan":
        found.append(Objection("care.item_out", Weight.REFUSE, base, source))
    if facts.state in PROMISED:
        found.append(Objection("care.item_promised", Weight.REFUSE, base, source))
    if facts.state == "withdrawn":
        found.append(Objection("care.item_withdrawn", Weight.REFUSE, base, source))
    if not facts.what.strip():
        found.append(Objection("care.what_missing", Weight.REFUSE, base))
    return (*found, *dates_objections(facts.title, facts.begun_on, facts.due_back_on))


def dates_objections(title: str, begun_on: date, back_on: date | None) -> tuple[Objection, ...]:
    """Nothing is back before it went."""
    if back_on is not None and back_on < begun_on:
        facts = {"title": title, "sent": begun_on, "due": back_on}
        return (Objection("care.back_before_sent", Weight.REFUSE, facts),)
    return ()


@dataclass(frozen=True, slots=True)
class EndFacts:
    """A case that is to be ended, and how. `replacement` is the barcode of the item that takes its place."""

    title: str
    kind: str
    outcome: str
    begun_on: date
    back_on: date
    is_over: bool = False
    replacement: str = ""
    replacement_known: bool = False
    replaces_itself: bool = False


def end_objections(facts: EndFacts) -> tuple[Objection, ...]:
    """What stands against ending a case in this way."""
    base = {"title": facts.title, "number": facts.replacement}
    if facts.is_over:
        return (Objection("care.case_over", Weight.REFUSE, base, Source("fact", "", "case")),)
    found = []
    if facts.outcome not in OUTCOMES[facts.kind]:
        found.append(Objection("care.outcome_unknown", Weight.REFUSE, base))
    if facts.outcome == REPLACED and (not facts.replacement_known or facts.replaces_itself):
        found.append(Objection("care.replacement_unknown", Weight.REFUSE, base))
    return (*found, *dates_objections(facts.title, facts.begun_on, facts.back_on))


STATE_AFTER = {MENDED: "available", REPAIRED: "available", REPLACED: "withdrawn", BEYOND: "in_repair"}
"""The state of an item after its case: what is beyond repair stays out of lending until its disposal."""


@dataclass(frozen=True, slots=True)
class ReopenFacts:
    """A case that is to be opened again. `state` is the item's now; `on_list` names an approved list it is on."""

    title: str
    outcome: str
    state: str
    is_over: bool = True
    has_other: bool = False
    on_list: str = ""


def reopen_objections(facts: ReopenFacts) -> tuple[Objection, ...]:
    """What stands against opening a case again: the item has moved on since."""
    base = {"title": facts.title, "list": facts.on_list}
    if not facts.is_over:
        return (Objection("care.case_not_over", Weight.REFUSE, base),)
    source = Source("fact", "", "later deeds")
    found = []
    if facts.has_other:
        found.append(Objection("care.case_open", Weight.REFUSE, base, source))
    if facts.outcome == ELSEWHERE or facts.state != STATE_AFTER.get(facts.outcome):
        found.append(Objection("care.moved_on", Weight.REFUSE, base, source))
    if facts.on_list:
        found.append(Objection("care.list_decided", Weight.REFUSE, base, source))
    return tuple(found)


def days_late(due_back_on: date | None, today: date) -> int:
    """How many calendar days a thing should have been back for; 0 when it is in time or nobody said when."""
    return max(0, (today - due_back_on).days) if due_back_on is not None else 0
