"""What readers see of themselves: their holds with their place in the queue. Nothing of anybody else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Verdict
from carrel.rooms.catalogue.models import Record
from carrel.rooms.circulation.models import ACTIVE, CAPTURED, Hold, Reservation
from carrel.rooms.circulation.queries.holds import place_facts
from carrel.rooms.circulation.rules.holds import (
    WAITING,
    HoldFacts,
    hold_unknown,
    place_hold_objections,
    place_in_queue,
)
from carrel.rooms.circulation.rules.lending import patron_unknown
from carrel.rooms.people.models import Person
from carrel.rooms.schools.models import Site


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


def own_holds(person_id: int, today: date) -> tuple[OwnHold, ...]:
    """The active holds of a person, those ready first, then the oldest. Two statements.

    Copies reserved for a class are not among them: those are one reservation, whatever their number.
    """
    found = list(
        Hold.objects.filter(patron_id=person_id, status__in=ACTIVE, reservation=None)
        .select_related("record", "pickup_site")
        .order_by("placed_at", "pk")
    )
    queues = _queues({each.record_id for each in found if each.status == WAITING})
    order = {"on_shelf": 0, "in_transit": 1, "waiting": 2}
    shown = [_shown(each, queues.get(each.record_id, []), today) for each in found]
    return tuple(sorted(shown, key=lambda each: order[each.status]))


@dataclass(frozen=True, slots=True)
class OwnReservation:
    """Copies a teacher has reserved for a class; `kept` of them stand ready."""

    title: str
    record_id: int
    class_name: str
    copies: int
    kept: int
    from_on: date
    until_on: date
    site: str


def own_reservations(person_id: int) -> tuple[OwnReservation, ...]:
    """What a person has reserved and is not over, the first to begin first. One statement."""
    found = Reservation.objects.filter(teacher_id=person_id, status="active")
    kept = Count("holds", filter=Q(holds__status__in=CAPTURED))
    rows = found.select_related("record", "school_class", "site").annotate(kept=kept).order_by("from_on", "pk")
    return tuple(
        OwnReservation(
            title=each.record.title,
            record_id=each.record_id,
            class_name=each.school_class.name if each.school_class else "",
            copies=each.copies,
            kept=each.kept,
            from_on=each.from_on,
            until_on=each.until_on,
            site=each.site.called,
        )
        for each in rows
    )


def _shown(hold: Hold, queue: list[HoldFacts], today: date) -> OwnHold:
    return OwnHold(
        hold_id=hold.pk,
        record_id=hold.record_id,
        title=hold.record.title,
        status=hold.status,
        position=place_in_queue(queue, hold.pk, today) or 0,
        waiting=_awake(queue, today, hold.pk),
        pickup_site_id=hold.pickup_site_id,
        pickup_site=hold.pickup_site.called,
        shelf_until_on=hold.shelf_until_on,
        expires_on=hold.expires_on,
        is_frozen=hold.is_frozen,
        frozen_until_on=hold.frozen_until_on,
        placed_at=hold.placed_at,
    )


def _awake(queue: list[HoldFacts], today: date, own_id: int | None = None) -> int:
    """How many of a queue wait today, the own one in any case; frozen ones are passed over."""
    return sum(each.id == own_id or not each.sleeps_on(today) for each in queue)


def _queues(record_ids: Collection[int]) -> dict[int, list[HoldFacts]]:
    """The waiting holds of these titles, by title. No patron is read."""
    queues: dict[int, list[HoldFacts]] = {}
    if record_ids:
        rows = Hold.objects.filter(record__in=record_ids, status=WAITING).values_list(
            "record_id", "pk", "item_id", "rank", "placed_at", "pickup_site_id", "is_frozen", "frozen_until_on",
            "expires_on",
        )  # fmt: skip
        for record_id, pk, item_id, rank, placed_at, pickup, frozen, until, expires in rows:
            facts = HoldFacts(
                pk, item_id, rank, placed_at, pickup, None, None,
                is_frozen=frozen, frozen_until_on=until, expires_on=expires,
            )  # fmt: skip
            queues.setdefault(record_id, []).append(facts)
    return queues


@dataclass(frozen=True, slots=True)
class QueueSeen:
    """How many wait for a title, and the reader's own hold of it, if any."""

    waiting: int = 0
    own: OwnHold | None = None


def queues_seen(person_id: int | None, record_ids: Collection[int], today: date) -> dict[int, QueueSeen]:
    """For each of these titles that somebody waits for: how many, and the person's own hold. Three statements."""
    queues = _queues(record_ids)
    own = {each.record_id: each for each in own_holds(person_id, today)} if person_id is not None else {}
    return {
        record_id: QueueSeen(_awake(queues.get(record_id, []), today), own.get(record_id))
        for record_id in record_ids
        if record_id in queues or record_id in own
    }


def own_hold_objections(actor: Actor, record_id: int, *, pickup_site_id: int, today: date) -> tuple[Objection, ...]:
    """What would stop the actor from waiting for a title; whatever asks staff stops a reader."""
    patron = Person.objects.filter(pk=actor.person_id).first() if actor.person_id is not None else None
    record, pickup = Record.objects.filter(pk=record_id).first(), Site.objects.filter(pk=pickup_site_id).first()
    if patron is None:
        return (patron_unknown(),)
    if record is None or pickup is None:
        return (hold_unknown(),)
    facts = place_facts(actor, patron, record, pickup=pickup, item_id=None, today=today)
    return Verdict.of(place_hold_objections(facts)).standing()


def ready_counts(person_ids: Collection[int]) -> dict[int, int]:
    """How many holds lie ready for each of these persons; who has none is left out. No title is read."""
    rows = Hold.objects.filter(status="on_shelf", patron__in=person_ids).values("patron").annotate(n=Count("pk"))
    return dict(rows.order_by("patron").values_list("patron", "n"))
