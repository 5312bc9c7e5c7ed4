"""A thing that was taken for lost turns up: what was charged is given back by the policy, a claim was right."""

from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.queries.charges import charges_of_loan, left_of_charge
from carrel.rooms.charges.rules import OVERDUE, REVERSED
from carrel.rooms.circulation.actions.fining import ledger_hand, new_charge, take_back_charges
from carrel.rooms.circulation.models import Claim, Loan, LoanChange
from carrel.rooms.circulation.queries.facts import grid_now, zone_named
from carrel.rooms.circulation.queries.fines import fine_of
from carrel.rooms.circulation.queries.losing import lost_loan_of_item
from carrel.rooms.circulation.rules.lost import CHARGE, RESTORE, Refund, refund_for


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """A lost thing that turned up: taken off what was owed, owed back to who paid, a fine charged instead.

    `was_billed` says whether anything was charged for it, `was_claimed` that the reader had said they brought it back,
    `is_late` that it came after the last day on which money goes back.
    """

    loan_id: int
    was_billed: bool = False
    was_claimed: bool = False
    taken_off_minor: int = 0
    back_minor: int = 0
    fine_minor: int = 0
    is_late: bool = False


def find_again(actor: Actor, item_id: int, *, act_id: int, now: datetime) -> FoundAgain | None:
    """Settle with whoever lost an item that is here again; None where nobody did.

    Called by check_in and check_out, whose permission and audit cover it. Inverse: lose_again.
    """
    loan = lost_loan_of_item(item_id)
    if loan is None:
        return None
    policy = grid_now().policy(loan.item.site_id, loan.category_id, loan.item.item_type_id)
    zone = zone_named(loan.item.site.timezone)
    claimed = Claim.objects.filter(loan=loan.pk, settled_as=Claim.End.LOST).exists()
    assert loan.returned_at is not None
    refund = refund_for(policy, lost_on=loan.returned_at.astimezone(zone).date(), was_claimed=claimed)
    person_id = charges_of_loan(loan.pk).values_list("person_id", flat=True).first()
    money = charges.refund_found(
        ledger_hand(actor), loan_id=loan.pk, found_on=now.astimezone(zone).date(), outcome=refund.price,
        processing_outcome=refund.fee, latest_on=refund.latest_on, now=now,
    )  # fmt: skip
    fine = 0
    if refund.fine and person_id is not None and money.credit_minor:
        fine = _fine_instead(actor, loan, refund, person_id, now)
    Loan.objects.filter(pk=loan.pk).update(found_at=now)
    LoanChange.objects.create(
        loan=loan, kind="found", at=now, from_due_at=loan.due_at, to_due_at=loan.due_at, act_id=act_id,
        before={"money": bool(money.credit_minor)},
    )  # fmt: skip
    return FoundAgain(
        loan.pk, person_id is not None, claimed, money.taken_off_minor, money.money_minor + money.work_minor, fine,
        money.is_late,
    )  # fmt: skip


def _fine_instead(actor: Actor, loan: Loan, refund: Refund, person_id: int, now: datetime) -> int:
    """The fine that comes back with a refund: the one forgiven with the loss, or one until now less what there is."""
    basis: dict[str, object] = {}
    if refund.fine == RESTORE:
        lost = LoanChange.objects.filter(loan=loan, kind="lost").order_by("-pk").first()
        minor = int(lost.before.get("forgiven", 0)) if lost is not None else 0
        basis = {"rule": "restored"}
    else:
        assert refund.fine == CHARGE
        loan.patron_id = loan.patron_id or person_id
        accrued = fine_of(loan, until=now, for_ledger=True)
        made = charges_of_loan(loan.pk).filter(kind=OVERDUE).prefetch_related("lines")
        stands = [each for each in made if max(each.lines.all(), key=lambda line: line.pk).kind != REVERSED]
        minor = accrued.amount_minor - sum(each.amount_minor for each in stands)
        basis = {**accrued.basis, "charged_before": sum(each.amount_minor for each in stands)}
    if minor <= 0:
        return 0
    new = new_charge(loan, OVERDUE, minor, now, basis=basis, person_id=person_id)
    return left_of_charge(charges.charge(ledger_hand(actor), new=new, now=now))


def lose_again(actor: Actor, *, act_id: int, now: datetime) -> None:
    """What a deed found is lost again: what was given back is owed again, what came instead is reversed.

    Raises Refused when the money given back was used since. Called by undo, whose permission and audit cover it.
    Inverse: find_again.
    """
    changes = LoanChange.objects.select_related("loan__item__record", "loan__item__site")
    for change in changes.filter(act_id=act_id, kind="found"):
        loan = change.loan
        if change.before.get("money"):
            charges.take_back_found(ledger_hand(actor), loan_id=loan.pk, now=now)
        take_back_charges(actor, loan, at=change.at, now=now)
        Loan.objects.filter(pk=loan.pk).update(found_at=None)
        due = loan.due_at
        LoanChange.objects.create(
            loan=loan,
            kind="undo_found",
            at=now,
            from_due_at=due,
            to_due_at=due,
            act_id=act_id,
            before={"undoes": act_id},
        )
