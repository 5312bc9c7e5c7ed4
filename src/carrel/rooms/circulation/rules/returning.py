"""Check-in and undo: what stands against them, and what is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.rules.sending import SentFacts


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """The hold this copy was caught for already, or the next it can fill. `here`: fetched at the site of the return."""

    hold_id: int
    site_id: int
    site: str
    here: bool
    until_on: date | None = None
    status: str = "waiting"
    """What the hold was before this scan: waiting, on its way to here or there, on the hold shelf."""
    was_on_shelf: bool = False
    """Whether it stands on the hold shelf of this site already."""


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """The item that lies on the desk, and the loan it closes, if any. Dates are of the site of the return."""

    title: str
    state: str
    today: date
    returned_on: date
    here: bool
    home: str
    """Name of the site the item belongs to; `here` says whether that is the site of the return."""
    due_on: date | None = None
    lent_on: date | None = None
    open_days_late: int = 0
    is_claimed: bool = False
    """Whether the reader had said that they brought it back; `returned_on` is the day they said then."""
    waiting: WaitingFacts | None = None
    sent: SentFacts | None = None
    """Where staff sent it by hand, while that holds."""
    floats: bool = False
    """Whether what is returned here and belongs elsewhere stays here, by the settings of floating."""


STAYS, ON_HOLD_SHELF, TO_HOLD, HOME, SENT = "stays", "on_hold_shelf", "to_hold", "home", "sent"
FLOATS = "floats"


@dataclass(frozen=True, slots=True)
class CheckInOutcome:
    """What a return leads to: the item's state and where it goes, days late (calendar days), what is refused or told.

    `goes` is one of STAYS, ON_HOLD_SHELF, FLOATS (it belongs here from now on), and to another site: TO_HOLD (somebody
    waits), SENT (by hand) and HOME.
    """

    state: str
    overdue_days: int
    objections: tuple[Objection, ...]
    goes: str = STAYS


def check_in_outcome(facts: ReturnFacts) -> CheckInOutcome:
    """The state the item goes to and what the desk is told. A scan is never refused for what the item is.

    The order of decisions: the return, what was lost or is withdrawn, who waits, whose it is (circulation-rules,
    section 11; features, section 2.5). Who waits comes before where staff sent it, that before floating,
    and that before whose it is.
    """
    late = max(0, (facts.returned_on - facts.due_on).days) if facts.due_on is not None else 0
    base: dict[str, object] = {"title": facts.title, "home": facts.home}
    found: list[Objection] = [*_return_date_objections(facts)]
    if facts.due_on is None and facts.state not in ("lost", "missing", "in_transit", "on_hold"):
        found.append(Objection("circulation.not_on_loan", Weight.TELL, base, Source("fact", "", "open loans")))
    if late:
        facts_late = base | {"days": late, "open_days": facts.open_days_late, "due": facts.due_on}
        found.append(
            Objection("circulation.returned_late", Weight.TELL, facts_late, Source("calendar", "", "calendar"))
        )
    if facts.is_claimed:
        found.append(Objection("circulation.claim_was_right", Weight.TELL, base, Source("fact", "", "claim")))
    if facts.state in ("lost", "missing"):
        found.append(
            Objection("circulation.was_found", Weight.TELL, base | {"state": facts.state}, Source("fact", "", "item"))
        )
    if facts.state in ("withdrawn", "in_repair"):
        code = "circulation.item_is_withdrawn" if facts.state == "withdrawn" else "circulation.item_is_in_repair"
        found.append(Objection(code, Weight.TELL, base, Source("fact", "", "item")))
        return CheckInOutcome(facts.state, late, tuple(found))
    goes, state, told = _way(facts, base)
    return CheckInOutcome(state, late, (*found, *told), goes)


def found_told(*, title: str, was_billed: bool) -> tuple[Objection, ...]:
    """What the desk is told when a thing that was taken for lost turns up: no figure, since others look on."""
    if not was_billed:
        return ()
    return (Objection("circulation.found_and_settled", Weight.TELL, {"title": title}, Source("fact", "", "charges")),)


def _way(facts: ReturnFacts, base: dict[str, object]) -> tuple[str, str, list[Objection]]:
    """Where it goes, the state it is in then, and what is told: to who waits, as it was sent, home, or nowhere."""
    home = Source("fact", facts.home, "site")
    if facts.waiting is not None:
        goes, state = (ON_HOLD_SHELF, "on_hold") if facts.waiting.here else (TO_HOLD, "in_transit")
        return goes, state, [_waiting_told(facts.waiting, base)]
    if facts.sent is not None and not (facts.sent.here and facts.here):
        goes, state = (STAYS, "available") if facts.sent.here else (SENT, "in_transit")
        return goes, state, [_sent_told(facts.sent, facts.state, base)]
    if not facts.here and facts.floats:
        floats = Source("setting", "", "floating")
        return FLOATS, "available", [Objection("circulation.floats_here", Weight.TELL, base, floats)]
    if not facts.here:
        return HOME, "in_transit", [Objection("circulation.belongs_elsewhere", Weight.TELL, base, home)]
    arrived = facts.state == "in_transit"
    return STAYS, "available", [Objection("circulation.arrived_home", Weight.TELL, base, home)] if arrived else []


def _waiting_told(waiting: WaitingFacts, base: dict[str, object]) -> Objection:
    """Somebody waits: what to do with the copy, without a name, since others look on."""
    if not waiting.here:
        code = "circulation.hold_sent"
    elif waiting.was_on_shelf:
        code = "circulation.hold_stays"
    else:
        code = "circulation.hold_arrived" if waiting.status == "in_transit" else "circulation.hold_caught"
    facts = base | {"site": waiting.site, "until": waiting.until_on}
    if waiting.here and waiting.until_on is None:
        code = "circulation.hold_caught_no_end"
    return Objection(code, Weight.TELL, facts, Source("fact", "", f"hold:{waiting.hold_id}"))


def _sent_told(sent: SentFacts, state: str, base: dict[str, object]) -> Objection:
    """Staff sent it by hand: it goes on to where they sent it, and stays there."""
    code = "circulation.sent_on" if not sent.here else "circulation.sent_arrived"
    if sent.here and state != "in_transit":
        code = "circulation.sent_stays"
    return Objection(code, Weight.TELL, base | {"site": sent.site}, Source("fact", sent.site, "transit"))


def _return_date_objections(facts: ReturnFacts) -> list[Objection]:
    base: dict[str, object] = {"title": facts.title, "returned": facts.returned_on, "lent": facts.lent_on}
    if facts.returned_on > facts.today:
        return [Objection("circulation.returned_in_the_future", Weight.REFUSE, base, Source("fact", "", "returned_on"))]
    if facts.lent_on is not None and facts.returned_on < facts.lent_on:
        return [Objection("circulation.returned_before_lent", Weight.REFUSE, base, Source("fact", "", "returned_on"))]
    return []


@dataclass(frozen=True, slots=True)
class UndoFacts:
    """What has happened since the deed that is to be undone."""

    code: str
    title: str
    known: bool = True
    already_undone: bool = False
    loan_is_open: bool = True
    changed_since: bool = False
    item_lent_again: bool = False
    item_changed_since: bool = False
    borrower_severed: bool = False
    claimed_since: bool = False


OWN_UNDO_SECONDS = 300
"""Who may only take back their own slips may do so this long: the time in which the same scan again is a double one."""


def undo_own_objections(*, title: str, is_own: bool, seconds: float) -> tuple[Objection, ...]:
    """Why a helper may not take this back: somebody else did it, or it is no slip of this moment any more."""
    if is_own and seconds <= OWN_UNDO_SECONDS:
        return ()
    facts = {"title": title, "minutes": OWN_UNDO_SECONDS // 60}
    return (Objection("circulation.undo_not_own", Weight.REFUSE, facts, Source("setting", "", "own deeds")),)


UNDOABLE = frozenset(
    f"circulation.{verb}"
    for verb in (
        "check_out",
        "check_out_to_place",
        "check_in",
        "renew",
        "auto_renew",
        "change_due",
        "use_in_library",
        "swap_copies",
        "note_condition",
        "declare_lost",
        "lose_by_time",
        "claim_returned",
        "charge_damage",
    )
)
DAMAGES = "circulation.charge_damage"
LENDS = frozenset({"circulation.check_out", "circulation.check_out_to_place"})
LOSES = frozenset({"circulation.declare_lost", "circulation.lose_by_time"})
"""Deeds that end a loan because its thing is taken for lost."""


def undo_objections(facts: UndoFacts) -> tuple[Objection, ...]:
    """Why a deed can no longer be taken back: later facts depend on it."""
    base = {"title": facts.title}
    source = Source("fact", "", "later deeds")
    if not facts.known or facts.code not in UNDOABLE:
        return (Objection("circulation.undo_unknown", Weight.REFUSE, {}, source),)
    if facts.already_undone:
        return (Objection("circulation.undo_done_before", Weight.REFUSE, base, source),)
    return tuple(Objection(f"circulation.{code}", Weight.REFUSE, base, source) for code in _later_deeds(facts))


def _later_deeds(facts: UndoFacts) -> Iterator[str]:
    """What was done since and depends on the deed, by its code."""
    if facts.code == "circulation.check_in" or facts.code in LOSES:
        if facts.item_lent_again:
            yield "undo_lent_again"
        elif facts.item_changed_since:
            yield "undo_item_changed"
        if facts.borrower_severed:
            yield "undo_borrower_severed"
    elif facts.code not in ("circulation.use_in_library", DAMAGES):
        if not facts.loan_is_open:
            yield "undo_returned_since"
        elif facts.changed_since:
            yield "undo_changed_since"
        elif facts.claimed_since:
            yield "undo_claimed_since"
