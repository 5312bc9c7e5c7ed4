"""check_in and use_in_library: an item has come back, or was read here."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.circulation.actions.answers import kept_tells, tells_again
from carrel.rooms.circulation.models import InLibraryUse, Loan, LoanChange
from carrel.rooms.circulation.queries.facts import item_facts, open_loan_of_item, zone_named
from carrel.rooms.circulation.rules import lending
from carrel.rooms.circulation.rules.returning import ReturnFacts, check_in_outcome
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.queries import calendar_of

CHECK_IN = "circulation.check_in"
USE_IN_LIBRARY = "circulation.use_in_library"


@dataclass(frozen=True, slots=True)
class Returned:
    """A return as the desk shows it. `loan_id` is None when the item was not on loan; `overdue_days` are calendar days.

    `belongs_to` names another site's key when the item must travel. `patron_id` is for the desk's own screen only.
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


def check_in(actor: Actor, *, item_id: int, now: datetime, key: str = "", returned_on: date | None = None) -> Returned:
    """Take an item back, whatever its state; `returned_on` backdates it, as for a book drop.

    Raises NotAllowed, KeyReused, and Refused for an unknown item or a day that cannot be.
    Inverse: undo.
    """
    require(actor, CHECK_IN)
    with writing():
        kept = kept_answer(key, CHECK_IN, actor)
        if kept is not None:
            return _returned_before(kept)
        returned = _take_back(actor, item_id, now, returned_on)
        answer = {
            "loan": returned.loan_id, "act": returned.act_id, "item": item_id, "late": returned.overdue_days,
            "belongs": returned.belongs_to, "tells": kept_tells(returned.tells),
        }  # fmt: skip
        keep_answer(key, actor, CHECK_IN, answer, now)
    return returned


def _take_back(actor: Actor, item_id: int, now: datetime, returned_on: date | None) -> Returned:
    item = _item(item_id)
    loan = open_loan_of_item(item_id)
    facts = _return_facts(actor, item, loan, now, returned_on)
    outcome = check_in_outcome(facts)
    verdict = Verdict.of(outcome.objections)
    if verdict.refusals:
        raise Refused(*verdict.refusals)
    inventory.mark_returned(item_id, to_state=outcome.state, now=now)
    about = ("loan", loan.pk) if loan is not None else ("item", item_id)
    site_id = actor.site_id or item.site_id
    act_id = record_act(actor, CHECK_IN, about=about, at=now, facts={"was": item.state}, site_id=site_id)
    if loan is not None:
        _close(loan, _moment_of(facts.returned_on, item, loan, now))
        _note_return(loan, act_id, now, outcome.state)
    return Returned(
        loan.pk if loan else None,
        act_id,
        item_id,
        item.record.title,
        item.barcode,
        item.call_number,
        outcome.overdue_days,
        loan.patron_id if loan else None,
        None if facts.here else item.site_id,
        verdict.tells,
    )


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


def _return_facts(actor: Actor, item: Item, loan: Loan | None, now: datetime, returned_on: date | None) -> ReturnFacts:
    zone = zone_named(item.site.timezone)
    today = now.astimezone(zone).date()
    day = returned_on or today
    due_on = loan.due_at.astimezone(zone).date() if loan else None
    late = calendar_of(item.site_id).open_days_between(due_on, day) if due_on is not None and day > due_on else 0
    return ReturnFacts(
        title=item.record.title,
        state=item.state,
        today=today,
        returned_on=day,
        here=actor.site_id in (None, item.site_id),
        home=item.site.name,
        due_on=due_on,
        lent_on=loan.lent_at.astimezone(zone).date() if loan else None,
        open_days_late=late,
    )


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
        tells_again(kept["tells"], {"title": item.record.title, "home": item.site.name}),
        repeated=True,
    )


def _used_before(kept: dict[str, Any]) -> Used:
    item = _item(kept["item"])
    return Used(kept["use"], kept["act"], item.pk, item.record.title, item.barcode, kept["uses"], repeated=True)
