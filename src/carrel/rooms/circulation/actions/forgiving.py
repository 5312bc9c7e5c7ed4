"""forgive_fine and charge_fine: a fine is taken off a reader's name at the desk, and put on it again."""

from datetime import datetime

from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.queries.charges import charges_of_loan
from carrel.rooms.charges.rules import OVERDUE, REVERSED
from carrel.rooms.circulation.actions.fining import ledger_hand
from carrel.rooms.circulation.actions.renewing import loan_held
from carrel.rooms.circulation.models import Loan, LoanChange

FORGIVE = "circulation.forgive_fine"
CHARGE = "circulation.charge_fine"


def forgive_fine(actor: Actor, *, loan_id: int, now: datetime, key: str = "", reason: str = "") -> int:
    """Take the fine of a loan that has just ended off the reader's name; returns what was forgiven in minor units.

    Raises NotAllowed, KeyReused, and Refused where nothing is owed for lateness. Inverse: charge_fine.
    """
    require(actor, FORGIVE)
    with writing():
        if kept := kept_answer(key, FORGIVE, actor):
            return int(kept["minor"])
        loan = loan_held(actor, loan_id)
        owed = [each for each in charges_of_loan(loan_id).filter(kind=OVERDUE) if each.left_minor]
        if not owed:
            raise Refused(Objection("circulation.no_fine_to_forgive", Weight.REFUSE, {"title": loan.item.record.title}))
        act_id = record_act(actor, FORGIVE, about=("loan", loan_id), at=now, reason=reason)
        for each in owed:
            why = reason.strip() or _("Amnesty at the return")
            charges.reverse_charge(ledger_hand(actor), charge_id=each.pk, reason=why, now=now)
        _note(loan, "forgiven", act_id, now)
        minor = sum(each.left_minor for each in owed)
        keep_answer(key, actor, FORGIVE, {"minor": minor}, now)
    return minor


def charge_fine(actor: Actor, *, loan_id: int, now: datetime, key: str = "") -> int:
    """Put a fine that was forgiven on the reader's name again; returns it in minor units.

    Raises NotAllowed, KeyReused, and Refused where none was forgiven. Inverse: forgive_fine.
    """
    require(actor, CHARGE)
    with writing():
        if kept := kept_answer(key, CHARGE, actor):
            return int(kept["minor"])
        loan = loan_held(actor, loan_id)
        gone = charges_of_loan(loan_id).filter(kind=OVERDUE, left_minor=0).prefetch_related("lines")
        forgiven = [each for each in gone if max(each.lines.all(), key=lambda line: line.pk).kind == REVERSED][-1:]
        if not forgiven:
            raise Refused(Objection("circulation.no_fine_forgiven", Weight.REFUSE, {"title": loan.item.record.title}))
        act_id = record_act(actor, CHARGE, about=("loan", loan_id), at=now)
        charges.reinstate_charge(ledger_hand(actor), charge_id=forgiven[0].pk, now=now)
        _note(loan, "undo_forgiven", act_id, now)
        keep_answer(key, actor, CHARGE, {"minor": forgiven[0].amount_minor}, now)
    return forgiven[0].amount_minor


def _note(loan: Loan, kind: str, act_id: int, now: datetime) -> None:
    LoanChange.objects.create(
        loan=loan, kind=kind, at=now, from_due_at=loan.due_at, to_due_at=loan.due_at, act_id=act_id
    )
