"""Money over the counter: payments, change, payouts, sales, and what stands against them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from carrel.cellar.kernel.verdicts import Objection, Source, Weight

CASH, CHEQUE, CARD, WORK, CREDIT = "cash", "cheque", "card", "work", "credit"
MEANS = (CASH, CHEQUE, CARD, WORK, CREDIT)
MEANS_OF_MONEY = (CASH, CHEQUE, CARD)
MEANS_WITH_REFERENCE = (CHEQUE, CARD)
PAYMENT, SOLD, PAYOUT, REVERSAL = "payment", "sale", "payout", "reversal"
RECEIPT_KINDS = (PAYMENT, SOLD, PAYOUT, REVERSAL)
REFERENCE_LENGTH, NAME_LENGTH, SERIES_LENGTH = 60, 80, 40


@dataclass(frozen=True, slots=True)
class Open:
    """A charge somebody may pay: its id and what is left of it."""

    charge_id: int
    left_minor: int


def shares(amount_minor: int, charges: Iterable[Open]) -> list[tuple[int, int]]:
    """How a payment is spread: in the order given, each charge in full before the next; ids with their parts."""
    found, rest = [], amount_minor
    for each in charges:
        if part := min(rest, each.left_minor):
            found.append((each.charge_id, part))
            rest -= part
    return found


def change_of(amount_minor: int, tendered_minor: int | None) -> int:
    """What goes back over the counter."""
    return 0 if tendered_minor is None else tendered_minor - amount_minor


def take_payment_objections(
    *, amount_minor: int, charges: Sequence[Open], means: str, tendered_minor: int | None, reference: str
) -> tuple[Objection, ...]:
    """What stands against a payment of these charges; one on which nothing is left takes none."""
    left = sum(each.left_minor for each in charges)
    facts: dict[str, object] = {"amount": amount_minor, "left": left}
    found = []
    if not charges or any(not each.left_minor for each in charges):
        found.append(Objection("charges.nothing_to_pay", Weight.REFUSE, facts))
    elif amount_minor > left:
        found.append(Objection("charges.beyond_left", Weight.REFUSE, facts))
    if amount_minor < 1:
        found.append(Objection("charges.amount_missing", Weight.REFUSE))
    return (*found, *means_objections(means=means, reference=reference, amount=amount_minor, tendered=tendered_minor))


def means_objections(*, means: str, reference: str, amount: int, tendered: int | None) -> tuple[Objection, ...]:
    """What stands against the way somebody pays: too little cash laid down, a cheque or card without its number."""
    found = []
    if tendered is not None and means == CASH and tendered < amount:
        found.append(Objection("charges.too_little_tendered", Weight.REFUSE))
    if means in MEANS_WITH_REFERENCE and not reference.strip():
        found.append(Objection("charges.reference_missing", Weight.REFUSE))
    return tuple(found)


def reverse_payment_objections(
    *, is_known: bool, is_reversed: bool, is_reversal: bool, is_refunded: bool, reason: str
) -> tuple[Objection, ...]:
    """What stands against taking a receipt back."""
    if not is_known:
        return (Objection("charges.receipt_unknown", Weight.REFUSE),)
    found = []
    if is_reversed:
        found.append(Objection("charges.payment_reversed", Weight.REFUSE))
    if is_reversal:
        found.append(Objection("charges.is_a_reversal", Weight.REFUSE))
    if is_refunded:
        found.append(Objection("charges.payment_refunded", Weight.REFUSE))
    if not reason.strip():
        found.append(Objection("charges.reason_missing", Weight.REFUSE))
    return tuple(found)


def waive_charge_objections(
    *, amount_minor: int, left_minor: int, reason: str, limit_minor: int
) -> tuple[Objection, ...]:
    """What stands against waiving so much of a charge: above the site's limit somebody who approves has to do it."""
    facts: dict[str, object] = {"amount": amount_minor, "left": left_minor, "limit": limit_minor}
    found = []
    if not left_minor:
        found.append(Objection("charges.nothing_to_waive", Weight.REFUSE))
    elif amount_minor > left_minor:
        found.append(Objection("charges.beyond_left", Weight.REFUSE, facts))
    if amount_minor < 1:
        found.append(Objection("charges.amount_missing", Weight.REFUSE))
    if not reason.strip():
        found.append(Objection("charges.reason_missing", Weight.REFUSE))
    if amount_minor > limit_minor:
        source = Source("setting", "Money", "setting:waiver_limit_minor")
        found.append(
            Objection("charges.waiver_above_limit", Weight.ASK, facts, source, override="charges.approve_waiver")
        )
    return tuple(found)


def pay_out_objections(*, is_payable: bool, left_minor: int) -> tuple[Objection, ...]:
    """What stands against paying a credit out."""
    if not left_minor:
        return (Objection("charges.nothing_to_pay_out", Weight.REFUSE),)
    return () if is_payable else (Objection("charges.work_is_no_wage", Weight.REFUSE),)


def over_or_short(*, float_minor: int, cash_minor: int, counted_minor: int) -> int:
    """By how much the drawer holds more (or less, below nothing) than float and takings say."""
    return counted_minor - float_minor - cash_minor


def worth_of_work(minutes: int, rate_minor: int) -> int:
    """What so many minutes come to at a rate per hour, in whole minor units, rounded for the one who worked."""
    return -(-minutes * rate_minor // 60)
