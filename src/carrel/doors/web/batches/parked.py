"""A batch that is not ended is parked work of whoever began it, and is taken up on any device."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.urls import reverse

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.parking import actions as parking
from carrel.cellar.parking import queries as waiting
from carrel.cellar.parking.actions import Overtaken
from carrel.doors.web.batches.shown import batch_title, progress_words
from carrel.rooms.circulation.queries.batches import batch_in_sight, counts_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carrel.cellar.parking.models import Parked
    from carrel.rooms.circulation.models import Batch

KIND = "circulation.batch"


def park(actor: Actor, batch: Batch) -> None:
    """List the batch as begun; how far it is stands beside it. Its title names no reader."""
    state, detail = {"batch": batch.pk}, progress_words(counts_of(batch.pk))
    found = waiting.parked_of(actor).filter(kind=KIND, state__batch=batch.pk).first()
    if found is None:
        url = reverse("batches.batch", args=[batch.pk])
        parking.park(actor, kind=KIND, title=batch_title(batch), detail=detail, url=url, state=state, now=now())
        return
    # Another device has said how far it is, a moment ago.
    with suppress(Overtaken):
        parking.keep_state(actor, parked=found, title=batch_title(batch), detail=detail, state=state, now=now())


def say_anew(actor: Actor, rows: Iterable[Parked]) -> None:
    """Call the parked batches among these in the language of whoever looks: they were written down in that of then."""
    for each in rows:
        batch = batch_in_sight(actor, each.state.get("batch", 0)) if each.kind == KIND else None
        if batch is not None:
            each.title, each.detail = batch_title(batch), progress_words(counts_of(batch.pk))


def let_go(actor: Actor, batch_id: int) -> None:
    """The batch is ended: it is no half-done work any more."""
    for each in waiting.parked_of(actor).filter(kind=KIND, state__batch=batch_id):
        parking.drop(actor, parked_id=each.pk)
