"""Questions about parked work; an account sees its own only."""

from django.db.models import QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.prepared import Prepared, Slot
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


_HELD = Prepared(
    lambda: Parked.objects.filter(account_id=Slot("account_id"), kind=Slot("kind"), held_by=Slot("device")).order_by(
        "pk"
    )[:1]
)


def held_by(actor: Actor, device: str, kind: str) -> Parked | None:
    """The job of this kind that this device works on now."""
    return _HELD.one(account_id=actor.account_id, kind=kind, device=device) if actor.account_id is not None else None


def parked(actor: Actor, parked_id: int) -> Parked | None:
    """One of the account's own jobs, or None when it is gone or someone else's."""
    return _own(actor).filter(pk=parked_id).first()
