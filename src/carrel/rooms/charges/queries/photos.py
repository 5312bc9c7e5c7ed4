"""Questions about the pictures on a charge."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.charges.models import ChargePhoto
from carrel.rooms.charges.queries.charges import charges_in_sight, settled_and_named


def photos_of(charge_id: int) -> "QuerySet[ChargePhoto]":
    """The pictures on a charge in their order, those taken off and not gone yet among them."""
    return ChargePhoto.objects.filter(charge=charge_id).select_related("file").order_by("pk")


def photo_seen(actor: Actor, photo_id: int) -> ChargePhoto | None:
    """A picture on a charge of a person within the actor's sight; of nobody's for who may see no charges."""
    if not actor.may("charges.view_charges"):
        return None
    found = ChargePhoto.objects.filter(pk=photo_id, charge__in=charges_in_sight(actor).values("pk"))
    return found.select_related("file", "charge").first()


def photos_to_forget(*, before: datetime, today: date) -> "QuerySet[ChargePhoto]":
    """Pictures of charges whose thing is forgotten, and those that were taken off before a moment."""
    gone = settled_and_named(before=before, today=today).values("pk")
    return ChargePhoto.objects.filter(Q(charge__in=gone) | Q(removed_at__lt=before))
