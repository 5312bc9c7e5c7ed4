"""Questions about parked work; an account sees its own only."""

from django.db.models import QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.parking.models import Parked


def _own(actor: Actor) -> QuerySet[Parked]:
    if actor.account_id is None:
        return Parked.objects.none()
    return Parked.objects.filter(account_id=actor.account_id)


def parked_of(actor: Actor, device: str = "") -> QuerySet[Parked]:
    """What this account has half done, newest first, without what this device works on at the moment."""
    found = _own(actor).exclude(title="")
    return found.exclude(held_by=device) if device else found


def parked_count(actor: Actor, device: str = "") -> int:
    """How much this account has half done elsewhere or earlier."""
    return parked_of(actor, device).count()


def held_by(actor: Actor, device: str, kind: str) -> Parked | None:
    """The job of this kind that this device works on now."""
    return _own(actor).filter(kind=kind, held_by=device).order_by("pk").first()


def parked(actor: Actor, parked_id: int) -> Parked | None:
    """One of the account's own jobs, or None when it is gone or someone else's."""
    return _own(actor).filter(pk=parked_id).first()
