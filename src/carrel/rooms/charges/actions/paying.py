"""Payments against charges, credits used or paid out, and all of it taken back by a receipt that names it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions.lines import append, append_credit, waive_for_protected
from carrel.rooms.charges.actions.receipts import Taken, site_of, write_receipt
from carrel.rooms.charges.models import Charge, ChargeLine, Credit, CreditLine, Receipt

TAKE = "charges.take_payment"
REVERSE = "charges.reverse_payment"
USE = "charges.use_credit"
PAY_OUT = "charges.pay_out_credit"


@dataclass(frozen=True, slots=True)
class Tender:
    """How somebody pays: the means, what was laid down in cash, the number of the cheque or the card slip."""

    means: str
    tendered_minor: int | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """A receipt that was written: its id, what goes back over the counter, what the person still owes."""

    receipt_id: int
    change_minor: int = 0
    left_minor: int = 0


def take_payment(
    actor: Actor, *, person_id: int, amount_minor: int, tender: Tender, now: datetime,
    charge_ids: Sequence[int] = (), key: str = "",
) -> Paid:  # fmt: skip
    """Take money for named charges in their order, else for the oldest first; a numbered receipt comes of it.

    Never more than is left. Raises KeyReused, Refused: charges.unknown, charges.nothing_to_pay, charges.beyond_left,
    charges.amount_missing, charges.too_little_tendered, charges.reference_missing. Inverse: reverse_payment.
    """
    require(actor, TAKE)
    if tender.means not in rules.MEANS_OF_MONEY:
        raise ValueError(f"Not a means of money: {tender.means}")
    with writing():
        if kept := kept_answer(key, TAKE, actor):
            return Paid(kept["receipt"], kept["change"], kept["left"])
        charges = charges_to_pay(actor, person_id, charge_ids)
        open_ones = [rules.Open(each.pk, each.left_minor) for each in charges.values()]
        if objections := rules.take_payment_objections(
            amount_minor=amount_minor, charges=open_ones, means=tender.means, tendered_minor=tender.tendered_minor,
            reference=tender.reference,
        ):  # fmt: skip
            raise Refused(*objections)
        tendered = tender.tendered_minor if tender.means == rules.CASH else None
        taken = Taken(rules.PAYMENT, tender.means, amount_minor, person_id, tendered, tender.reference)
        receipt = settle_with(actor, TAKE, charges, taken, rules.PAID, now)
        paid = Paid(receipt.pk, rules.change_of(amount_minor, tendered), queries.owed_by(person_id))
        keep_answer(
            key, actor, TAKE, {"receipt": paid.receipt_id, "change": paid.change_minor, "left": paid.left_minor}, now
        )
    return paid


def charges_to_pay(actor: Actor, person_id: int, charge_ids: Sequence[int]) -> dict[int, Charge]:
    """The named charges of a person in their order, else all open ones, the oldest first; held. Part of take_payment.

    Raises Refused charges.unknown for one that is another's or out of sight.
    """
    found = {each.pk: each for each in queries.charges_to_pay_held(actor, person_id, charge_ids)}
    if charge_ids and set(charge_ids) - set(found):
        raise Refused(Objection("charges.unknown", Weight.REFUSE))
    return {pk: found[pk] for pk in charge_ids} if charge_ids else found


def settle_with(actor: Actor, code: str, charges: dict[int, Charge], taken: Taken, line: str, now: datetime) -> Receipt:
    """Write the receipt and spread its amount over the charges. Part of actions that pay. Inverse: reverse_payment."""
    site_id = site_of(actor)
    facts = {"minor": taken.amount_minor, "means": taken.means}
    act_id = record_act(actor, code, about=("person", taken.person_id), at=now, facts=facts, site_id=site_id)
    receipt = write_receipt(actor, taken=taken, now=now, act_id=act_id, site_id=site_id)
    open_ones = (rules.Open(each.pk, each.left_minor) for each in charges.values())
    for pk, part in rules.shares(taken.amount_minor, open_ones):
        append(charges[pk], line, -part, now=now, act_id=act_id, receipt=receipt)
    return receipt


def use_credit(actor: Actor, *, credit_id: int, now: datetime, charge_ids: Sequence[int] = (), key: str = "") -> Paid:
    """Set what a person has to get back against what they owe: named charges, else the oldest first; with a receipt.

    As much as both have. Raises Refused: charges.unknown, charges.nothing_to_pay, charges.nothing_to_pay_out.
    Inverse: reverse_payment.
    """
    require(actor, USE)
    with writing():
        if kept := kept_answer(key, USE, actor):
            return Paid(kept["receipt"], 0, kept["left"])
        credit = _credit(actor, credit_id)
        charges = charges_to_pay(actor, credit.person_id, charge_ids)
        minor = min(credit.left_minor, sum(each.left_minor for each in charges.values()))
        if not minor:
            raise Refused(Objection("charges.nothing_to_pay", Weight.REFUSE, {"amount": 0, "left": 0}))
        taken = Taken(rules.PAYMENT, rules.CREDIT, minor, credit.person_id)
        line = rules.PAID if credit.is_payable else rules.WORKED
        receipt = settle_with(actor, USE, charges, taken, line, now)
        append_credit(credit, rules.USED, -minor, now=now, act_id=receipt.act_id, receipt=receipt)
        left = queries.owed_by(credit.person_id)
        keep_answer(key, actor, USE, {"receipt": receipt.pk, "left": left}, now)
    return Paid(receipt.pk, 0, left)


def pay_out_credit(actor: Actor, *, credit_id: int, tender: Tender, now: datetime, key: str = "") -> Paid:
    """Give back over the counter what is left of a credit, with a receipt.

    Raises Refused: charges.unknown, charges.nothing_to_pay_out, charges.work_is_no_wage, charges.reference_missing.
    Inverse: reverse_payment.
    """
    require(actor, PAY_OUT)
    if tender.means not in rules.MEANS_OF_MONEY:
        raise ValueError(f"Not a means of money: {tender.means}")
    with writing():
        if kept := kept_answer(key, PAY_OUT, actor):
            return Paid(kept["receipt"])
        credit = _credit(actor, credit_id)
        minor, site_id = credit.left_minor, site_of(actor)
        objections = (
            *rules.pay_out_objections(is_payable=credit.is_payable, left_minor=minor),
            *rules.means_objections(means=tender.means, reference=tender.reference, amount=minor, tendered=None),
        )
        if objections:
            raise Refused(*objections)
        act_id = record_act(
            actor, PAY_OUT, about=("credit", credit.pk), at=now, facts={"minor": minor, "means": tender.means},
            site_id=site_id,
        )  # fmt: skip
        taken = Taken(rules.PAYOUT, tender.means, -minor, credit.person_id, reference=tender.reference)
        receipt = write_receipt(actor, taken=taken, now=now, act_id=act_id, site_id=site_id)
        append_credit(credit, rules.PAID_OUT, -minor, now=now, act_id=act_id, receipt=receipt)
        keep_answer(key, actor, PAY_OUT, {"receipt": receipt.pk}, now)
    return Paid(receipt.pk)


def reverse_payment(actor: Actor, *, receipt_id: int, reason: str, now: datetime, key: str = "") -> Paid:
    """Take a receipt back whole, by one that names it: what it settled is owed again, a credit is there again.

    Raises Refused: charges.receipt_unknown, charges.payment_reversed, charges.is_a_reversal, charges.payment_refunded
    when what was paid was given as credit since, charges.reason_missing. No inverse: the payment is simply taken again.
    """
    require(actor, REVERSE)
    with writing():
        if kept := kept_answer(key, REVERSE, actor):
            return Paid(kept["receipt"])
        old = queries.receipt_held(actor, receipt_id)
        objections = rules.reverse_payment_objections(
            is_known=old is not None,
            is_reversed=old is not None and Receipt.objects.filter(reverses=old).exists(),
            is_reversal=old is not None and old.kind == rules.REVERSAL,
            is_refunded=old is not None and any(map(_is_refunded, old.charge_lines.all())),
            reason=reason,
        )
        if objections or old is None:
            raise Refused(*objections)
        site_id = old.site_id
        act_id = record_act(
            actor, REVERSE, about=("receipt", old.pk), at=now, reason=reason, facts={"minor": -old.amount_minor},
            site_id=site_id,
        )  # fmt: skip
        taken = Taken(rules.REVERSAL, old.means, -old.amount_minor, old.person_id, reason=reason, reverses=old)
        receipt = write_receipt(actor, taken=taken, now=now, act_id=act_id, site_id=site_id)
        _lines_back(old.charge_lines.select_related("charge").order_by("pk"), receipt, now)
        _credit_lines_back(old.credit_lines.select_related("credit"), receipt, now)
        keep_answer(key, actor, REVERSE, {"receipt": receipt.pk}, now)
    return Paid(receipt.pk)


def _lines_back(lines: Iterable[ChargeLine], receipt: Receipt, now: datetime) -> None:
    for line in lines:
        charge = Charge.objects.select_for_update().get(pk=line.charge_id)
        append(
            charge, rules.PAID_BACK, -line.amount_minor, now=now, act_id=receipt.act_id, reverses=line, receipt=receipt
        )
        waive_for_protected(charge, now=now, act_id=receipt.act_id)


def _credit_lines_back(lines: Iterable[CreditLine], receipt: Receipt, now: datetime) -> None:
    for line in lines:
        credit = Credit.objects.select_for_update().get(pk=line.credit_id)
        append_credit(
            credit, rules.GIVEN_BACK, -line.amount_minor, now=now, act_id=receipt.act_id, reverses=line, receipt=receipt
        )


def _is_refunded(line: ChargeLine) -> bool:
    """Whether giving this payment back would leave less paid for its charge than was credited for it since."""
    paid = queries.paid_for(line.charge_id)
    money, work = (-line.amount_minor, 0) if line.kind == rules.PAID else (0, -line.amount_minor)
    return paid.money - money < paid.credited_money or paid.work - work < paid.credited_work


def _credit(actor: Actor, credit_id: int) -> Credit:
    credit = queries.credit_held(actor, credit_id)
    if credit is None:
        raise Refused(Objection("charges.unknown", Weight.REFUSE))
    return credit
