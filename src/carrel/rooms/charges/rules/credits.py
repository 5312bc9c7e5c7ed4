"""What is given back for a thing that was charged as lost and is found. Pure; docs/rules/charges.md."""

from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.verdicts import Objection, Weight

NONE, UNPAID, REFUND = "none", "unpaid", "refund"
OUTCOMES = (NONE, UNPAID, REFUND)
MADE, USED, PAID_OUT, CREDIT_REVERSED, GIVEN_BACK = "made", "used", "paid_out", "reversed", "back"
CREDIT_LINES = (MADE, USED, PAID_OUT, CREDIT_REVERSED, GIVEN_BACK)


@dataclass(frozen=True, slots=True)
class Found:
    """What comes of one charge when its thing is found: `taken_off` of what is left, and what was paid goes back.

    `money` may be paid out, `work` only be set against other debts. `is_late`: found after the last day for refunds.
    """

    taken_off: int = 0
    money: int = 0
    work: int = 0
    is_late: bool = False


def found(
    outcome: str, *, left: int, money_paid: int, worked: int, credited_money: int, credited_work: int, on: date,
    latest_on: date | None,
) -> Found:  # fmt: skip
    """What is taken off and given back. A waiver is never given back: nobody paid it.

    After the last day what was paid stays paid, since it has bought the next copy; what is left is taken off all the
    same, since nobody pays for a book that stands on its shelf.
    """
    is_late = latest_on is not None and on > latest_on
    if outcome == NONE:
        return Found()
    if outcome == UNPAID or is_late:
        return Found(left, is_late=is_late and outcome == REFUND)
    return Found(left, max(0, money_paid - credited_money), max(0, worked - credited_work))


def earliest(*days: date | None) -> date | None:
    """The first of these days; None when none is set."""
    return min((each for each in days if each is not None), default=None)


def refund_charge_objections(*, amount_minor: int, refundable_minor: int, reason: str) -> tuple[Objection, ...]:
    """What stands against giving back so much of what was paid for a charge."""
    facts: dict[str, object] = {"amount": amount_minor, "most": refundable_minor}
    objections = []
    if amount_minor < 1:
        objections.append(Objection("charges.amount_missing", Weight.REFUSE))
    if amount_minor > refundable_minor:
        objections.append(Objection("charges.refund_above_paid", Weight.REFUSE, facts))
    if not reason.strip():
        objections.append(Objection("charges.reason_missing", Weight.REFUSE))
    return tuple(objections)
