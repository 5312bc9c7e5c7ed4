"""declare_lost and lose_by_time: a thing is taken for lost, by hand or by the night, and its reader billed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Refused, Verdict
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.queries.charges import left_of_charge
from carrel.rooms.charges.rules import LOST, PROCESSING
from carrel.rooms.circulation.actions.claiming import settle_claim, unsettle_claim
from carrel.rooms.circulation.actions.fining import charge_late, ledger_hand, new_charge, take_back_late
from carrel.rooms.circulation.actions.renewing import loan_held
from carrel.rooms.circulation.models import Claim, Loan, LoanChange
from carrel.rooms.circulation.queries.facts import grid_now, zone_named
from carrel.rooms.circulation.queries.kits import parts_of_loan
from carrel.rooms.circulation.queries.losing import loans_lost_by_time, lost_price
from carrel.rooms.circulation.rules.lost import LostFacts, declare_lost_objections, refund_until
from carrel.rooms.circulation.rules.policies import Policy
from carrel.rooms.circulation.rules.returning import UndoFacts, undo_objections
from carrel.rooms.inventory import actions as inventory

DECLARE = "circulation.declare_lost"
BY_TIME = "circulation.lose_by_time"
AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Lost:
    """A thing that is taken for lost now, and what is owed for it: price, processing fee, fine for lateness."""

    loan_id: int
    act_id: int
    item_id: int
    title: str
    barcode: str
    patron_id: int | None
    price_minor: int = 0
    fee_minor: int = 0
    fine_minor: int = 0
    repeated: bool = False


def declare_lost(
    actor: Actor, *, loan_id: int, now: datetime, key: str = "", price_minor: int | None = None, reason: str = ""
) -> Lost:
    """Take what is on loan for lost: the loan ends, the reader is billed for price, fee and lateness by the policy.

    `price_minor` replaces the price that is proposed; 0 bills no price. A reader who said that they had brought it back
    has lost it then. What went along with a kit is lost with it, at the kit's price, and named. Raises NotAllowed,
    KeyReused, and Refused for a loan that has ended, or when nobody knows what the thing costs.
    Inverse: undo; and whoever finds it scans it at the return desk.
    """
    require(actor, DECLARE)
    with writing():
        if kept := kept_answer(key, DECLARE, actor):
            return _lost_before(actor, kept)
        lost = _lose(actor, DECLARE, loan_held(actor, loan_id), now, price_minor, reason)
        answer = {
            "loan": loan_id, "act": lost.act_id, "price": lost.price_minor, "fee": lost.fee_minor,
            "fine": lost.fine_minor,
        }  # fmt: skip
        keep_answer(key, actor, DECLARE, answer, now)
    return lost


def lose_by_time(actor: Actor, *, now: datetime, between: Callable[[], None] | None = None) -> int:
    """Take for lost what is late for as many days as the policy says; returns how many things.

    What a reader says they brought back is left, and so is what has no price: a person looks at those. Repeating it
    changes nothing that was done. The nightly timetable calls it. Inverse: undo, loan by loan.
    """
    require(actor, BY_TIME)
    lost = 0
    found = loans_lost_by_time(now)
    for start in range(0, len(found), AT_A_TIME):
        with writing():
            for loan_id in found[start : start + AT_A_TIME]:
                try:
                    _lose(actor, BY_TIME, loan_held(actor, loan_id), now, None, "")
                except Refused:
                    continue
                lost += 1
        if between is not None:
            between()
    return lost


def _lose(actor: Actor, code: str, loan: Loan, now: datetime, price_minor: int | None, reason: str) -> Lost:
    item = loan.item
    policy = grid_now().policy(item.site_id, loan.category_id, item.item_type_id)
    price = lost_price(item, now=now)
    billed = loan.patron_id is not None
    minor = price_minor if price_minor is not None else price.minor if price else None
    facts = LostFacts(item.record.title, loan.returned_at is None, minor, billed)
    if refusals := Verdict.of(declare_lost_objections(facts)).refusals:
        raise Refused(*refusals)
    site_id = actor.site_id or loan.site_id
    act_id = record_act(actor, code, about=("loan", loan.pk), at=now, reason=reason, site_id=site_id)
    forgives = policy.value("lost_fine") == "forgive"
    late = charge_late(actor, loan, until=now, now=now, suspends=False, forgives=forgives)
    was_claimed = settle_claim(loan, as_=Claim.End.LOST, act_id=act_id, now=now)
    price_made = fee_made = 0
    if billed:
        of_staff: dict[str, object] = {"rule": "price", "of": "staff"}
        basis = dict(price.basis) if price is not None and price_minor in (None, price.minor) else of_staff
        if parts := parts_of_loan(loan):
            basis["parts"] = parts
        price_made, fee_made = _bill(actor, loan, policy, minor or 0, basis, now=now, was_claimed=was_claimed)
    _end(loan, act_id, now, {"state": "lost"} | ({"forgiven": late.forgiven_minor} if late.forgiven_minor else {}))
    for part in Loan.objects.filter(with_loan=loan.pk, returned_at=None).order_by("item_id"):
        _end(part, act_id, now, {"state": "lost"})
    return Lost(
        loan.pk, act_id, item.pk, item.record.title, item.barcode, loan.patron_id, price_made, fee_made, late.fine_minor
    )


def _bill(
    actor: Actor, loan: Loan, policy: Policy, price_minor: int, basis: dict[str, object], *, now: datetime,
    was_claimed: bool,
) -> tuple[int, int]:  # fmt: skip
    hand, until = ledger_hand(actor), refund_until(policy, lost_on=_day(loan, now), was_claimed=was_claimed)
    basis |= {"rows": {name: row for name, row in policy.row_ids.items() if name.startswith(("lost", "refund"))}}
    if price_minor:
        new = new_charge(
            loan,
            LOST,
            price_minor,
            now,
            basis=basis | {"billed": price_minor},
            refund_until=until,
            is_refund_firm=was_claimed,
        )
        price_minor = left_of_charge(charges.charge(hand, new=new, now=now))
    fee = policy.number("lost_fee_minor") or 0
    if fee:
        fee_basis: dict[str, object] = {"rule": "processing", "amount": fee, "rows": basis["rows"]}
        new = new_charge(loan, PROCESSING, fee, now, basis=fee_basis, refund_until=until, is_refund_firm=was_claimed)
        fee = left_of_charge(charges.charge(hand, new=new, now=now))
    return price_minor, fee


def _day(loan: Loan, now: datetime) -> date:
    return now.astimezone(zone_named(loan.item.site.timezone)).date()


def _end(loan: Loan, act_id: int, now: datetime, before: dict[str, object]) -> None:
    """The loan is over, its item lost."""
    Loan.objects.filter(pk=loan.pk, returned_at=None).update(returned_at=now, ended_as="lost")
    inventory.mark_returned(loan.item_id, to_state="lost", now=now, seen=False)
    LoanChange.objects.create(
        loan=loan, kind="lost", at=now, from_due_at=loan.due_at, to_due_at=loan.due_at, act_id=act_id, before=before
    )


def take_back_lost(actor: Actor, loan: Loan, *, act_id: int, now: datetime) -> None:
    """It is not lost after all: the loan goes on as it was, with what went along, and what was charged is reversed.

    Raises Refused when something was paid for it, or its state changed since. Called by undo, whose permission and
    audit cover it. Inverse: declare_lost.
    """
    lost = LoanChange.objects.select_related("loan__item__record", "loan__item__site").filter(
        act_id=act_id, kind="lost"
    )
    for change in lost.order_by("loan__item_id"):
        again = inventory.mark_lent_again(change.loan.item_id, from_state="lost", now=now)
        if not again:
            title = change.loan.item.record.title
            raise Refused(*undo_objections(UndoFacts("circulation.check_in", title, item_changed_since=True)))
        Loan.objects.filter(pk=change.loan_id).update(returned_at=None, ended_as="", found_at=None)
        take_back_late(actor, change.loan, at=change.at, now=now)
    unsettle_claim(act_id)


def _lost_before(actor: Actor, kept: dict[str, int]) -> Lost:
    loan = loan_held(actor, kept["loan"])
    item = loan.item
    return Lost(
        loan.pk, kept["act"], item.pk, item.record.title, item.barcode, loan.patron_id, kept["price"], kept["fee"],
        kept["fine"], repeated=True,
    )  # fmt: skip
