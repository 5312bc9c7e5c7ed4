"""What a charge is and what may be done with it. Pure; docs/rules/charges.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Weight

OVERDUE, LOST, DAMAGED, FEE, OTHER = "overdue", "lost", "damaged", "fee", "other"
KINDS = (OVERDUE, LOST, DAMAGED, FEE, OTHER)
CHARGED, SETTLED_BEFORE, REVERSED, REINSTATED = "charged", "settled_before", "reversed", "reinstated"
LINES = (CHARGED, SETTLED_BEFORE, REVERSED, REINSTATED)
TEXT_LENGTH, NUMBER_LENGTH, KEY_LENGTH, FROM_LENGTH = 200, 64, 64, 120
LARGEST_MINOR = 99_999_999


@dataclass(frozen=True, slots=True)
class NewCharge:
    """A charge as another system kept it: `amount_minor` was asked for, `left_minor` of it is still owed."""

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
    """What stands against taking a reversal back: the last thing that happened was no reversal."""
    return () if last_line == REVERSED else (Objection("charges.not_reversed", Weight.REFUSE),)
