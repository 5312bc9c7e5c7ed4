"""Check-in, renewal, change of due date and undo: what stands against them, and what is told."""

from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.circulation.rules.due_dates import Due
from carrel.rooms.circulation.rules.lending import OVERRIDE_RENEWAL, BlockFacts, PatronFacts, block_objections
from carrel.rooms.circulation.rules.policies import Policy


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
    waiting: WaitingFacts | None = None


STAYS, ON_HOLD_SHELF, TO_HOLD, HOME = "stays", "on_hold_shelf", "to_hold", "home"


@dataclass(frozen=True, slots=True)
class CheckInOutcome:
    """What a return leads to: the item's state and where it goes, days late (calendar days), what is refused or told.

    `goes` is one of STAYS, ON_HOLD_SHELF, TO_HOLD (another site, for somebody who waits) and HOME (another site).
    """

    state: str
    overdue_days: int
    objections: tuple[Objection, ...]
    goes: str = STAYS


def check_in_outcome(facts: ReturnFacts) -> CheckInOutcome:
    """The state the item goes to and what the desk is told. A scan is never refused for what the item is.

    The order of decisions: the return, what was lost or is withdrawn, who waits, whose it is (circulation-rules,
    section 11; features, section 2.5).
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
    if facts.state in ("lost", "missing"):
        found.append(
            Objection("circulation.was_found", Weight.TELL, base | {"state": facts.state}, Source("fact", "", "item"))
        )
    if facts.state in ("withdrawn", "in_repair"):
        code = "circulation.item_is_withdrawn" if facts.state == "withdrawn" else "circulation.item_is_in_repair"
        found.append(Objection(code, Weight.TELL, base, Source("fact", "", "item")))
        return CheckInOutcome(facts.state, late, tuple(found))
    if facts.waiting is not None:
        found.append(_waiting_told(facts.waiting, base))
        if facts.waiting.here:
            return CheckInOutcome("on_hold", late, tuple(found), ON_HOLD_SHELF)
        return CheckInOutcome("in_transit", late, tuple(found), TO_HOLD)
    if not facts.here:
        found.append(Objection("circulation.belongs_elsewhere", Weight.TELL, base, Source("fact", facts.home, "site")))
        return CheckInOutcome("in_transit", late, tuple(found), HOME)
    if facts.state == "in_transit":
        found.append(Objection("circulation.arrived_home", Weight.TELL, base, Source("fact", facts.home, "site")))
    return CheckInOutcome("available", late, tuple(found))


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


def _return_date_objections(facts: ReturnFacts) -> list[Objection]:
    base: dict[str, object] = {"title": facts.title, "returned": facts.returned_on, "lent": facts.lent_on}
    if facts.returned_on > facts.today:
        return [Objection("circulation.returned_in_the_future", Weight.REFUSE, base, Source("fact", "", "returned_on"))]
    if facts.lent_on is not None and facts.returned_on < facts.lent_on:
        return [Objection("circulation.returned_before_lent", Weight.REFUSE, base, Source("fact", "", "returned_on"))]
    return []


@dataclass(frozen=True, slots=True)
class RenewFacts:
    """The loan to be renewed and the date the policy would give it now."""

    title: str
    patron: PatronFacts
    is_open: bool
    renewals: int
    old_due_at: datetime
    is_overdue: bool
    policy: Policy
    due: Due | None
    blocks: tuple[BlockFacts, ...] = ()


def renew_objections(facts: RenewFacts) -> tuple[Objection, ...]:
    """Everything against a renewal. It never shortens a loan and never leaves the date where it was."""
    base: dict[str, object] = {"title": facts.title, "patron": facts.patron.name, "until": facts.old_due_at.date()}
    if not facts.is_open:
        return (loan_is_closed(facts.title),)
    found: list[Objection] = [*block_objections(facts.blocks, facts.patron)]
    limit = facts.policy.number("renewals") or 0
    if facts.renewals >= limit:
        counts = base | {"count": facts.renewals, "limit": limit}
        source = facts.policy.source("renewals")
        found.append(Objection("circulation.renewal_limit", Weight.ASK, counts, source, OVERRIDE_RENEWAL))
    if facts.is_overdue and facts.policy.value("renew_overdue") is False:
        source = facts.policy.source("renew_overdue")
        found.append(Objection("circulation.renewal_overdue", Weight.ASK, base, source, OVERRIDE_RENEWAL))
    if facts.due is not None:
        found += facts.due.objections
        if facts.due.at <= facts.old_due_at:
            found.append(Objection("circulation.would_not_extend", Weight.REFUSE, base, _limiting_source(facts)))
    return tuple(found)


def _limiting_source(facts: RenewFacts) -> Source:
    steps = [step for step in (facts.due.steps if facts.due else ()) if step.changed]
    for step in reversed(steps):
        if step.code.startswith("hard_"):
            return Source("policy", str(step.facts.get("name", "")), f"hard_due_date:{step.facts.get('series')}")
        if step.code == "expiry":
            return Source("fact", "", "person")
    return facts.policy.source("length")


def renewal_start(*, renew_from: object, old_due_at: datetime, now: datetime) -> datetime:
    """What a renewal counts from. A late one always counts from now, so that it is not overdue at once."""
    return max(old_due_at, now) if renew_from == "due" else now


def loan_is_closed(title: str) -> Objection:
    """The loan has ended; there is nothing to renew or change."""
    return Objection("circulation.loan_is_closed", Weight.REFUSE, {"title": title}, Source("fact", "", "loan"))


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
        "change_due",
        "use_in_library",
        "swap_copies",
        "note_condition",
    )
)


def undo_objections(facts: UndoFacts) -> tuple[Objection, ...]:
    """Why a deed can no longer be taken back: later facts depend on it."""
    base = {"title": facts.title}
    source = Source("fact", "", "later deeds")
    if not facts.known or facts.code not in UNDOABLE:
        return (Objection("circulation.undo_unknown", Weight.REFUSE, {}, source),)
    if facts.already_undone:
        return (Objection("circulation.undo_done_before", Weight.REFUSE, base, source),)
    found = []
    if facts.code == "circulation.check_in":
        if facts.item_lent_again:
            found.append(Objection("circulation.undo_lent_again", Weight.REFUSE, base, source))
        elif facts.item_changed_since:
            found.append(Objection("circulation.undo_item_changed", Weight.REFUSE, base, source))
        if facts.borrower_severed:
            found.append(Objection("circulation.undo_borrower_severed", Weight.REFUSE, base, source))
    elif facts.code != "circulation.use_in_library":
        if not facts.loan_is_open:
            found.append(Objection("circulation.undo_returned_since", Weight.REFUSE, base, source))
        elif facts.changed_since:
            found.append(Objection("circulation.undo_changed_since", Weight.REFUSE, base, source))
    return tuple(found)
