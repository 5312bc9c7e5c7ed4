"""The hold shelf of a site, the queue of a title, the holds of a reader: who waits, for those who may know."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.models import ACTIVE, Hold
from carrel.rooms.circulation.queries.holds import may_touch_hold
from carrel.rooms.circulation.rules.holds import HoldFacts, place_in_queue
from carrel.rooms.inventory.rules import AVAILABLE, IN_TRANSIT, ON_HOLD


@dataclass(frozen=True, slots=True)
class HoldShown:
    """A hold for staff. `name` is empty for a reader of a school the actor may not know.

    `position` is for one that waits: its place among those that are not frozen, from 1.
    """

    hold_id: int
    record_id: int
    title: str
    call_number: str
    barcode: str
    item_id: int | None
    person_id: int | None
    name: str
    homeroom: str
    status: str
    position: int | None
    pickup_site: str
    placed_at: datetime
    shelf_until_on: date | None
    ended_at: datetime | None
    expires_on: date | None
    is_frozen: bool
    frozen_until_on: date | None
    is_front: bool
    is_reserved: bool
    one_copy: str
    note: str

    @property
    def waits(self) -> bool:
        return self.status == "waiting"


def _whole(found: QuerySet[Hold]) -> QuerySet[Hold]:
    return found.select_related("record", "patron__homeroom", "pickup_site", "captured_item", "item")


def shelf_of(actor: Actor, site_id: int) -> tuple[HoldShown, ...]:
    """What stands on the hold shelf of a site, the first to be taken off first. One statement."""
    found = _whole(Hold.objects.filter(pickup_site=site_id, status="on_shelf"))
    return tuple(_shown(actor, each) for each in found.order_by("shelf_until_on", "captured_at", "pk"))


def coming_to(actor: Actor, site_id: int) -> tuple[HoldShown, ...]:
    """What is on its way to the hold shelf of a site, the longest under way first."""
    found = _whole(Hold.objects.filter(pickup_site=site_id, status="in_transit"))
    return tuple(_shown(actor, each) for each in found.order_by("captured_at", "pk"))


@dataclass(frozen=True, slots=True)
class ToClear:
    """A copy on the hold shelf whose hold has ended, and where it goes: the next reader, another site, its shelf."""

    item_id: int
    title: str
    barcode: str
    call_number: str
    state: str
    ended_at: datetime


def to_clear(site_id: int) -> tuple[ToClear, ...]:
    """Copies whose hold ended while they stood on the shelf here, and that nobody has scanned since."""
    found = (
        Hold.objects.filter(pickup_site=site_id, ended_at__isnull=False, captured_item__isnull=False)
        .filter(captured_item__state__in=(AVAILABLE, IN_TRANSIT, ON_HOLD), shelf_until_on__isnull=False)
        .filter(Q(captured_item__last_seen_at=None) | Q(captured_item__last_seen_at__lt=F("ended_at")))
        .select_related("captured_item__record")
        .order_by("ended_at", "pk")
    )
    shown: dict[int, ToClear] = {}
    for each in found:
        item = each.captured_item
        assert item is not None
        assert each.ended_at is not None
        shown[item.pk] = ToClear(item.pk, item.record.title, item.barcode, item.call_number, item.state, each.ended_at)
    return tuple(shown.values())


def queue_of(actor: Actor, record_id: int, today: date) -> tuple[HoldShown, ...]:
    """Everybody who waits for a title, in order; a reader the actor may not know has no name. One statement."""
    found = list(_whole(Hold.objects.filter(record=record_id, status__in=ACTIVE)))
    order = {"on_shelf": 0, "in_transit": 1, "waiting": 2}
    found.sort(key=lambda each: (order[each.status], each.rank, each.placed_at, each.pk))
    return tuple(_shown(actor, each, _position(found, each, today)) for each in found)


def holds_of_person(actor: Actor, person_id: int, today: date) -> tuple[HoldShown, ...]:
    """What a reader waits for, what is ready first. Two statements."""
    mine = list(_whole(Hold.objects.filter(patron=person_id, status__in=ACTIVE)))
    others = list(Hold.objects.filter(record__in={each.record_id for each in mine}, status="waiting"))
    order = {"on_shelf": 0, "in_transit": 1, "waiting": 2}
    mine.sort(key=lambda each: (order[each.status], each.placed_at, each.pk))
    return tuple(_shown(actor, each, _position(others, each, today)) for each in mine)


LATELY = timedelta(days=14)
MOST_ENDED = 30


def ended_lately(
    actor: Actor, now: datetime, *, record_id: int | None = None, person_id: int | None = None,
    site_id: int | None = None,
) -> tuple[HoldShown, ...]:  # fmt: skip
    """Holds that were called off or expired in the last 14 days and can wait again, the latest first. One statement.

    Only those whose reader is still known, and known to the actor; of one title, of one reader, or of those that were
    to be fetched at one school.
    """
    found = Hold.objects.filter(status__in=("cancelled", "expired"), ended_at__gte=now - LATELY)
    found = found.filter(Q(reservation=None) | Q(reservation__status="active"), patron__isnull=False)
    for name, wanted in (("record", record_id), ("patron", person_id), ("pickup_site", site_id)):
        found = found.filter(**{name: wanted}) if wanted is not None else found
    shown = (_shown(actor, each) for each in _whole(found).order_by("-ended_at", "-pk")[:MOST_ENDED])
    return tuple(each for each in shown if each.name)


def ready_for(person_id: int, site_id: int | None) -> list[str]:
    """Titles that stand on the hold shelf of a site for a reader, the first to be taken off first."""
    found = Hold.objects.filter(patron=person_id, status="on_shelf")
    found = found.filter(pickup_site=site_id) if site_id is not None else found
    return list(found.order_by("shelf_until_on", "pk").values_list("record__title", flat=True))


def waiting_counts(record_ids: list[int]) -> dict[int, int]:
    """How many wait for each of these titles; one nobody waits for is left out."""
    found: dict[int, int] = {}
    for record_id in Hold.objects.filter(record__in=record_ids, status__in=ACTIVE).values_list("record_id", flat=True):
        found[record_id] = found.get(record_id, 0) + 1
    return found


def _position(queue: list[Hold], hold: Hold, today: date) -> int | None:
    facts = [
        HoldFacts(
            each.pk, each.item_id, each.rank, each.placed_at, each.pickup_site_id, None, None, each.status,
            is_frozen=each.is_frozen, frozen_until_on=each.frozen_until_on, expires_on=each.expires_on,
        )
        for each in queue
        if each.record_id == hold.record_id
    ]  # fmt: skip
    return place_in_queue(facts, hold.pk, today)


def _shown(actor: Actor, hold: Hold, position: int | None = None) -> HoldShown:
    patron = hold.patron if hold.patron is not None and may_touch_hold(actor, hold) else None
    item = hold.captured_item
    return HoldShown(
        hold_id=hold.pk,
        record_id=hold.record_id,
        title=hold.record.title,
        call_number=item.call_number if item else "",
        barcode=item.barcode if item else "",
        item_id=item.pk if item else None,
        person_id=patron.pk if patron else None,
        name=patron.list_name if patron else "",
        homeroom=patron.homeroom.name if patron and patron.homeroom else "",
        status=hold.status,
        position=position,
        pickup_site=hold.pickup_site.called,
        placed_at=hold.placed_at,
        shelf_until_on=hold.shelf_until_on,
        ended_at=hold.ended_at,
        expires_on=hold.expires_on,
        is_frozen=hold.is_frozen,
        frozen_until_on=hold.frozen_until_on,
        is_front=hold.rank == Hold.FRONT,
        is_reserved=hold.rank == Hold.RESERVED,
        one_copy=hold.item.barcode if hold.item else "",
        note=hold.note,
    )
