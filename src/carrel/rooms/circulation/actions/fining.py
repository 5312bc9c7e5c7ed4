"""What lateness costs becomes a charge when a loan ends or is renewed, once."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.queries.charges import charges_of_loan, left_of_charge
from carrel.rooms.charges.rules import DAMAGED, OVERDUE, REVERSED, NewCharge
from carrel.rooms.circulation.models import Block, Loan
from carrel.rooms.circulation.queries.facts import zone_named
from carrel.rooms.circulation.queries.fines import Accrued, fine_of, suspension_of
from carrel.rooms.schools.queries import fund_named

if TYPE_CHECKING:
    from carrel.rooms.charges.models import Charge


@dataclass(frozen=True, slots=True)
class LateMoney:
    """What lateness came to when a loan ended: a charge, what was forgiven, or days without borrowing."""

    fine_minor: int = 0
    charge_id: int | None = None
    forgiven_minor: int = 0
    suspended_until: date | None = None


NO_MONEY = LateMoney()


def ledger_hand(actor: Actor) -> Actor:
    """The same hand, with what circulation's own permission covers: the ledger follows what happens to loans.

    Part of actions. No inverse: nothing is written.
    """
    return replace(actor, permissions=frozenset({"charges.*"}), is_district=True)


def charge_late(
    actor: Actor, loan: Loan, *, until: datetime, now: datetime, suspends: bool = True, forgives: bool = False
) -> LateMoney:
    """Charge what a loan has cost until a moment, once for each due date however often asked; or suspend by days.

    Who is not billed is charged and the charge waived in the same act. With `forgives` nothing is charged and nobody
    suspended; what it would have been is told. Called by what ends or renews a loan, whose permission and audit cover
    it. Inverse: take_back_late.
    """
    if loan.patron_id is None or until <= loan.due_at:
        return NO_MONEY
    accrued = fine_of(loan, until=until, for_ledger=True)
    if forgives:
        return LateMoney(forgiven_minor=accrued.amount_minor)
    charge_id, fine = None, 0
    if accrued.amount_minor and not _is_charged(loan):
        charge_id = charges.charge(ledger_hand(actor), new=_late_charge(loan, accrued, now), now=now)
        # Nothing of it is told where nothing is owed: it was waived as it was made.
        fine = left_of_charge(charge_id)
    suspended = _suspend(loan, accrued.until, now) if suspends else None
    return LateMoney(fine, charge_id, 0, suspended)


def _is_charged(loan: Loan) -> bool:
    """Whether this due date was charged before, and not taken back."""
    due = loan.due_at.isoformat()
    made = charges_of_loan(loan.pk).filter(kind=OVERDUE).prefetch_related("lines")
    return any(
        each.basis.get("due") == due and max(each.lines.all(), key=lambda line: line.pk).kind != REVERSED
        for each in made
    )


def _late_charge(loan: Loan, accrued: Accrued, now: datetime) -> NewCharge:
    assert loan.patron_id is not None
    return new_charge(loan, OVERDUE, accrued.amount_minor, now, basis=dict(accrued.basis))


def new_charge(
    loan: Loan, kind: str, minor: int, now: datetime, *, basis: dict[str, object], text: str = "",
    refund_until: date | None = None, person_id: int | None = None, is_refund_firm: bool = False,
) -> NewCharge:  # fmt: skip
    """A charge for a loan, its item, record and site loaded. It arises at the item's school, for the item's fund.

    Part of actions. No inverse: nothing is written.
    """
    item = loan.item
    return NewCharge(
        person_id=person_id or loan.patron_id or 0, site_id=item.site_id, kind=kind, amount_minor=minor,
        left_minor=minor, charged_on=now.astimezone(zone_named(item.site.timezone)).date(), text=text,
        about_barcode=item.barcode, about_title=item.record.title, loan_id=loan.pk, item_id=item.pk, basis=basis,
        refund_until=refund_until, is_refund_firm=is_refund_firm, fund_id=fund_named(item.fund),
    )  # fmt: skip


def _suspend(loan: Loan, until: datetime, now: datetime) -> date | None:
    """The reader may not borrow for the days the policy says; a block of its own, without a title."""
    assert loan.patron_id is not None
    returned_on = until.astimezone(zone_named(loan.item.site.timezone)).date()
    found = suspension_of(loan, returned_on=returned_on)
    if found is None or found.until_on < now.astimezone(zone_named(loan.item.site.timezone)).date():
        return None
    note = _("something came back late")
    Block.objects.create(person_id=loan.patron_id, kind="stop", note=note, until_on=found.until_on, put_at=now)
    return found.until_on


def take_back_late(actor: Actor, loan: Loan, *, at: datetime, now: datetime) -> None:
    """What a deed at this moment charged for a loan is reversed, and the days without borrowing are lifted.

    Raises Refused when something was paid for it since. Called by undo, whose permission and audit cover it.
    Inverse: charge_late.
    """
    take_back_charges(actor, loan, at=at, now=now)
    if loan.patron_id is not None:
        own = Block.objects.filter(person_id=loan.patron_id, put_at=at, lifted_at=None, until_on__isnull=False)
        own.update(lifted_at=now)


def take_back_damages(actor: Actor, loan: Loan, *, since: datetime, now: datetime) -> None:
    """A return that is taken back takes with it what was charged for damage since: nobody has seen the thing yet.

    Raises Refused when something was paid for it. Called by undo, whose permission and audit cover it.
    Inverse: charge_damage.
    """
    made = charges_of_loan(loan.pk).filter(kind=DAMAGED, created_at__gte=since)
    _take_back(actor, loan, list(made.prefetch_related("lines")), now)


def take_back_charges(actor: Actor, loan: Loan, *, at: datetime, now: datetime) -> None:
    """Reverse what a deed at this moment charged for a loan. Raises Refused when something was paid for it since.

    Charges are found by the loan and the moment, so that nothing of circulation names them: a loan that is severed
    leads to no person by its money. Called by undo, whose permission and audit cover it. Inverse: new_charge.
    """
    _take_back(actor, loan, list(charges_of_loan(loan.pk).filter(created_at=at).prefetch_related("lines")), now)


def _take_back(actor: Actor, loan: Loan, made: "list[Charge]", now: datetime) -> None:
    lines = [line for each in made for line in each.lines.all()]
    gone = {line.reverses_id for line in lines}
    if any(line.kind in ("paid", "worked") and line.pk not in gone for line in lines):
        raise Refused(Objection("circulation.undo_paid_since", Weight.REFUSE, {"title": loan.item.record.title}))
    reason = _("What it was charged for was taken back")
    for each in made:
        deed = charges.reverse_charge if each.left_minor else charges.reverse_with_waiver
        deed(ledger_hand(actor), charge_id=each.pk, reason=reason, now=now)
