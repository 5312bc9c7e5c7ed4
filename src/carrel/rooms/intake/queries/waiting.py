"""Which ISBNs wait for their title."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.intake.models import WaitingIsbn


@dataclass(frozen=True, slots=True)
class WaitingShown:
    """One ISBN of the queue with how many copies stand under it; `filled_at` None while it waits."""

    waiting_id: int
    isbn: str
    record_id: int
    title: str
    """From the title page or a packing list, or the ISBN itself."""
    site_name: str
    copies: int
    asked_at: datetime
    filled_at: datetime | None
    filled_by: str


def _of(actor: Actor) -> "QuerySet[Any]":
    rows = WaitingIsbn.objects.select_related("record", "site").annotate(copies=Count("record__items"))
    return rows if actor.is_district else rows.filter(site_id__in=actor.site_ids)


def _shown(rows: Iterable[Any]) -> list[WaitingShown]:
    return [
        WaitingShown(
            row.pk, row.isbn, row.record_id, row.record.title, row.site.called, row.copies, row.asked_at,
            row.filled_at, str(row.get_filled_by_display()),
        )
        for row in rows
    ]  # fmt: skip


def waiting_isbns(actor: Actor) -> list[WaitingShown]:
    """What waits at the actor's sites, the oldest first; what was merged into another record waits no more."""
    return _shown(_of(actor).filter(filled_at=None, record__merged_into=None).order_by("asked_at", "pk"))


def filled_lately(actor: Actor) -> list[WaitingShown]:
    """The last twenty that were filled, the newest first."""
    return _shown(_of(actor).exclude(filled_at=None).order_by("-filled_at", "-pk")[:20])


def waiting_isbn_count(actor: Actor) -> int:
    """How many ISBNs wait at the actor's sites."""
    return _of(actor).filter(filled_at=None, record__merged_into=None).count()


def waiting_isbn(actor: Actor, waiting_id: int) -> WaitingIsbn | None:
    """One row of the actor's sites, or None."""
    found: WaitingIsbn | None = _of(actor).filter(pk=waiting_id).first()
    return found


def waiting_records(record_ids: Iterable[int]) -> set[int]:
    """Which of these records wait for their title."""
    rows = WaitingIsbn.objects.filter(record_id__in=set(record_ids), filled_at=None)
    return set(rows.values_list("record_id", flat=True))
