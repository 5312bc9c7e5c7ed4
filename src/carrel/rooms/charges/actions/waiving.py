"""Waivers: below the site's limit at once, above it by somebody who approves."""

from datetime import datetime

from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions.lines import append, held
from carrel.rooms.charges.actions.receipts import name_of
from carrel.rooms.charges.models import Charge, WaiverAsked

WAIVE = "charges.waive_charge"
APPROVE = "charges.approve_waiver"
ABOVE = "charges.waiver_above_limit"


def waive_charge(actor: Actor, *, charge_id: int, amount_minor: int, reason: str, now: datetime) -> None:
    """Let so much of a charge go, with the reason; whoever does it stands on record.

    Raises Refused: charges.unknown, charges.nothing_to_waive, charges.beyond_left, charges.amount_missing,
    charges.reason_missing, and charges.waiver_above_limit for who may not approve. Inverse: reinstate_charge.
    """
    require(actor, WAIVE)
    with writing():
        charge = held(actor, charge_id)
        verdict = Verdict.of(_objections(charge, amount_minor, reason))
        overrides = settle(verdict, actor, (ABOVE,) if actor.may(APPROVE) else (), reason)
        act_id = record_act(
            actor, WAIVE, about=("charge", charge.pk), at=now, reason=reason, facts={"minor": amount_minor},
            overrides=overrides, site_id=charge.site_id,
        )  # fmt: skip
        append(charge, rules.WAIVED, -amount_minor, now=now, act_id=act_id, reason=reason)


def ask_waiver(actor: Actor, *, charge_id: int, amount_minor: int, reason: str, now: datetime) -> int:
    """Ask somebody who approves to waive so much of a charge; returns the number of the request.

    Raises Refused: charges.unknown, charges.nothing_to_waive, charges.beyond_left, charges.amount_missing,
    charges.reason_missing, charges.waiver_asked_already. Inverse: decline_waiver.
    """
    require(actor, "charges.ask_waiver")
    with writing():
        charge = held(actor, charge_id)
        objections = [each for each in _objections(charge, amount_minor, reason) if each.weight is Weight.REFUSE]
        if charge.waivers_asked.filter(decided_at=None).exists():
            objections.append(Objection("charges.waiver_asked_already", Weight.REFUSE))
        if objections:
            raise Refused(*objections)
        asked = WaiverAsked.objects.create(
            charge=charge, amount_minor=amount_minor, reason=squeeze(reason, rules.TEXT_LENGTH),
            asked_by=name_of(actor), asked_at=now,
        )  # fmt: skip
        record_act(
            actor, "charges.ask_waiver", about=("charge", charge.pk), at=now, reason=reason,
            facts={"minor": amount_minor}, site_id=charge.site_id,
        )  # fmt: skip
    return asked.pk


def approve_waiver(actor: Actor, *, waiver_id: int, now: datetime) -> None:
    """Waive what was asked for; who approved it stands on record.

    Raises Refused: charges.waiver_unknown, charges.nothing_to_waive, charges.beyond_left when less is left by now.
    Inverse: reinstate_charge.
    """
    require(actor, APPROVE)
    with writing():
        asked, charge = _asked(actor, waiver_id)
        objections = [
            each for each in _objections(charge, asked.amount_minor, asked.reason) if each.weight is Weight.REFUSE
        ]
        if objections:
            raise Refused(*objections)
        facts = {"minor": asked.amount_minor, "asked_by": asked.asked_by}
        act_id = record_act(
            actor, APPROVE, about=("charge", charge.pk), at=now, reason=asked.reason, facts=facts,
            site_id=charge.site_id,
        )  # fmt: skip
        append(charge, rules.WAIVED, -asked.amount_minor, now=now, act_id=act_id, reason=asked.reason)
        _decide(actor, asked, now, is_approved=True)


def decline_waiver(actor: Actor, *, waiver_id: int, now: datetime) -> None:
    """Let what was asked for not be waived. Raises Refused: charges.waiver_unknown. Inverse: ask_waiver."""
    require(actor, APPROVE)
    with writing():
        asked, charge = _asked(actor, waiver_id)
        record_act(
            actor, "charges.decline_waiver", about=("charge", charge.pk), at=now, facts={"minor": asked.amount_minor},
            site_id=charge.site_id,
        )  # fmt: skip
        _decide(actor, asked, now, is_approved=False)


def _objections(charge: Charge, amount_minor: int, reason: str) -> tuple[Objection, ...]:
    limit = queries.money_setting(charge.site_id).waiver_limit_minor
    return rules.waive_charge_objections(
        amount_minor=amount_minor, left_minor=charge.left_minor, reason=reason, limit_minor=limit
    )


def _asked(actor: Actor, waiver_id: int) -> tuple[WaiverAsked, Charge]:
    asked = WaiverAsked.objects.select_for_update().filter(pk=waiver_id, decided_at=None).first()
    charge = queries.charge_held(actor, asked.charge_id) if asked is not None else None
    if asked is None or charge is None:
        raise Refused(Objection("charges.waiver_unknown", Weight.REFUSE))
    return asked, charge


def _decide(actor: Actor, asked: WaiverAsked, now: datetime, *, is_approved: bool) -> None:
    asked.decided_by, asked.decided_at, asked.is_approved = name_of(actor), now, is_approved
    asked.save(update_fields=["decided_by", "decided_at", "is_approved"])
