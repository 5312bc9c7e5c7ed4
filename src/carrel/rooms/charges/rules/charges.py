"""What a charge is and what may be done with it. Pure; docs/rules/charges.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Weight

OVERDUE, LOST, DAMAGED, FEE, OTHER = "overdue", "lost", "damaged", "fee", "other"
PROCESSING, SALE = "processing", "sale"
KINDS = (OVERDUE, LOST, PROCESSING, DAMAGED, FEE, SALE, OTHER)
CHARGED, SETTLED_BEFORE, REVERSED, REINSTATED = "charged", "settled_before", "reversed", "reinstated"
PAID, WORKED, PAID_BACK, WAIVED, FOUND = "paid", "worked", "paid_back", "waived", "found"
LINES = (CHARGED, SETTLED_BEFORE, REVERSED, REINSTATED, PAID, WORKED, PAID_BACK, WAIVED, FOUND)
TAKES_BACK = (REVERSED, REINSTATED, PAID_BACK, FOUND)
"""Lines that name the line they take back."""
REINSTATABLE = (REVERSED, WAIVED)
TEXT_LENGTH, NUMBER_LENGTH, KEY_LENGTH, FROM_LENGTH = 200, 64, 64, 120
LARGEST_MINOR = 99_999_999
MOST_PHOTOS = 8


@dataclass(frozen=True, slots=True)
class NewCharge:
    """A charge that is to be made: `amount_minor` is asked for, `left_minor` of it is still owed.

    `left_minor` is less only for a charge another system kept; `key` is what it was there. `basis` says in words and
    numbers what the figure came from (rule, price, days, statute); it is plain JSON and names nobody. `loan_id` and
    `item_id` are forgotten with the thing. `refund_until` is the last day on which what was paid is given back,
    as far as whoever charges knows; site and fund may name an earlier one unless `is_refund_firm`.
    """

    person_id: int
    site_id: int | None
    kind: str
    amount_minor: int
    left_minor: int
    charged_on: date
    text: str = ""
    about_barcode: str = ""
    about_title: str = ""
    key: str = ""
    loan_id: int | None = None
    item_id: int | None = None
    basis: Mapping[str, Any] = field(default_factory=dict)
    fund_id: int | None = None
    refund_until: date | None = None
    is_refund_firm: bool = False

    def texts(self) -> dict[str, str]:
        """Its texts on one line and cut to what is stored."""
        return {
            "text": squeeze(self.text, TEXT_LENGTH),
            "about_barcode": squeeze(self.about_barcode, NUMBER_LENGTH),
            "about_title": squeeze(self.about_title, TEXT_LENGTH),
            "brought_key": self.key[:KEY_LENGTH],
        }


def is_sound(charge: NewCharge) -> bool:
    """Whether the figures of a charge can be: something was asked for, and no more is left than was asked."""
    return 0 < charge.amount_minor <= LARGEST_MINOR and 0 <= charge.left_minor <= charge.amount_minor


def left_of(lines: Iterable[tuple[str, int]]) -> int:
    """What is left of a charge by its lines, as (kind, amount) with what lowers the debt below nothing."""
    return sum(amount for _, amount in lines)


def reverse_charge_objections(*, left_minor: int, reason: str) -> tuple[Objection, ...]:
    """What stands against reversing a charge: nothing is left of it, or nobody says why."""
    found = []
    if not left_minor:
        found.append(Objection("charges.nothing_left", Weight.REFUSE))
    if not reason.strip():
        found.append(Objection("charges.reason_missing", Weight.REFUSE))
    return tuple(found)


def reinstate_charge_objections(*, last_line: str) -> tuple[Objection, ...]:
    """What stands against taking a reversal back: the last thing that happened was neither a reversal nor a waiver."""
    return () if last_line in REINSTATABLE else (Objection("charges.not_reversed", Weight.REFUSE),)


def charge_by_hand_objections(*, amount_minor: int, text: str) -> tuple[Objection, ...]:
    """What stands against a charge that staff make: no amount, too large a one, or no word what it is for."""
    objections = []
    if not 0 < amount_minor <= LARGEST_MINOR:
        objections.append(Objection("charges.amount_missing", Weight.REFUSE))
    if not text.strip():
        objections.append(Objection("charges.text_missing", Weight.REFUSE))
    return tuple(objections)
