"""A delivery or a batch that is begun is parked work of whoever began it, and is taken up on any device."""

from contextlib import suppress

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.parking import actions as parking
from carrel.cellar.parking import queries as waiting
from carrel.cellar.parking.actions import Overtaken

DELIVERY, PROCESSING = "intake.delivery", "intake.processing"


def park(actor: Actor, kind: str, number: int, *, title: str, detail: str, url: str) -> None:
    """List the work as begun; how far it is stands beside it."""
    state = {"of": number}
    found = waiting.parked_of(actor).filter(kind=kind, state__of=number).first()
    if found is None:
        parking.park(actor, kind=kind, title=title, detail=detail, url=url, state=state, now=now())
        return
    # Another device has said how far it is, a moment ago.
    with suppress(Overtaken):
        parking.keep_state(actor, parked=found, title=title, detail=detail, state=state, now=now())


def let_go(actor: Actor, kind: str, number: int) -> None:
    """The work is ended: it is half done no more."""
    for each in waiting.parked_of(actor).filter(kind=kind, state__of=number):
        parking.drop(actor, parked_id=each.pk)
