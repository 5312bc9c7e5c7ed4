"""Questions about credits: what was paid for a charge, what of it is owed back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet, Sum

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges.models import Charge, ChargeLine, Credit
from carrel.rooms.charges.queries.charges import settled_and_named
from carrel.rooms.charges.rules import CREDIT_REVERSED, PAID, WORKED
from carrel.rooms.people.models import FurtherSite


@dataclass(frozen=True, slots=True)
class PaidFor:
    """What was paid for a charge, in money and by work, and how much of each is credited already."""

    money: int
    work: int
    credited_money: int
    credited_work: int


def paid_for(charge_id: int) -> PaidFor:
    """What was paid for a charge and not taken back, and what of it was credited and not reversed. Two statements."""
    paid = ChargeLine.objects.filter(charge=charge_id, reversed_by=None)
    sums = paid.aggregate(
        money=Sum("amount_minor", filter=Q(kind=PAID)), work=Sum("amount_minor", filter=Q(kind=WORKED))
    )
    made = Credit.objects.filter(charge=charge_id).exclude(lines__kind=CREDIT_REVERSED)
    given = made.aggregate(
        money=Sum("amount_minor", filter=Q(is_payable=True)), work=Sum("amount_minor", filter=Q(is_payable=False))
    )
    return PaidFor(-(sums["money"] or 0), -(sums["work"] or 0), given["money"] or 0, given["work"] or 0)


def open_credits_of_charges(charge_ids: Collection[int]) -> "QuerySet[Credit]":
    """The credits that came of these charges and were not reversed, held until the transaction ends."""
    found = Credit.objects.filter(charge__in=charge_ids).exclude(lines__kind=CREDIT_REVERSED)
    return Credit.objects.filter(pk__in=list(found.values_list("pk", flat=True))).select_for_update().order_by("pk")


def credits_in_sight(actor: Actor) -> "QuerySet[Credit]":
    """The credits of persons within the actor's sight."""
    found = Credit.objects.all()
    if actor.is_district:
        return found
    sites = actor.site_ids - actor.narrow_site_ids
    further = FurtherSite.objects.filter(site__in=sites).values("person")
    return found.filter(
        Q(person__home_site__in=sites) | Q(person__in=further) | Q(person__home_site=None, site__in=sites)
    )


def credit_held(actor: Actor, credit_id: int) -> Credit | None:
    """A credit within the actor's sight, held until the transaction ends."""
    pk = credits_in_sight(actor).filter(pk=credit_id).values_list("pk", flat=True).first()
    return Credit.objects.select_for_update().get(pk=pk) if pk is not None else None


def owed_back(person_id: int) -> int:
    """What a person has to get back in all, in minor units."""
    found = Credit.objects.filter(person=person_id, left_minor__gt=0).aggregate(total=Sum("left_minor"))
    return found["total"] or 0


def violations() -> Iterator[str]:
    """Charges and credits whose lines do not come to what is left."""
    wrong = Charge.objects.annotate(sum_of_lines=Sum("lines__amount_minor")).exclude(sum_of_lines=F("left_minor"))
    for pk, left, summed in wrong.values_list("pk", "left_minor", "sum_of_lines"):
        yield f"Charge {pk} says {left} is left, its lines come to {summed or 0}."
    given = Credit.objects.annotate(sum_of_lines=Sum("lines__amount_minor")).exclude(sum_of_lines=F("left_minor"))
    for pk, left, summed in given.values_list("pk", "left_minor", "sum_of_lines"):
        yield f"Credit {pk} says {left} is left, its lines come to {summed or 0}."


def kept_too_long(now: datetime, *, grace: timedelta) -> Iterator[str]:
    """Settled charges that still say what they were about although their time is over."""
    before = now - timedelta(days=30) - grace
    for pk in settled_and_named(before=before, today=(now - grace).date()).values_list("pk", flat=True)[:20]:
        yield f"Charge {pk} is settled for long and still names its thing. Does `carrel work` run?"
