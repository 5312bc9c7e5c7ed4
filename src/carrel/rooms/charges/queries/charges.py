"""Questions about charges: what is owed, by whom, for what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.bulk import in_steps
from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.charges.models import Charge, ChargeLine, ChargePhoto
from carrel.rooms.charges.rules import CHARGED, FOUND, PAID, REINSTATABLE, WORKED
from carrel.rooms.people.models import FurtherSite, Person


@dataclass(frozen=True, slots=True)
class LineShown:
    """One entry in the history of a charge."""

    kind: str
    amount_minor: int
    at: datetime
    reason: str
    who: str = ""
    receipt_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChargeShown:
    """A charge as pages show it, with its history; `can_reinstate` when its last line is a reversal or a waiver."""

    charge_id: int
    kind: str
    text: str
    amount_minor: int
    left_minor: int
    charged_on: date
    about_barcode: str
    about_title: str
    brought_from: str
    lines: tuple[LineShown, ...]
    can_reinstate: bool
    person_id: int = 0
    loan_id: int | None = None
    item_id: int | None = None
    site_id: int | None = None
    basis: Mapping[str, Any] = field(default_factory=dict)
    refund_until: date | None = None


def owed_by(person_id: int) -> int:
    """What a person owes in all, in minor units. One statement over an index of what is open."""
    total = Charge.objects.filter(person=person_id, left_minor__gt=0).aggregate(total=Sum("left_minor"))["total"]
    return total or 0


def left_of_charge(charge_id: int) -> int:
    """What is left of one charge, in minor units."""
    return Charge.objects.values_list("left_minor", flat=True).get(pk=charge_id)


def owed_by_each(person_ids: Collection[int]) -> dict[int, int]:
    """What each of these persons owes; who owes nothing is left out."""
    rows = Charge.objects.filter(person__in=person_ids, left_minor__gt=0).values("person").annotate(s=Sum("left_minor"))
    return {row["person"]: row["s"] for row in rows.order_by("person")}


@dataclass(frozen=True, slots=True)
class OwedThing:
    """An open charge as whoever asks what it is about sees it."""

    person_id: int
    about_barcode: str
    about_title: str
    charged_on: date


def owed_things(person_ids: Collection[int]) -> list[OwedThing]:
    """What the open charges of these persons are about. One statement for every thousand persons."""
    columns = ("person_id", "about_barcode", "about_title", "charged_on")
    found: list[OwedThing] = []
    for part in in_steps(sorted(person_ids), 1000):
        found += (
            OwedThing(*row) for row in Charge.objects.filter(person__in=part, left_minor__gt=0).values_list(*columns)
        )
    return found


def charges_of(person_id: int) -> list[ChargeShown]:
    """The charges of a person with their history, what is open first, then the latest. Three statements."""
    found = list(Charge.objects.filter(person=person_id).prefetch_related("lines").order_by("-charged_on", "-pk"))
    acts = {line.act_id for charge in found for line in charge.lines.all()}
    who = dict(AuditEntry.objects.filter(pk__in=acts).values_list("pk", "actor_name"))
    shown = [_shown(charge, who) for charge in found]
    return sorted(shown, key=lambda each: not each.left_minor)


def charge_seen(actor: Actor, charge_id: int) -> ChargeShown | None:
    """A charge of a person within the actor's sight, with its history and who wrote it. Three statements."""
    found = charges_in_sight(actor).filter(pk=charge_id).prefetch_related("lines").first()
    if found is None:
        return None
    acts = [line.act_id for line in found.lines.all()]
    return _shown(found, dict(AuditEntry.objects.filter(pk__in=acts).values_list("pk", "actor_name")))


def _shown(charge: Charge, who: Mapping[int, str] = MappingProxyType({})) -> ChargeShown:
    lines = tuple(
        LineShown(line.kind, line.amount_minor, line.at, line.reason, who.get(line.act_id, ""), line.receipt_id)
        for line in charge.lines.all()
    )
    return ChargeShown(
        charge_id=charge.pk,
        kind=charge.kind,
        text=charge.text,
        amount_minor=charge.amount_minor,
        left_minor=charge.left_minor,
        charged_on=charge.charged_on,
        about_barcode=charge.about_barcode,
        about_title=charge.about_title,
        brought_from=charge.brought_from,
        lines=lines,
        can_reinstate=bool(lines) and lines[-1].kind in REINSTATABLE,
        person_id=charge.person_id,
        loan_id=charge.loan_id,
        item_id=charge.item_id,
        site_id=charge.site_id,
        basis=charge.basis,
        refund_until=charge.refund_until,
    )


def charges_in_sight(actor: Actor) -> "QuerySet[Charge]":
    """The charges of persons within the actor's sight: of the persons' sites, not of the site that charged."""
    found = Charge.objects.all()
    if actor.is_district:
        return found
    sites = actor.site_ids - actor.narrow_site_ids
    further = FurtherSite.objects.filter(site__in=sites).values("person")
    return found.filter(
        Q(person__home_site__in=sites) | Q(person__in=further) | Q(person__home_site=None, site__in=sites)
    )


def charges_owed(actor: Actor) -> "QuerySet[Charge]":
    """What is owed by persons within the actor's sight, by name, the oldest first."""
    found = charges_in_sight(actor).filter(left_minor__gt=0).select_related("person__home_site", "person__homeroom")
    return found.order_by("person__family_name", "person__given_name", "person_id", "charged_on", "pk")


def owed_in_all(actor: Actor) -> tuple[int, int, int]:
    """How many charges are open, of how many persons, and what they come to."""
    found = charges_in_sight(actor).filter(left_minor__gt=0)
    figures = found.aggregate(charges=Count("pk"), persons=Count("person", distinct=True), owed=Sum("left_minor"))
    return figures["charges"], figures["persons"], figures["owed"] or 0


def charges_of_loan(loan_id: int) -> "QuerySet[Charge]":
    """Every charge that was made for a loan and has not forgotten it, the oldest first."""
    return Charge.objects.filter(loan_id=loan_id).order_by("pk")


def charged_for_loan(loan_id: int) -> list[ChargeShown]:
    """All that was charged for a loan, settled or not, with its history. Two statements."""
    return [_shown(charge) for charge in charges_of_loan(loan_id).prefetch_related("lines")]


def open_of_loan(loan_id: int) -> list[ChargeShown]:
    """What is still owed for a loan. Two statements."""
    return [_shown(charge) for charge in charges_of_loan(loan_id).filter(left_minor__gt=0).prefetch_related("lines")]


def charges_of_loan_held(loan_id: int) -> list[Charge]:
    """The charges of a loan, held until the transaction ends."""
    return list(charges_of_loan(loan_id).select_for_update())


def charge_held(actor: Actor, charge_id: int) -> Charge | None:
    """A charge within the actor's sight, held until the transaction ends."""
    pk = charges_in_sight(actor).filter(pk=charge_id).values_list("pk", flat=True).first()
    return Charge.objects.select_for_update().get(pk=pk) if pk is not None else None


def last_line(charge_id: int) -> ChargeLine | None:
    """The latest entry of a charge."""
    return ChargeLine.objects.filter(charge=charge_id).order_by("-pk").first()


def charged_line(charge_id: int) -> ChargeLine:
    """The entry that made the charge."""
    return ChargeLine.objects.get(charge=charge_id, kind=CHARGED)


def last_raising_line(charge_id: int) -> ChargeLine:
    """The latest entry that put something on a charge. While something is left, nothing has taken that one back."""
    return ChargeLine.objects.filter(charge=charge_id, amount_minor__gt=0).latest("pk")


def found_line(charge_id: int) -> ChargeLine | None:
    """The entry that took off what was left when the thing was found, unless it was taken back."""
    return ChargeLine.objects.filter(charge=charge_id, kind=FOUND, reversed_by=None).order_by("-pk").first()


def settled_and_named(*, before: datetime, today: date) -> "QuerySet[Charge]":
    """Charges settled before a moment that still say what they were about, and no money can go back for them."""
    paid = ChargeLine.objects.filter(charge=OuterRef("pk"), kind__in=(PAID, WORKED), reversed_by=None)
    found = Charge.objects.filter(settled_at__lt=before)
    has_photo = Exists(ChargePhoto.objects.filter(charge=OuterRef("pk")))
    found = found.filter(~Q(about_barcode="", about_title="", text="", loan_id=None, item_id=None) | has_photo)
    return found.exclude(Q(refund_until__gte=today) & Exists(paid))


def is_in_sight(actor: Actor, person_id: int) -> bool:
    """Whether the actor meets this person at a site of theirs, as for `charges_in_sight`."""
    found = Person.objects.filter(pk=person_id, merged_into=None)
    if not actor.is_district:
        sites = actor.site_ids - actor.narrow_site_ids
        further = FurtherSite.objects.filter(site__in=sites).values("person")
        found = found.filter(Q(home_site__in=sites) | Q(pk__in=further) | Q(home_site=None))
    return found.exists()


def keys_known(keys: Collection[str]) -> set[str]:
    """Those of these keys whose charge has come already."""
    return set(
        Charge.objects.filter(brought_key__in=[key for key in keys if key]).values_list("brought_key", flat=True)
    )


def charges_brought(job_id: int) -> "QuerySet[Charge]":
    """The charges that came with one job's file."""
    return Charge.objects.filter(brought_by_job=job_id).order_by("pk")
