"""charge_damage: what came back damaged is charged by the schedule of damages."""

from dataclasses import dataclass
from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import actions as charges
from carrel.rooms.charges.queries.charges import left_of_charge
from carrel.rooms.charges.rules import DAMAGED
from carrel.rooms.circulation.actions.fining import ledger_hand, new_charge
from carrel.rooms.circulation.actions.renewing import loan_held
from carrel.rooms.circulation.queries.conditions import photo_of_return
from carrel.rooms.circulation.queries.damages import damage_on

CHARGE = "circulation.charge_damage"


@dataclass(frozen=True, slots=True)
class DamageCharged:
    """What is owed for a damage in minor units, and what the schedule calls it."""

    charge_id: int
    act_id: int
    minor: int
    name: str
    repeated: bool = False


def charge_damage(
    actor: Actor, *, loan_id: int, damage_id: int, now: datetime, count: int = 1, key: str = ""
) -> DamageCharged:
    """Charge whoever had it for a damage by the schedule of the site: an amount or a part of the price, less with age.

    The photo noted with the condition at the return goes with the charge. Raises NotAllowed, KeyReused, and Refused
    for a damage the schedule does not have, one that comes to nothing, or a loan that names no reader any more.
    Inverse: undo, which reverses the charge; and a return that is taken back takes its damages with it.
    """
    require(actor, CHARGE)
    with writing():
        if kept := kept_answer(key, CHARGE, actor):
            return DamageCharged(kept["charge"], kept["act"], kept["minor"], kept["name"], repeated=True)
        loan = loan_held(actor, loan_id)
        base: dict[str, object] = {"title": loan.item.record.title}
        if loan.patron_id is None:
            raise Refused(Objection("circulation.damage_of_nobody", Weight.REFUSE, base))
        found = damage_on(actor, loan, damage_id, count=count, now=now)
        if found is None:
            raise Refused(Objection("circulation.damage_unknown", Weight.REFUSE, base))
        if not found.minor:
            raise Refused(Objection("circulation.damage_costs_nothing", Weight.REFUSE, base | {"damage": found.name}))
        act_id = record_act(actor, CHARGE, about=("loan", loan.pk), at=now, facts={"damage": found.name})
        new = new_charge(loan, DAMAGED, found.minor, now, basis=dict(found.basis), text=found.name)
        charge_id = charges.charge(ledger_hand(actor), new=new, now=now)
        minor = left_of_charge(charge_id)
        photo = photo_of_return(loan.pk)
        if photo is not None:
            charges.pass_on_photo(ledger_hand(actor), charge_id=charge_id, file_id=photo, now=now)
        answer = {"charge": charge_id, "act": act_id, "minor": minor, "name": found.name}
        keep_answer(key, actor, CHARGE, answer, now)
    return DamageCharged(charge_id, act_id, minor, found.name)
