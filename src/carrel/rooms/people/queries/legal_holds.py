"""What is under a legal hold."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.people.models import LegalHold


def persons_held() -> "QuerySet[LegalHold, Any]":
    """The persons whose data is not deleted, for a condition of a query."""
    return LegalHold.objects.filter(lifted_at=None, person__isnull=False).values("person")


def kinds_held() -> frozenset[str]:
    """The kinds of data that are not deleted for anybody."""
    return frozenset(LegalHold.objects.filter(lifted_at=None).exclude(kind="").values_list("kind", flat=True))


def is_anybody_held() -> bool:
    """Whether a hold on a person is in force."""
    return LegalHold.objects.filter(lifted_at=None, person__isnull=False).exists()


def legal_holds_in_sight(actor: Actor) -> "QuerySet[LegalHold]":
    """The holds an actor may see: on persons of their schools, and on kinds."""
    found = LegalHold.objects.select_related("person").order_by("lifted_at", "-put_at", "-pk")
    return found if actor.is_district else found.filter(person__home_site__in=actor.site_ids - actor.narrow_site_ids)


def holds_over(today: date) -> "QuerySet[LegalHold]":
    """Holds in force whose last day is over."""
    return LegalHold.objects.filter(lifted_at=None, until_on__lt=today)
