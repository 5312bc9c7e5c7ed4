"""Appending to the history of a charge or a credit: the one place where what is left changes."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.models import Charge, ChargeLine, Credit, CreditLine, Receipt


def held(actor: Actor, charge_id: int) -> Charge:
    """The charge, held still until the transaction ends. Raises Refused charges.unknown. Part of every action."""
    charge = queries.charge_held(actor, charge_id)
    if charge is None:
        raise Refused(Objection("charges.unknown", Weight.REFUSE))
    return charge


def append(
    charge: Charge, kind: str, minor: int, *, now: datetime, act_id: int, reason: str = "",
    reverses: ChargeLine | None = None, receipt: Receipt | None = None,
) -> ChargeLine:  # fmt: skip
    """One more line; what is left follows it. The charge is held by the caller. Inverse: another line."""
    line = ChargeLine.objects.create(
        charge=charge, kind=kind, amount_minor=minor, at=now, act_id=act_id,
        reason=squeeze(reason, rules.TEXT_LENGTH), reverses=reverses, receipt=receipt,
    )  # fmt: skip
    charge.left_minor += minor
    charge.settled_at = None if charge.left_minor else now
    charge.save(update_fields=["left_minor", "settled_at"])
    return line


def take_off(charge: Charge, kind: str, *, now: datetime, act_id: int, reason: str = "") -> ChargeLine:
    """Take all that is left off a charge, by a line that names the last one that put something on it."""
    raised = queries.last_raising_line(charge.pk)
    return append(charge, kind, -charge.left_minor, now=now, act_id=act_id, reason=reason, reverses=raised)


def waive_for_protected(charge: Charge, *, now: datetime, act_id: int) -> None:
    """What is owed by a person who is not billed is waived in the act that put it there. Part of every such action.

    It reads as any waiver does; that the person is protected, and why, stands elsewhere. Inverse: reinstate_charge.
    """
    if charge.left_minor and queries.is_unbilled(charge.person_id, site_id=charge.site_id, kind=charge.kind):
        append(charge, rules.WAIVED, -charge.left_minor, now=now, act_id=act_id)


def append_credit(
    credit: Credit, kind: str, minor: int, *, now: datetime, act_id: int, reason: str = "",
    reverses: CreditLine | None = None, receipt: Receipt | None = None,
) -> CreditLine:  # fmt: skip
    """One more line of a credit; what is left of it follows. Held by the caller. Inverse: another line."""
    line = CreditLine.objects.create(
        credit=credit, kind=kind, amount_minor=minor, at=now, act_id=act_id,
        reason=squeeze(reason, rules.TEXT_LENGTH), reverses=reverses, receipt=receipt,
    )  # fmt: skip
    if kind != rules.MADE:
        credit.left_minor += minor
        credit.save(update_fields=["left_minor"])
    return line


def make_credit(
    charge: Charge, minor: int, *, is_payable: bool, now: datetime, act_id: int, reason: str = ""
) -> Credit:
    """What is owed back for a charge, with the line that made it. Inverse: reverse_credit."""
    credit = Credit.objects.create(
        person_id=charge.person_id, site_id=charge.site_id, charge=charge, amount_minor=minor, left_minor=minor,
        is_payable=is_payable, reason=squeeze(reason, rules.TEXT_LENGTH), made_at=now,
    )  # fmt: skip
    append_credit(credit, rules.MADE, minor, now=now, act_id=act_id)
    return credit
