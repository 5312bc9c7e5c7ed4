"""The money of one loan: what it costs by now, what was charged for it and to whom; for staff who may see charges."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.charges.bases import fine_words
from carrel.doors.web.charges.shown import money
from carrel.rooms.charges.phrases import KIND_WORDS
from carrel.rooms.charges.queries import ChargeShown, charged_for_loan
from carrel.rooms.charges.rules import OVERDUE
from carrel.rooms.circulation.queries.fines import fine_of
from carrel.rooms.people.queries import may_see_person, person_found

if TYPE_CHECKING:
    from carrel.rooms.circulation.models import Loan


@dataclass(frozen=True, slots=True)
class ChargedLine:
    """One charge of a loan in words: for what, how much, what is left of it, and who owes it where that may be seen."""

    charge_id: int
    word: str | Promise
    amount: str
    left: str
    person_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class LoanMoney:
    """What a loan costs now with the sum behind it, and what was charged for it."""

    growing: str
    sum_words: str
    charged: tuple[ChargedLine, ...]
    can_forgive: bool
    can_charge_again: bool


def money_of(actor: Actor, loan: "Loan", moment: datetime) -> LoanMoney | None:
    """The money of a loan; None for whoever sees no charges, and where there is none."""
    if not actor.may("charges.view_charges"):
        return None
    accrued = fine_of(loan, until=moment) if loan.returned_at is None else None
    charged = charged_for_loan(loan.pk)
    if not charged and (accrued is None or not accrued.amount_minor):
        return None
    late = [each for each in charged if each.kind == OVERDUE]
    return LoanMoney(
        growing=money(accrued.amount_minor) if accrued is not None and accrued.amount_minor else "",
        sum_words=fine_words(accrued.fine, accrued.rule, money) if accrued is not None and accrued.amount_minor else "",
        charged=tuple(_line(actor, each) for each in charged),
        can_forgive=any(each.left_minor for each in late),
        can_charge_again=bool(late) and not late[-1].left_minor and late[-1].can_reinstate,
    )


def _line(actor: Actor, charge: ChargeShown) -> ChargedLine:
    seen = may_see_person(actor, charge.person_id)
    person = person_found(charge.person_id) if seen else None
    left = money(charge.left_minor) if charge.left_minor else ""
    name = person.name if person is not None else _("a reader of another school")
    return ChargedLine(
        charge.charge_id,
        KIND_WORDS[charge.kind],
        money(charge.amount_minor),
        left,
        person.person_id if person else None,
        name,
    )
