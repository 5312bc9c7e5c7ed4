"""Parking a half-done job, taking it up again, dropping it. An account touches its own jobs only.

Parked work is a convenience of one person, not an act of the library: what it leads to is audited where it is done.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.parking.models import Parked

KEPT_FOR = timedelta(days=30)
LONGEST = 200


_KEEP_STATE = """
    UPDATE parking_parked SET title = %s, detail = %s, state = %s, updated_at = %s, version = version + 1
     WHERE id = %s AND version = %s AND account_id = %s AND held_by = %s
"""


class Overtaken(Exception):
    """Another device has written this job since it was read; read it again and decide anew."""


def park(
    actor: Actor,
    *,
    kind: str,
    title: str,
    url: str,
    state: dict[str, Any],
    now: datetime,
    detail: str = "",
    device: str = "",
) -> Parked:
    """Keep a half-done job from its first keystroke. With a device named, it counts as being worked on there.

    Inverse: drop.
    """
    with writing():
        return Parked.objects.create(
            account_id=_own(actor),
            site_id=actor.site_id,
            kind=kind,
            title=title[:LONGEST],
            detail=detail[:LONGEST],
            url=url,
            state=state,
            held_by=device,
            created_at=now,
            updated_at=now,
        )


def keep_state(actor: Actor, *, parked: Parked, title: str, detail: str, state: dict[str, Any], now: datetime) -> None:
    """Write down how far the job is; raises Overtaken when another device wrote it since `parked` was read.

    No inverse: the former state is in nobody's interest.
    """
    with writing():
        # By hand: it is written at every scan, and building the ORM's UPDATE costs more than running it.
        new = [title[:LONGEST], detail[:LONGEST], json.dumps(state), connection.ops.adapt_datetimefield_value(now)]
        with connection.cursor() as cursor:
            cursor.execute(_KEEP_STATE, [*new, parked.pk, parked.version, _own(actor), parked.held_by])
            if not cursor.rowcount:
                raise Overtaken
    parked.version += 1
    parked.state = state


def put_aside(actor: Actor, *, parked_id: int, now: datetime) -> None:
    """Let the job go from the device that holds it; it waits in the list. Inverse: take_up."""
    with writing():
        Parked.objects.filter(pk=parked_id, account_id=_own(actor)).update(held_by="", updated_at=now)


def take_up(actor: Actor, *, parked_id: int, device: str, now: datetime) -> Parked:
    """Go on with a job on this device; a job of the same kind that the device held is put aside.

    Raises Refused (parking.gone) when the job was finished, dropped, or is someone else's. Inverse: put_aside.
    """
    with writing():
        job = Parked.objects.select_for_update().filter(pk=parked_id, account_id=_own(actor)).first()
        if job is None:
            raise Refused(Objection("parking.gone", Weight.REFUSE))
        Parked.objects.filter(account_id=job.account_id, kind=job.kind, held_by=device).exclude(pk=job.pk).update(
            held_by=""
        )
        job.held_by, job.taken_up_at, job.version = device, now, job.version + 1
        job.save(update_fields=["held_by", "taken_up_at", "version"])
    return job


def drop(actor: Actor, *, parked_id: int) -> None:
    """Throw the half-done job away; what it has done already stays done. No inverse: its state is gone."""
    with writing():
        Parked.objects.filter(pk=parked_id, account_id=_own(actor)).delete()


def change_untouched(
    kind: str, change: Callable[[dict[str, Any]], tuple[str, dict[str, Any]] | None], *, before: datetime
) -> int:
    """Rewrite what was not touched since a moment and return how many; `change` turns a state into a title and a state.

    None leaves a job as it is; all stay where they are and as old as they are. Called daily, so that half-done work
    names nobody for longer than needed. No inverse: retention.
    """
    changed = 0
    with writing():
        for job in Parked.objects.select_for_update().filter(kind=kind, updated_at__lt=before).order_by("pk"):
            told = change(job.state)
            if told is not None:
                job.title, job.state, job.version = told[0][:LONGEST], told[1], job.version + 1
                job.save(update_fields=["title", "state", "version"])
                changed += 1
    return changed


def forget_old_parked(now: datetime) -> int:
    """Drop what nobody has touched for 30 days and return how many; called daily. No inverse: retention."""
    with writing():
        return Parked.objects.filter(updated_at__lt=now - KEPT_FOR).delete()[0]


def _own(actor: Actor) -> int:
    if actor.account_id is None:
        raise Refused(Objection("parking.nobody", Weight.REFUSE))
    return actor.account_id
