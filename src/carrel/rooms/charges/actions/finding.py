"""What was charged as lost is found: what is left is taken off, what was paid is owed back."""

from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions.lines import (
    append,
    append_credit,
    held,
    make_credit,
    take_off,
    waive_for_protected,
)
from carrel.rooms.charges.models import Charge, Credit, CreditLine

REFUND = "charges.refund_found"
TAKE_BACK = "charges.take_back_found"
REFUND_CHARGE = "charges.refund_charge"
REVERSE_CREDIT = "charges.reverse_credit"


@dataclass(frozen=True, slots=True)
class FoundMoney:
    """What finding a thing did: taken off what was left, and owed back as money and for work. `is_late`: too late for
    what was paid. `charge_ids` are those that changed."""

    taken_off_minor: int = 0
    money_minor: int = 0
    work_minor: int = 0
    is_late: bool = False
    charge_ids: tuple[int, ...] = ()

    @property
    def credit_minor(self) -> int:
        """What the person is better by in all, as other systems say it: taken off and owed back."""
        return self.taken_off_minor + self.money_minor + self.work_minor


def refund_found(
    actor: Actor, *, loan_id: int, found_on: date, outcome: str, processing_outcome: str, latest_on: date | None,
    now: datetime,
) -> FoundMoney:  # fmt: skip
    """Take off and give back what was charged for a loan whose thing is found.

    LOST charges go by `outcome`, PROCESSING charges by their own. Outcomes are none, unpaid (what is left is taken off)
    and refund (what was paid is owed back too, as a credit). What was waived is never given back. After `latest_on`, or
    the charge's own last day, refund becomes unpaid. Nothing charged, nothing done.
    Raises ValueError for an outcome there is not. Inverse: take_back_found.
    """
    require(actor, REFUND)
    outcomes = {rules.LOST: outcome, rules.PROCESSING: processing_outcome}
    if not set(outcomes.values()) <= set(rules.OUTCOMES):
        raise ValueError(f"No such outcome: {outcomes}")
    done: list[tuple[int, rules.Found]] = []
    with writing():
        for charge in queries.charges_of_loan_held(loan_id):
            if charge.kind not in outcomes:
                continue
            latest = rules.earliest(latest_on, charge.refund_until)
            paid = queries.paid_for(charge.pk)
            what = rules.found(
                outcomes[charge.kind], left=charge.left_minor, money_paid=paid.money, worked=paid.work,
                credited_money=paid.credited_money, credited_work=paid.credited_work, on=found_on, latest_on=latest,
            )  # fmt: skip
            if what.taken_off or what.money or what.work:
                _found(actor, charge, what, now)
            if what.taken_off or what.money or what.work or what.is_late:
                done.append((charge.pk, what))
    return FoundMoney(
        sum(each.taken_off for _, each in done), sum(each.money for _, each in done),
        sum(each.work for _, each in done), any(each.is_late for _, each in done), tuple(pk for pk, _ in done),
    )  # fmt: skip


def _found(actor: Actor, charge: Charge, what: rules.Found, now: datetime) -> None:
    # The audit names the charge and never the loan: a settled charge forgets its thing, and an act would remember it.
    facts = {"taken_off": what.taken_off, "money": what.money, "work": what.work}
    act_id = record_act(actor, REFUND, about=("charge", charge.pk), at=now, facts=facts, site_id=charge.site_id)
    if what.taken_off:
        take_off(charge, rules.FOUND, now=now, act_id=act_id)
    for minor, is_payable in ((what.money, True), (what.work, False)):
        if minor:
            make_credit(charge, minor, is_payable=is_payable, now=now, act_id=act_id)


def take_back_found(actor: Actor, *, loan_id: int, now: datetime) -> None:
    """It was not found after all: what was taken off is owed again, and unused credit goes.

    Raises Refused: charges.nothing_found, charges.credit_used. Inverse: refund_found.
    """
    require(actor, TAKE_BACK)
    with writing():
        charges = queries.charges_of_loan_held(loan_id)
        taken_off = [each for each in map(queries.found_line, (charge.pk for charge in charges)) if each is not None]
        given = list(queries.open_credits_of_charges([charge.pk for charge in charges]))
        if not taken_off and not given:
            raise Refused(Objection("charges.nothing_found", Weight.REFUSE))
        if any(each.left_minor != each.amount_minor for each in given):
            raise Refused(Objection("charges.credit_used", Weight.REFUSE))
        for charge in charges:
            facts = {"credits": [each.pk for each in given if each.charge_id == charge.pk]}
            act_id = record_act(
                actor, TAKE_BACK, about=("charge", charge.pk), at=now, facts=facts, site_id=charge.site_id
            )
            for line in taken_off:
                if line.charge_id == charge.pk:
                    append(charge, rules.REINSTATED, -line.amount_minor, now=now, act_id=act_id, reverses=line)
                    waive_for_protected(charge, now=now, act_id=act_id)
            for credit in given:
                if credit.charge_id == charge.pk:
                    _reversed(credit, "", now, act_id)


def refund_charge(actor: Actor, *, charge_id: int, amount_minor: int, reason: str, now: datetime) -> int:
    """Owe a person back part of what they paid for a charge, with the reason; returns the credit's id.

    Never more than was paid in money and not given back yet. Raises Refused: charges.unknown, charges.amount_missing,
    charges.refund_above_paid, charges.reason_missing. Inverse: reverse_credit.
    """
    require(actor, REFUND_CHARGE)
    with writing():
        charge = held(actor, charge_id)
        paid = queries.paid_for(charge.pk)
        if objections := rules.refund_charge_objections(
            amount_minor=amount_minor, refundable_minor=paid.money - paid.credited_money, reason=reason
        ):
            raise Refused(*objections)
        act_id = record_act(
            actor, REFUND_CHARGE, about=("charge", charge.pk), at=now, reason=reason, facts={"minor": amount_minor},
            site_id=charge.site_id,
        )  # fmt: skip
        credit = make_credit(charge, amount_minor, is_payable=True, now=now, act_id=act_id, reason=reason)
    return credit.pk


def reverse_credit(actor: Actor, *, credit_id: int, reason: str, now: datetime) -> None:
    """Take a credit back of which nothing was used yet, with the reason.

    Raises Refused: charges.unknown, charges.credit_used, charges.reason_missing. Inverse: refund_charge.
    """
    require(actor, REVERSE_CREDIT)
    with writing():
        credit = queries.credit_held(actor, credit_id)
        if credit is None:
            raise Refused(Objection("charges.unknown", Weight.REFUSE))
        if credit.left_minor != credit.amount_minor:
            raise Refused(Objection("charges.credit_used", Weight.REFUSE))
        if not reason.strip():
            raise Refused(Objection("charges.reason_missing", Weight.REFUSE))
        act_id = record_act(
            actor, REVERSE_CREDIT, about=("credit", credit.pk), at=now, reason=reason,
            facts={"minor": credit.left_minor}, site_id=credit.site_id,
        )  # fmt: skip
        _reversed(credit, reason, now, act_id)


def _reversed(credit: Credit, reason: str, now: datetime, act_id: int) -> None:
    made = CreditLine.objects.get(credit=credit, kind=rules.MADE)
    append_credit(
        credit, rules.CREDIT_REVERSED, -credit.left_minor, now=now, act_id=act_id, reason=reason, reverses=made
    )
