"""check_in and use_in_library: an item has come back, or was read here."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.answers import kept_tells, tells_again
from carrel.rooms.circulation.actions.catching import bind_for_journey, put_on_shelf, send
from carrel.rooms.circulation.actions.claiming import settle_claim
from carrel.rooms.circulation.actions.fining import NO_MONEY, LateMoney, charge_late
from carrel.rooms.circulation.actions.kits import return_parts, settle_found
from carrel.rooms.circulation.actions.refinding import FoundAgain, find_again
from carrel.rooms.circulation.models import Claim, Hold, InLibraryUse, Loan, LoanChange
from carrel.rooms.circulation.queries.facts import item_facts, open_loan_of_item, zone_named
from carrel.rooms.circulation.queries.kits import checklist_of, comes_with_parts
from carrel.rooms.circulation.queries.returning import return_facts
from carrel.rooms.circulation.rules import lending
from carrel.rooms.circulation.rules.returning import (
    FLOATS,
    HOME,
    ON_HOLD_SHELF,
    SENT,
    STAYS,
    TO_HOLD,
    CheckInOutcome,
    ReturnFacts,
    check_in_outcome,
    found_told,
)
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import open_transit

CHECK_IN = "circulation.check_in"
USE_IN_LIBRARY = "circulation.use_in_library"
FLOAT = "circulation.float"


@dataclass(frozen=True, slots=True)
class Returned:
    """A return as the desk shows it. `loan_id` is None when the item was not on loan; `overdue_days` are calendar days.

    `belongs_to` names another site's key when the item must travel. `hold_id` says that somebody waits for it:
    `shelf_until_on` is the last day on the hold shelf here. `patron_id` is for the desk's own screen only.
    """

    loan_id: int | None
    act_id: int
    item_id: int
    title: str
    barcode: str
    call_number: str
    overdue_days: int
    patron_id: int | None
    belongs_to: int | None
    tells: tuple[Objection, ...] = ()
    repeated: bool = False
    hold_id: int | None = None
    shelf_until_on: date | None = None
    has_parts: bool = False
    """Whether it is a kit whose parts are to be counted now: `queries.checklist_of` its loan."""
    money: LateMoney = NO_MONEY
    found: FoundAgain | None = None
    """What finding a lost thing settled."""
    was_claimed: bool = False
    """Whether the reader had said that they brought it back."""


@dataclass(frozen=True, slots=True)
class Used:
    """A use in the library. `uses_today` counts this item's uses on the day."""

    use_id: int
    act_id: int
    item_id: int
    title: str
    barcode: str
    uses_today: int
    tells: tuple[Objection, ...] = ()
    repeated: bool = False


def check_in(
    actor: Actor, *, item_id: int, now: datetime, key: str = "", returned_on: date | None = None, amnesty: bool = False
) -> Returned:
    """Take an item back, whatever its state; `returned_on` backdates it, as for a book drop.

    Lateness is charged, or suspends, as the policy says, but not with `amnesty`. What a reader said they had brought
    back counts for that day; what was lost is found, and its money settled. Raises NotAllowed, KeyReused, and Refused
    for an unknown item or a day that cannot be. Inverse: undo.
    """
    require(actor, CHECK_IN)
    with writing():
        kept = kept_answer(key, CHECK_IN, actor)
        if kept is not None:
            return _returned_before(kept)
        returned = _take_back(actor, item_id, now, returned_on, amnesty=amnesty)
        answer = {
            "money": _kept_money(returned.money, returned.found), "loan": returned.loan_id,
            "act": returned.act_id, "item": item_id, "late": returned.overdue_days,
            "belongs": returned.belongs_to, "tells": kept_tells(returned.tells), "hold": returned.hold_id,
        }  # fmt: skip
        keep_answer(key, actor, CHECK_IN, answer, now)
    return returned


def _take_back(
    actor: Actor, item_id: int, now: datetime, returned_on: date | None, *, amnesty: bool = False
) -> Returned:
    item = _item(item_id)
    loan = open_loan_of_item(item_id)
    if loan is not None:
        returned_on = _or_as_said(returned_on, loan)
    here = actor.site_id or item.site_id
    facts, outcome = _decide(actor, item, loan, now, returned_on)
    while not _catch(item, facts, outcome, here=here, now=now, desk=actor.desk):
        # Another desk filled this hold in the same moment: whose turn it is now is asked again.
        facts, outcome = _decide(actor, item, loan, now, returned_on)
    moved = _move(item, facts, outcome, here=here, now=now, desk=actor.desk)
    inventory.mark_returned(item_id, to_state=outcome.state, now=now)
    if "floated" in moved:
        record_act(actor, FLOAT, about=("item", item_id), at=now, facts={"before": {"school": item.site.called}})
    about = ("loan", loan.pk) if loan is not None else ("item", item_id)
    site_id = actor.site_id or item.site_id
    act_id = record_act(actor, CHECK_IN, about=about, at=now, facts={"was": item.state, **moved}, site_id=site_id)
    kit, money, found = False, NO_MONEY, None
    if loan is None:
        found = find_again(actor, item_id, act_id=act_id, now=now)
    else:
        at = _moment_of(facts.returned_on, item, loan, now)
        loan.item = item
        money = charge_late(actor, loan, until=at, now=now, forgives=amnesty)
        settle_claim(loan, as_=Claim.End.FOUND, act_id=act_id, now=now)
        _close(loan, at)
        _note_return(loan, act_id, now, outcome.state)
        kit = _with_parts(loan, act_id=act_id, at=at, now=now)
    waiting = facts.waiting if outcome.goes in (ON_HOLD_SHELF, TO_HOLD) else None
    billed = found is not None and found.was_billed
    return Returned(
        loan.pk if loan else None,
        act_id,
        item_id,
        item.record.title,
        item.barcode,
        item.call_number,
        outcome.overdue_days,
        loan.patron_id if loan else None,
        _destination(item, facts, outcome),
        (*Verdict.of(outcome.objections).tells, *found_told(title=item.record.title, was_billed=billed)),
        hold_id=waiting.hold_id if waiting else None,
        shelf_until_on=waiting.until_on if waiting and waiting.here else None,
        has_parts=kit,
        money=money,
        found=found,
        was_claimed=facts.is_claimed,
    )


def _or_as_said(returned_on: date | None, loan: Loan) -> date | None:
    """The day of the return: a reader who says they brought it back was right, and it counts for the day they said."""
    if loan.claimed_on is None or (returned_on is not None and returned_on < loan.claimed_on):
        return returned_on
    return loan.claimed_on


def _kept_money(money: LateMoney, found: FoundAgain | None) -> dict[str, Any]:
    """Money as an answer keeps it: figures only, and no charge, which would lead to a name."""
    kept: dict[str, Any] = {"fine": money.fine_minor, "forgiven": money.forgiven_minor}
    if money.suspended_until is not None:
        kept["until"] = money.suspended_until.isoformat()
    return kept | ({"found": asdict(found)} if found is not None else {})


def _money_again(kept: dict[str, Any]) -> tuple[LateMoney, FoundAgain | None]:
    until = kept.get("until")
    day = date.fromisoformat(until) if until else None
    found = FoundAgain(**kept["found"]) if kept.get("found") else None
    return LateMoney(kept.get("fine", 0), None, kept.get("forgiven", 0), day), found


def _with_parts(loan: Loan, *, act_id: int, at: datetime, now: datetime) -> bool:
    """What went along with a kit comes back with it; a part that comes alone is missing no more. Whether to count."""
    if loan.with_loan_id is not None:
        settle_found(loan, act_id=act_id, now=now)
    along, counted = comes_with_parts(loan.pk)
    if along:
        return_parts(loan, act_id=act_id, at=at, now=now)
    return along or counted


def _decide(
    actor: Actor, item: Item, loan: Loan | None, now: datetime, returned_on: date | None
) -> tuple[ReturnFacts, CheckInOutcome]:
    facts = return_facts(actor, item, loan, now=now, returned_on=returned_on)
    outcome = check_in_outcome(facts)
    refusals = Verdict.of(outcome.objections).refusals
    if refusals:
        raise Refused(*refusals)
    return facts, outcome


def _catch(item: Item, facts: ReturnFacts, outcome: CheckInOutcome, *, here: int, now: datetime, desk: str) -> bool:
    """Bind the copy to who waits for it; False when another desk was faster."""
    waiting = facts.waiting
    if waiting is None or waiting.was_on_shelf:
        return True
    if outcome.goes == ON_HOLD_SHELF:
        return put_on_shelf(waiting.hold_id, item, site_id=here, until_on=waiting.until_on, now=now, desk=desk)
    return outcome.goes != TO_HOLD or bind_for_journey(waiting.hold_id, item, now=now)


def _move(
    item: Item, facts: ReturnFacts, outcome: CheckInOutcome, *, here: int, now: datetime, desk: str
) -> dict[str, object]:
    """End the journey the item was on and begin the next; returns what undo must know of both and of the hold."""
    waiting, moved = facts.waiting, dict[str, object]()
    if waiting is not None and outcome.goes in (ON_HOLD_SHELF, TO_HOLD):
        moved |= {"hold": waiting.hold_id, "hold_was": waiting.status}
    if outcome.goes == FLOATS:
        moved["floated"] = inventory.move_home(item.pk, site_id=here, place_id=None)
    if outcome.goes in (STAYS, ON_HOLD_SHELF, FLOATS):
        arrived = inventory.end_transit(item.pk, ended_as="arrived", now=now) if item.state == "in_transit" else None
        return moved | ({"arrived": arrived} if arrived is not None else {})
    to_site = _destination(item, facts, outcome) or item.site_id
    sent_as = "time" if facts.sent is not None and facts.sent.for_a_time else "sent"
    why = {TO_HOLD: "hold", SENT: sent_as}.get(outcome.goes, "home")
    before = open_transit(item.pk) if item.state == "in_transit" else None
    if before is not None and (before.from_site_id, before.to_site_id) == (here, to_site):
        # Scanned once more before it left: it is on its way as it was.
        return moved
    sent = send(item.pk, from_site_id=here, to_site_id=to_site, why=why, now=now, desk=desk)
    return moved | {"sent": sent} | ({"arrived": before.pk} if before is not None else {})


def _destination(item: Item, facts: ReturnFacts, outcome: CheckInOutcome) -> int | None:
    if outcome.goes == TO_HOLD and facts.waiting is not None:
        return facts.waiting.site_id
    if outcome.goes == SENT and facts.sent is not None:
        return facts.sent.site_id
    return item.site_id if outcome.goes == HOME else None


def use_in_library(actor: Actor, *, item_id: int, now: datetime, key: str = "") -> Used:
    """Count an item that was read here and left on a table. An item on loan is taken back first: it is here.

    Raises NotAllowed, KeyReused, and Refused for an unknown item.
    Inverse: undo.
    """
    require(actor, USE_IN_LIBRARY)
    with writing():
        kept = kept_answer(key, USE_IN_LIBRARY, actor)
        if kept is not None:
            return _used_before(kept)
        item = _item(item_id)
        tells: tuple[Objection, ...] = ()
        if item.state != "available":
            tells = check_in(actor, item_id=item_id, now=now).tells
        inventory.mark_seen(item_id, now=now)
        site_id = actor.site_id or item.site_id
        use = InLibraryUse.objects.create(item_id=item_id, site_id=site_id, used_at=now)
        act_id = record_act(actor, USE_IN_LIBRARY, about=("use", use.pk), at=now, site_id=site_id)
        uses = _uses_on_day(item, now)
        keep_answer(key, actor, USE_IN_LIBRARY, {"use": use.pk, "act": act_id, "item": item_id, "uses": uses}, now)
    return Used(use.pk, act_id, item_id, item.record.title, item.barcode, uses, tells)


def _item(item_id: int) -> Item:
    item = item_facts(item_id, hold=True)
    if item is None:
        raise Refused(lending.item_unknown())
    return item


def _moment_of(returned_on: date, item: Item, loan: Loan, now: datetime) -> datetime:
    """The moment of return: now, or the end of an earlier day, never before the loan was made."""
    zone = zone_named(item.site.timezone)
    if returned_on == now.astimezone(zone).date():
        return now
    return max(datetime.combine(returned_on, time(23, 59, 59), zone), loan.lent_at)


def _close(loan: Loan, at: datetime) -> None:
    Loan.objects.filter(pk=loan.pk, returned_at=None).update(returned_at=at)


def _note_return(loan: Loan, act_id: int, now: datetime, went_to: str) -> None:
    LoanChange.objects.create(
        loan=loan,
        kind="check_in",
        at=now,
        from_due_at=loan.due_at,
        to_due_at=loan.due_at,
        act_id=act_id,
        before={"state": went_to},
    )


def _uses_on_day(item: Item, now: datetime) -> int:
    zone = zone_named(item.site.timezone)
    begin = datetime.combine(now.astimezone(zone).date(), time.min, zone)
    return InLibraryUse.objects.filter(item_id=item.pk, used_at__gte=begin, undone_at=None).count()


def _returned_before(kept: dict[str, Any]) -> Returned:
    item = _item(kept["item"])
    patron = Loan.objects.filter(pk=kept["loan"]).values_list("patron_id", flat=True).first() if kept["loan"] else None
    hold = Hold.objects.select_related("pickup_site").filter(pk=kept.get("hold") or 0).first()
    site = hold.pickup_site.called if hold else ""
    money, found = _money_again(kept.get("money", {}))
    return Returned(
        kept["loan"],
        kept["act"],
        item.pk,
        item.record.title,
        item.barcode,
        item.call_number,
        kept["late"],
        patron,
        kept["belongs"],
        tells_again(kept["tells"], {"title": item.record.title, "home": item.site.name, "site": site}),
        repeated=True,
        hold_id=hold.pk if hold else None,
        shelf_until_on=hold.shelf_until_on if hold else None,
        has_parts=bool(kept["loan"]) and bool(checklist_of(kept["loan"])),
        money=money,
        found=found,
    )


def _used_before(kept: dict[str, Any]) -> Used:
    item = _item(kept["item"])
    return Used(kept["use"], kept["act"], item.pk, item.record.title, item.barcode, kept["uses"], repeated=True)
