"""Making a charge: by what happened at the desk, or by hand."""

from dataclasses import replace
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions.lines import waive_for_protected
from carrel.rooms.charges.models import Charge, ChargeLine
from carrel.rooms.charges.rules import NewCharge

CHARGE = "charges.charge"
BY_HAND = "charges.charge_by_hand"


def charge(actor: Actor, *, new: NewCharge, now: datetime, key: str = "") -> int:
    """Put one charge on a person's name, as what happened to a loan brings it, and return its id.

    Whoever calls has asked its own permission; this one is held by everybody who works at a desk. Raises ValueError for
    figures that cannot be. Inverse: reverse_charge.
    """
    require(actor, CHARGE)
    return _charged(actor, CHARGE, new, now, key)


def charge_by_hand(actor: Actor, *, new: NewCharge, now: datetime, key: str = "") -> int:
    """Put a charge on the name of a person in sight, as staff say it; returns its id.

    Raises Refused: charges.amount_missing, charges.text_missing, charges.person_unknown. Inverse: reverse_charge.
    """
    require(actor, BY_HAND)
    if objections := rules.charge_by_hand_objections(amount_minor=new.amount_minor, text=new.text):
        raise Refused(*objections)
    if not queries.is_in_sight(actor, new.person_id):
        raise Refused(Objection("charges.person_unknown", Weight.REFUSE))
    return _charged(actor, BY_HAND, new, now, key)


def _refund_until(new: NewCharge) -> date | None:
    """The last day for a refund as site and fund lay it down, for what may be found again."""
    if new.kind not in (rules.LOST, rules.PROCESSING):
        return None
    return queries.refund_until(site_id=new.site_id, fund_id=new.fund_id, charged_on=new.charged_on)


def _charged(actor: Actor, code: str, new: NewCharge, now: datetime, key: str) -> int:
    if not rules.is_sound(new) or new.left_minor != new.amount_minor or new.kind not in rules.KINDS:
        raise ValueError(f"Not a sound charge: {replace(new, text='', about_title='')}")
    with writing():
        if kept := kept_answer(key, code, actor):
            return int(kept["charge"])
        texts = new.texts() | {"brought_key": ""}
        until = new.refund_until if new.is_refund_firm else rules.earliest(new.refund_until, _refund_until(new))
        made = Charge.objects.create(
            person_id=new.person_id, site_id=new.site_id, kind=new.kind, amount_minor=new.amount_minor,
            left_minor=new.amount_minor, charged_on=new.charged_on, created_at=now, loan_id=new.loan_id,
            item_id=new.item_id, basis=dict(new.basis), fund_id=new.fund_id, refund_until=until, **texts,
        )  # fmt: skip
        facts = {"minor": new.amount_minor, "kind": new.kind}
        act_id = record_act(actor, code, about=("charge", made.pk), at=now, facts=facts, site_id=new.site_id)
        ChargeLine.objects.create(charge=made, kind=rules.CHARGED, amount_minor=new.amount_minor, at=now, act_id=act_id)
        waive_for_protected(made, now=now, act_id=act_id)
        keep_answer(key, actor, code, {"charge": made.pk}, now)
    return made.pk
