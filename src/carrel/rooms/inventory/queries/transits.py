"""Items on their way."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from carrel.rooms.inventory.models import Transit

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class TransitShown:
    """One journey as its list shows it. `days` are whole days since it was sent; `is_late` when it should be there."""

    transit_id: int
    item_id: int
    title: str
    barcode: str
    call_number: str
    from_site: str
    to_site: str
    why: str
    sent_at: datetime
    days: int
    is_late: bool


def open_transit(item_id: int) -> Transit | None:
    """The journey an item is on, None when it is on none."""
    return Transit.objects.filter(item_id=item_id, ended_at=None).first()


def transits_to(site_id: int, *, now: datetime, late_after: int) -> list[TransitShown]:
    """What is on its way to a site, the oldest first. `late_after` are days."""
    return [_shown(each, now, late_after) for each in _open().filter(to_site_id=site_id)]


def transits_from(site_id: int, *, now: datetime, late_after: int) -> list[TransitShown]:
    """What was sent from a site and has not arrived, the oldest first. `late_after` are days."""
    return [_shown(each, now, late_after) for each in _open().filter(from_site_id=site_id)]


def late_transit_count(site_id: int, *, now: datetime, late_after: int) -> int:
    """How many items have been on their way to or from a site for longer than they should."""
    late = Transit.objects.filter(ended_at=None, sent_at__lt=now - timedelta(days=late_after))
    return (
        late.filter(to_site_id=site_id).count() + late.filter(from_site_id=site_id).exclude(to_site_id=site_id).count()
    )


def arriving_count(site_id: int) -> int:
    """How many items are on their way to a site."""
    return Transit.objects.filter(ended_at=None, to_site_id=site_id).count()


def _open() -> "QuerySet[Transit]":
    rows = Transit.objects.filter(ended_at=None).select_related("item__record", "from_site", "to_site")
    return rows.order_by("sent_at", "pk")


def _shown(each: Transit, now: datetime, late_after: int) -> TransitShown:
    days = (now - each.sent_at).days
    return TransitShown(
        each.pk,
        each.item_id,
        each.item.record.title,
        each.item.barcode,
        each.item.call_number,
        each.from_site.called,
        each.to_site.called,
        str(each.get_why_display()),
        each.sent_at,
        days,
        now - each.sent_at > timedelta(days=late_after),
    )
