"""Work in lieu of payment, and payment plans: agreed with the family, kept or ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions.paying import Paid, charges_to_pay, settle_with
from carrel.rooms.charges.actions.receipts import Taken, site_of
from carrel.rooms.charges.models import PaymentPlan, PlanPart, WorkAgreement, WorkEntry
from carrel.rooms.schools.queries import today_at

ENTER = "charges.enter_work"


@dataclass(frozen=True, slots=True)
class Worked:
    """So many minutes on a day: what was done, and who was there and saw it."""

    on: date
    minutes: int
    what: str
    supervised_by: str


def agree_work(actor: Actor, *, person_id: int, agreed_with: str, now: datetime) -> int:
    """Agree with the family that a debt is worked off, at the site's rate; returns the agreement's number.

    Raises Refused: charges.person_unknown, charges.agreed_with_missing, charges.work_there. Inverse: end_work.
    """
    require(actor, "charges.agree_work")
    with writing():
        site_id = _family(actor, person_id, agreed_with)
        if queries.open_work(person_id) is not None:
            raise Refused(Objection("charges.work_there", Weight.REFUSE))
        act_id = record_act(actor, "charges.agree_work", about=("person", person_id), at=now, site_id=site_id)
        agreement = WorkAgreement.objects.create(
            person_id=person_id, site_id=site_id, rate_minor=queries.money_setting(site_id).work_rate_minor,
            agreed_with=squeeze(agreed_with, rules.NAME_LENGTH), agreed_on=today_at(site_id, now), made_at=now,
            act_id=act_id,
        )  # fmt: skip
    return agreement.pk


def enter_work(
    actor: Actor, *, agreement_id: int, worked: Worked, now: datetime, charge_ids: Sequence[int] = (), key: str = ""
) -> Paid:
    """Enter hours under an agreement; they settle charges as a payment does, with a receipt.

    What is beyond the debt is not counted. Raises Refused: charges.agreement_unknown, charges.work_unsaid,
    charges.no_work_for_this, charges.nothing_to_pay. Inverse: reverse_payment.
    """
    require(actor, ENTER)
    with writing():
        if kept := kept_answer(key, ENTER, actor):
            return Paid(kept["receipt"], 0, kept["left"])
        agreement = _agreement(actor, agreement_id)
        today = today_at(site_of(actor), now)
        if objections := rules.enter_work_objections(
            minutes=worked.minutes, on=worked.on, today=today, what=worked.what, supervised_by=worked.supervised_by
        ):
            raise Refused(*objections)
        laws, own = queries.laws_of_sites(), queries.law_of_district()
        charges = charges_to_pay(actor, agreement.person_id, charge_ids)
        payable = {
            pk: each for pk, each in charges.items() if laws.get(each.site_id or 0, own).of(each.kind).work_in_lieu
        }
        worth = rules.worth_of_work(worked.minutes, agreement.rate_minor)
        minor = min(worth, sum(each.left_minor for each in payable.values()))
        if not minor:
            code = "charges.no_work_for_this" if charges and not payable else "charges.nothing_to_pay"
            raise Refused(Objection(code, Weight.REFUSE, {"amount": 0, "left": 0}))
        taken = Taken(rules.PAYMENT, rules.WORK, minor, agreement.person_id)
        receipt = settle_with(actor, ENTER, payable, taken, rules.WORKED, now)
        WorkEntry.objects.create(
            agreement=agreement, receipt=receipt, worked_on=worked.on, minutes=worked.minutes,
            what=squeeze(worked.what, rules.TEXT_LENGTH),
            supervised_by=squeeze(worked.supervised_by, rules.NAME_LENGTH),
        )  # fmt: skip
        left = queries.owed_by(agreement.person_id)
        keep_answer(key, actor, ENTER, {"receipt": receipt.pk, "left": left}, now)
    return Paid(receipt.pk, 0, left)


def end_work(actor: Actor, *, agreement_id: int, now: datetime) -> None:
    """End an agreement on work; what was worked stays. Raises Refused: charges.agreement_unknown.

    Inverse: agree_work.
    """
    require(actor, "charges.end_work")
    with writing():
        agreement = _agreement(actor, agreement_id)
        agreement.ended_at = now
        agreement.save(update_fields=["ended_at"])
        record_act(actor, "charges.end_work", about=("person", agreement.person_id), at=now, site_id=agreement.site_id)


def make_plan(actor: Actor, *, person_id: int, parts: Sequence[rules.Part], agreed_with: str, now: datetime) -> int:
    """Agree with the family on parts with days for all that is owed; returns the plan's number.

    Raises Refused: charges.person_unknown, charges.agreed_with_missing, charges.nothing_to_pay, charges.plan_parts,
    charges.plan_sum, charges.plan_is_there. Inverse: end_plan.
    """
    require(actor, "charges.make_plan")
    with writing():
        site_id = _family(actor, person_id, agreed_with)
        charges = list(queries.charges_to_pay_held(actor, person_id, ()))
        left = sum(each.left_minor for each in charges)
        if objections := rules.make_plan_objections(
            parts=parts, left_minor=left, has_plan=queries.open_plan(person_id) is not None
        ):
            raise Refused(*objections)
        facts = {"minor": left, "parts": len(parts)}
        act_id = record_act(
            actor, "charges.make_plan", about=("person", person_id), at=now, facts=facts, site_id=site_id
        )
        plan = PaymentPlan.objects.create(
            person_id=person_id, site_id=site_id, total_minor=left, made_at=now, act_id=act_id,
            agreed_with=squeeze(agreed_with, rules.NAME_LENGTH),
        )  # fmt: skip
        plan.charges.set(charges)
        PlanPart.objects.bulk_create(
            PlanPart(plan=plan, due_on=part.due_on, amount_minor=part.amount_minor) for part in parts
        )
    return plan.pk


def end_plan(actor: Actor, *, plan_id: int, now: datetime) -> None:
    """End a payment plan; the debts stay as they are. Raises Refused: charges.plan_unknown. Inverse: make_plan."""
    require(actor, "charges.end_plan")
    with writing():
        plan = PaymentPlan.objects.select_for_update().filter(pk=plan_id, ended_at=None).first()
        if plan is None or not queries.is_in_sight(actor, plan.person_id):
            raise Refused(Objection("charges.plan_unknown", Weight.REFUSE))
        plan.ended_at = now
        plan.save(update_fields=["ended_at"])
        record_act(actor, "charges.end_plan", about=("person", plan.person_id), at=now, site_id=plan.site_id)


def _family(actor: Actor, person_id: int, agreed_with: str) -> int:
    """The site of the desk, once the person is in sight and somebody of the family is named."""
    if not queries.is_in_sight(actor, person_id):
        raise Refused(Objection("charges.person_unknown", Weight.REFUSE))
    if not agreed_with.strip():
        raise Refused(Objection("charges.agreed_with_missing", Weight.REFUSE))
    return site_of(actor)


def _agreement(actor: Actor, agreement_id: int) -> WorkAgreement:
    found = WorkAgreement.objects.select_for_update().filter(pk=agreement_id, ended_at=None).first()
    if found is None or not queries.is_in_sight(actor, found.person_id):
        raise Refused(Objection("charges.agreement_unknown", Weight.REFUSE))
    return found
