"""What readers see of themselves: their holds with their place in the queue. Nothing of anybody else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from carrel.rooms.circulation.models import ACTIVE, Hold
from carrel.rooms.people.models import Person


@dataclass(frozen=True, slots=True)
class OwnHold:
    """One hold as its reader sees it. `position` counts from 1 among those who wait; 0 once a copy is kept.

    `waiting` is how many wait in all; `shelf_until_on` is the last day it is kept at `pickup_site`.
    """

    hold_id: int
    record_id: int
    title: str
    status: str
    position: int
    waiting: int
    pickup_site_id: int
    pickup_site: str
    shelf_until_on: date | None
    expires_on: date | None
    is_frozen: bool
    frozen_until_on: date | None
    placed_at: datetime


def home_site_of(person_id: int | None) -> int | None:
    """The home site of a person."""
    if person_id is None:
        return None
    return Person.objects.filter(pk=person_id).values_list("home_site_id", flat=True).first()


def own_holds(person_id: int) -> tuple[OwnHold, ...]:
    """The active holds of a person, those ready first, then the oldest. Two statements."""
    found = list(
        Hold.objects.filter(patron_id=person_id, status__in=ACTIVE)
        .select_related("record", "pickup_site")
        .order_by("placed_at", "pk")
    )
    queues = _queues({each.record_id for each in found if each.status == "waiting"})
    order = {"on_shelf": 0, "in_transit": 1, "waiting": 2}
    shown = [_shown(each, queues.get(each.record_id, ())) for each in found]
    return tuple(sorted(shown, key=lambda each: order[each.status]))


def _shown(hold: Hold, queue: Collection[int]) -> OwnHold:
    place = list(queue).index(hold.pk) + 1 if hold.status == "waiting" and hold.pk in queue else 0
    return OwnHold(
        hold_id=hold.pk,
        record_id=hold.record_id,
        title=hold.record.title,
        status=hold.status,
        position=place,
        waiting=len(queue),
        pickup_site_id=hold.pickup_site_id,
        pickup_site=hold.pickup_site.called,
        shelf_until_on=hold.shelf_until_on,
        expires_on=hold.expires_on,
        is_frozen=hold.is_frozen,
        frozen_until_on=hold.frozen_until_on,
        placed_at=hold.placed_at,
    )


def _queues(record_ids: Collection[int]) -> dict[int, list[int]]:
    """The waiting holds of these titles in their order, by title. No patron is read."""
    queues: dict[int, list[int]] = {}
    if record_ids:
        rows = Hold.objects.filter(record__in=record_ids, status="waiting").order_by("rank", "placed_at", "pk")
        for record_id, pk in rows.values_list("record_id", "pk"):
            queues.setdefault(record_id, []).append(pk)
    return queues


@dataclass(frozen=True, slots=True)
class QueueSeen:
    """How many wait for a title, and the reader's own hold of it, if any."""

    waiting: int = 0
    own: OwnHold | None = None


def queues_seen(person_id: int | None, record_ids: Collection[int]) -> dict[int, QueueSeen]:
    """For each of these titles that somebody waits for: how many, and the person's own hold."""
    waiting = dict(
        Hold.objects.filter(record__in=record_ids, status="waiting")
        .values("record")
        .annotate(n=Count("pk"))
        .order_by("record")
        .values_list("record", "n")
    )
    own = {each.record_id: each for each in own_holds(person_id)} if person_id is not None else {}
    return {
        record_id: QueueSeen(waiting.get(record_id, 0), own.get(record_id))
        for record_id in record_ids
        if record_id in waiting or record_id in own
    }


def ready_counts(person_ids: Collection[int]) -> dict[int, int]:
    """How many holds lie ready for each of these persons; who has none is left out. No title is read."""
    rows = Hold.objects.filter(Q(status="on_shelf"), patron__in=person_ids).values("patron").annotate(n=Count("pk"))
    return dict(rows.order_by("patron").values_list("patron", "n"))
