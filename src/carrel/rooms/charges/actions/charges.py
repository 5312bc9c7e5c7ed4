"""Charges as they come in, are reversed, put back, forgotten and moved. Money is reversed, never deleted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions.lines import append, held, take_off, waive_for_protected
from carrel.rooms.charges.actions.photos import let_photos_go
from carrel.rooms.charges.models import (
    Charge,
    ChargeLine,
    Credit,
    Invoice,
    PaymentPlan,
    Protection,
    Receipt,
    WorkAgreement,
)
from carrel.rooms.charges.rules import NewCharge

BRING = "charges.bring_charges"
KEPT_AFTER_SETTLING = timedelta(days=30)


def bring_charges(
    actor: Actor, *, rows: Sequence[NewCharge], brought_from: str, now: datetime, job_id: int | None = None
) -> list[int]:
    """Enter charges as another system kept them, all or none, and return their ids in order.

    Raises ValueError for figures that cannot be, and IntegrityError when one has come before; callers ask
    `keys_known`. Inverse: reverse_brought_charges.
    """
    require(actor, BRING)
    if wrong := [row for row in rows if not rules.is_sound(row)]:
        raise ValueError(f"Not a sound charge: {wrong[0]}")
    with writing():
        protected = queries.protected_among({row.person_id for row in rows})
        act_id = record_act(actor, BRING, about=("job", job_id), at=now, facts={"count": len(rows)})
        charges = Charge.objects.bulk_create(
            (
                Charge(
                    person_id=row.person_id, site_id=row.site_id, kind=row.kind, amount_minor=row.amount_minor,
                    left_minor=row.left_minor, charged_on=row.charged_on, created_at=now, brought_by_job=job_id,
                    brought_from=squeeze(brought_from, rules.FROM_LENGTH), settled_at=None if row.left_minor else now,
                    **row.texts(),
                )
                for row in rows
            ),
            batch_size=300,
        )  # fmt: skip
        lines = []
        for charge in charges:
            lines.append(_line(charge, rules.CHARGED, charge.amount_minor, now, act_id))
            if settled := charge.amount_minor - charge.left_minor:
                lines.append(_line(charge, rules.SETTLED_BEFORE, -settled, now, act_id))
        ChargeLine.objects.bulk_create(lines, batch_size=500)
        for charge in charges:
            if charge.person_id in protected:
                waive_for_protected(charge, now=now, act_id=act_id)
    return [charge.pk for charge in charges]


def reverse_charge(actor: Actor, *, charge_id: int, reason: str, now: datetime) -> None:
    """Take what is left of a charge off a person's name, with the reason; the charge and its history stay.

    Raises Refused: charges.unknown, charges.nothing_left, charges.reason_missing. Inverse: reinstate_charge.
    """
    require(actor, "charges.reverse_charge")
    with writing():
        charge = held(actor, charge_id)
        if objections := rules.reverse_charge_objections(left_minor=charge.left_minor, reason=reason):
            raise Refused(*objections)
        act_id = record_act(
            actor, "charges.reverse_charge", about=("charge", charge.pk), at=now, reason=reason,
            facts={"minor": charge.left_minor}, site_id=charge.site_id,
        )  # fmt: skip
        take_off(charge, rules.REVERSED, now=now, act_id=act_id, reason=reason)


def reinstate_charge(actor: Actor, *, charge_id: int, now: datetime) -> None:
    """Put back on a person's name what a reversal or a waiver took off; nobody who is not billed owes it again.

    Raises Refused: charges.unknown, charges.not_reversed. Inverse: reverse_charge.
    """
    require(actor, "charges.reinstate_charge")
    with writing():
        charge = held(actor, charge_id)
        last = queries.last_line(charge.pk)
        if objections := rules.reinstate_charge_objections(last_line=last.kind if last else ""):
            raise Refused(*objections)
        assert last is not None
        act_id = record_act(
            actor, "charges.reinstate_charge", about=("charge", charge.pk), at=now,
            facts={"minor": -last.amount_minor}, site_id=charge.site_id,
        )  # fmt: skip
        append(charge, rules.REINSTATED, -last.amount_minor, now=now, act_id=act_id, reverses=last)
        waive_for_protected(charge, now=now, act_id=act_id)


def reverse_with_waiver(actor: Actor, *, charge_id: int, reason: str, now: datetime) -> bool:
    """Take back a charge that was waived as it was made, because what it came of was taken back; whether it was so.

    Nothing was owed and nothing is: the waiver is taken back by a line that names it, then the charge. Part of undoing
    what happened to a loan. Raises Refused: charges.unknown. Inverse: charge, when it happens again.
    """
    require(actor, "charges.reverse_with_waiver")
    with writing():
        charge = held(actor, charge_id)
        last = queries.last_line(charge.pk)
        if last is None or last.kind != rules.WAIVED or last.act_id != queries.charged_line(charge.pk).act_id:
            return False
        act_id = record_act(
            actor, "charges.reverse_with_waiver", about=("charge", charge.pk), at=now, reason=reason,
            facts={"minor": -last.amount_minor}, site_id=charge.site_id,
        )  # fmt: skip
        append(charge, rules.REINSTATED, -last.amount_minor, now=now, act_id=act_id, reverses=last)
        take_off(charge, rules.REVERSED, now=now, act_id=act_id, reason=reason)
    return True


def reverse_brought_charges(actor: Actor, *, job_id: int, reason: str, now: datetime) -> tuple[int, int]:
    """Reverse what is left of the charges that came with one file; returns how many went and how many had nothing left.

    A reversed charge gives its key back, so that the file may be brought again. No inverse: bring the file again.
    """
    require(actor, "charges.reverse_brought_charges")
    with writing():
        brought = list(queries.charges_brought(job_id).select_for_update())
        open_ones = [charge for charge in brought if charge.left_minor]
        act_id = record_act(
            actor, "charges.reverse_brought_charges", about=("job", job_id), at=now, reason=reason,
            facts={"count": len(open_ones)},
        )  # fmt: skip
        for charge in open_ones:
            take_off(charge, rules.REVERSED, now=now, act_id=act_id, reason=reason)
        queries.charges_brought(job_id).update(brought_key="")
    return len(open_ones), len(brought) - len(open_ones)


def forget_settled_things(actor: Actor, *, now: datetime) -> int:
    """Let charges on which nothing is left for thirty days forget which thing they were about; returns how many.

    What a person read is not kept by what they once owed for it, nor are pictures of it; but a thing that was paid for
    and may still be found is kept until the last day on which the money goes back. The timetable calls it.
    No inverse: what is erased is meant to be gone.
    """
    require(actor, "charges.forget_settled_things")
    with writing():
        let_photos_go(actor, before=now - KEPT_AFTER_SETTLING, now=now)
        count = queries.settled_and_named(before=now - KEPT_AFTER_SETTLING, today=now.date()).update(
            about_barcode="", about_title="", text="", loan_id=None, item_id=None, basis={}
        )
        if count:
            record_act(actor, "charges.forget_settled_things", about=("charges", None), at=now, facts={"count": count})
    return count


def move_charges(actor: Actor, *, from_person_id: int, to_person_id: int, now: datetime) -> int:
    """Let the charges and credits of a merged person follow to the person that is kept; returns how many moved.

    No inverse: a merging is taken apart by hand, charge by charge.
    """
    require(actor, "charges.move_charges")
    with writing():
        moved = Charge.objects.filter(person=from_person_id).update(person=to_person_id)
        for model in (Credit, Receipt, Invoice):
            model._default_manager.filter(person=from_person_id).update(person=to_person_id)
        for open_one in (WorkAgreement, PaymentPlan, Protection):
            # One of each is open for a person: where both have one, that of the person kept goes on.
            rows = open_one._default_manager.filter(person=from_person_id)
            if open_one._default_manager.filter(person=to_person_id, ended_at=None).exists():
                rows.filter(ended_at=None).update(ended_at=now)
            rows.update(person=to_person_id)
        facts = {"charges": moved, "from": from_person_id}
        act_id = record_act(actor, "charges.move_charges", about=("person", to_person_id), at=now, facts=facts)
        for charge in Charge.objects.select_for_update().filter(person=to_person_id, left_minor__gt=0).order_by("pk"):
            waive_for_protected(charge, now=now, act_id=act_id)
    return moved


def _line(charge: Charge, kind: str, amount_minor: int, at: datetime, act_id: int) -> ChargeLine:
    return ChargeLine(charge=charge, kind=kind, amount_minor=amount_minor, at=at, act_id=act_id)
