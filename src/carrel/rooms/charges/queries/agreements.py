"""Questions about what is agreed on a debt, and what the law makes of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges.models import (
    Credit,
    Invoice,
    PaymentPlan,
    Protection,
    WaiverAsked,
    WorkAgreement,
)
from carrel.rooms.charges.queries.charges import charges_in_sight, is_in_sight
from carrel.rooms.charges.queries.law import law_of_site
from carrel.rooms.charges.rules import LATE, Part, Standing, plan_standing
from carrel.rooms.people.models import Guardianship


def is_protected(person_id: int) -> bool:
    """Whether a person is not billed. Rooms ask it to stop; no page says it to who may not know."""
    return Protection.objects.filter(person=person_id, ended_at=None).exists()


def protected_among(person_ids: Collection[int]) -> set[int]:
    """Those of these persons who are not billed. One statement."""
    found = set(Protection.objects.filter(ended_at=None).values_list("person_id", flat=True))
    return found & set(person_ids)


def is_unbilled(person_id: int, *, site_id: int | None, kind: str) -> bool:
    """Whether what a person owes of this kind is waived as it comes, by the law of the school that charges it."""
    return is_protected(person_id) and law_of_site(site_id).of(kind).stops_for_protected


def protection_of(actor: Actor, person_id: int) -> Protection | None:
    """The protection of a person, for those who may set it; None for everybody else."""
    if not actor.may("charges.protect_person"):
        return None
    return Protection.objects.filter(person=person_id, ended_at=None).first()


def guardians_of(person_id: int) -> list[str]:
    """The names of those who stand for a student."""
    found = Guardianship.objects.filter(student=person_id).select_related("guardian").order_by("pk")
    return [each.guardian.display_name for each in found]


def credits_of(person_id: int) -> "QuerySet[Credit]":
    """What a person has to get back, the oldest first."""
    return Credit.objects.filter(person=person_id, left_minor__gt=0).select_related("charge").order_by("pk")


def open_work(person_id: int) -> WorkAgreement | None:
    """The agreement on work that is open for a person."""
    return WorkAgreement.objects.filter(person=person_id, ended_at=None).first()


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A payment plan, its parts, what was paid since it was made, and how it stands."""

    plan: PaymentPlan
    parts: Sequence[Part]
    paid_minor: int
    left_minor: int
    standing: Standing


def open_plan(person_id: int) -> PaymentPlan | None:
    """The payment plan that is open for a person."""
    return PaymentPlan.objects.filter(person=person_id, ended_at=None).first()


def plan_shown(plan: PaymentPlan, today: date) -> PlanShown:
    """How a plan stands. Two statements unless its parts and charges were fetched before."""
    left = sum(each.left_minor for each in plan.charges.all())
    paid = max(0, plan.total_minor - left)
    parts = [Part(each.due_on, each.amount_minor) for each in plan.parts.all()]
    how = plan_standing(parts, paid_minor=paid, left_minor=left, today=today, is_ended=plan.ended_at is not None)
    return PlanShown(plan, parts, paid, left, how)


def plans_in_sight(actor: Actor) -> "QuerySet[PaymentPlan]":
    """The open plans of the site the actor works at, with what is needed to say how they stand."""
    found = PaymentPlan.objects.filter(site=actor.site_id or 0, ended_at=None)
    return found.select_related("person__homeroom").prefetch_related("parts", "charges").order_by("pk")


def late_plan_count(actor: Actor, today: date) -> int:
    """How many open plans of the site are late. Three statements, whatever their number."""
    return sum(plan_shown(each, today).standing.word == LATE for each in plans_in_sight(actor))


def waivers_waiting(actor: Actor) -> "QuerySet[WaiverAsked]":
    """Waivers that wait for approval, of persons within the actor's sight."""
    found = WaiverAsked.objects.filter(decided_at=None, charge__in=charges_in_sight(actor).values("pk"))
    return found.select_related("charge__person").order_by("pk")


def invoices_of(person_id: int) -> "QuerySet[Invoice]":
    """The invoices over what a person owes, the latest first."""
    return Invoice.objects.filter(person=person_id).order_by("-pk")


def invoice_seen(actor: Actor, invoice_id: int) -> Invoice | None:
    """An invoice over what a person within the actor's sight owes, with its lines."""
    found = Invoice.objects.select_related("site", "person__homeroom").prefetch_related("lines__charge")
    invoice = found.filter(pk=invoice_id).first()
    return invoice if invoice is not None and is_in_sight(actor, invoice.person_id) else None
