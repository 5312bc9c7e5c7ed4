"""Which copies of a site its rules name. What is asked outlives the readers: counts and days, never who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q

from carrel.rooms.care.models import DisposalLine
from carrel.rooms.circulation.models import ACTIVE, Hold, InLibraryUse, Reservation
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import DEWEY, LC, LOST, MISSING, NLM, WITHDRAWN, bound_key, section_key
from carrel.rooms.schools.queries import today_at, zone_of
from carrel.rooms.weeding import rules
from carrel.rooms.weeding.models import KeptCopy
from carrel.rooms.weeding.rules import Copy, Reason, WeedingRule

GONE = (WITHDRAWN, LOST, MISSING)
_BEST_FIRST = {"new": 0, "good": 1, "worn": 2, "damaged": 3}
_COLUMNS = (
    "pk", "record_id", "shelving_key", "item_type_id", "state", "condition", "record__year", "acquired_on",
    "created_at", "last_loaned_at", "loan_count", "call_number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A copy a rule names: its section, its reasons, whether it is the district's last."""

    item_id: int
    section: str
    reasons: tuple[Reason, ...]
    is_last: bool


def candidates(
    site_id: int,
    profile: Sequence[WeedingRule],
    now: datetime,
    *,
    call_from: str = "",
    call_to: str = "",
    scheme: str = DEWEY,
) -> list[Candidate]:
    """The copies of a site that a profile names, as they stand on the shelves, between two call numbers if given.

    `scheme` is how the two are meant. A fixed number of statements, whatever the site owns.
    """
    found = Item.objects.filter(site_id=site_id).exclude(state__in=GONE)
    if first := bound_key(call_from, scheme):
        found = found.filter(shelving_key__gte=first)
    if last := bound_key(call_to or call_from, scheme):
        found = found.filter(shelving_key__lt=last + rules.AFTER_ANY_KEY)
    today, zone = today_at(site_id, now), zone_of(site_id)
    around = _Around(site_id, today, zone)
    named = []
    for row in found.order_by("shelving_key", "record__title_sort", "copy_number", "pk").values_list(*_COLUMNS):
        copy = around.copy_of(row)
        weighed = rules.weighed(profile, copy, today)
        if weighed is not None:
            rule, reasons = weighed
            named.append(Candidate(copy.item_id, rule.section, reasons, around.in_district.get(row[1], 0) <= 1))
    return named


def shelves_by_lc(site_id: int) -> bool:
    """Whether a site has copies by LC."""
    return Item.objects.filter(site_id=site_id, call_number_scheme__in=(LC, NLM)).exclude(state__in=GONE).exists()


class _Around:
    """What is known around the copies of a site: their titles' other copies, who waits, what is kept. One look each."""

    def __init__(self, site_id: int, today: date, zone: ZoneInfo) -> None:
        self.zone = zone
        alive = Item.objects.exclude(state__in=GONE).order_by()
        here = Item.objects.filter(site_id=site_id).values("record_id")
        counted = alive.filter(record_id__in=here).values_list("record_id").annotate(Count("pk"))
        self.in_district: dict[int, int] = dict(counted)
        self.used = {
            item_id: (times, last)
            for item_id, times, last in InLibraryUse.objects.filter(item__site_id=site_id, undone_at=None)
            .order_by()
            .values_list("item_id")
            .annotate(Count("pk"), Max("used_at"))
        }
        self.waited = set(Hold.objects.filter(status__in=ACTIVE, reservation=None).values_list("record_id", flat=True))
        reserved = Reservation.objects.filter(status="active", until_on__gte=today, site_id=site_id)
        self.reserved = set(reserved.values_list("record_id", flat=True))
        self.listed = set(
            DisposalLine.objects.filter(is_open=True, item__site_id=site_id).values_list("item_id", flat=True)
        )
        kept = KeptCopy.objects.filter(item__site_id=site_id).filter(Q(until_on=None) | Q(until_on__gt=today))
        self.kept = set(kept.values_list("item_id", flat=True))
        self.ranks = self._ranks(
            alive.filter(site_id=site_id).values_list("pk", "record_id", "condition", "loan_count")
        )

    def _ranks(self, rows: Any) -> dict[int, tuple[int, int]]:
        """For each copy its place among the copies of its title here, the best first, and how many there are."""
        together: dict[int, list[tuple[int, int, int]]] = {}
        for pk, record_id, condition, loans in rows:
            together.setdefault(record_id, []).append((_BEST_FIRST.get(condition, 1), -loans, pk))
        return {
            pk: (place, len(copies))
            for copies in together.values()
            for place, (_, _, pk) in enumerate(sorted(copies), start=1)
        }

    def copy_of(self, row: Any) -> Copy:
        """One row of _COLUMNS as the rules take it."""
        pk, record_id, key, type_id, state, condition, year, acquired_on, created_at, lent_at, loans, call = row
        times, used_at = self.used.get(pk, (0, None))
        last = max((each for each in (lent_at, used_at) if each), default=None)
        rank, copies = self.ranks.get(pk, (1, 1))
        return Copy(
            item_id=pk, key=key, item_type_id=type_id, state=state, condition=condition, year=year,
            here_since_on=acquired_on or created_at.astimezone(self.zone).date(),
            last_used_on=last.astimezone(self.zone).date() if last else None, uses=loans + times, copies_here=copies,
            rank=rank, is_waited_for=record_id in self.waited, is_reserved=record_id in self.reserved,
            is_on_a_list=pk in self.listed, is_kept=pk in self.kept, section_key=section_key(key, call),
        )  # fmt: skip
