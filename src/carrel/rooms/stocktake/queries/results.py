"""What came of a count: figures, what is missing and what it cost, and the losses of years."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count as Number
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.schools import queries as schools
from carrel.rooms.stocktake import rules
from carrel.rooms.stocktake.models import Count, Sampled, Seen, Stray, Tally, Unseen
from carrel.rooms.stocktake.queries.counts import progress_of
from carrel.rooms.stocktake.queries.expected import sum_of, unseen_items
from carrel.rooms.stocktake.queries.order import misplaced_ids


@dataclass(frozen=True, slots=True)
class Row:
    """A copy that is to be made missing."""

    item_id: int
    shelving_key: str
    item_type_id: int
    price_minor: int | None


@dataclass(frozen=True, slots=True)
class Interval:
    """What a sample says: of so many asked for so many were there; the share of all lies between the two."""

    asked: int
    found: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that was there; 0 of nothing."""
        return self.found / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Copies of one kind in counts: those that were there, and those that are missing with what they cost."""

    counted: int = 0
    found: int = 0
    missing: int = 0
    missing_minor: int = 0
    without_price: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.counted + other.counted, self.found + other.found, self.missing + other.missing,
            self.missing_minor + other.missing_minor, self.without_price + other.without_price,
        )  # fmt: skip

    @property
    def rate(self) -> float | None:
        """The share that is missing of all that should be there; None where nothing was."""
        whole = self.counted + self.missing
        return self.missing / whole if whole else None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a count, or would if it were finished now."""

    seen: int
    missing: int
    missing_minor: int
    misplaced: int
    strays: int
    by_outcome: Mapping[str, int] = field(default_factory=dict)
    interval: Interval | None = None

    @property
    def found(self) -> int:
        """What was lost, missing or claimed and is here."""
        return self.by_outcome.get(rules.FOUND, 0)


def unseen_rows(count: Count, *, after: int, most: int) -> list[Row]:
    """The next copies that nobody saw, in the order of their numbers."""
    found = unseen_items(count).filter(pk__gt=after).order_by("pk")
    return [Row(*row) for row in found.values_list("pk", "shelving_key", "item_type_id", "price_minor")[:most]]


def figures_of(count: Count) -> list[tuple[str, int, int, int, int, int, int]]:
    """A count in figures: range, item type, counted, found, missing, what that cost, how many have no price."""
    found: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    seen = _asked_and_seen(count).values("range", "item_type_id").order_by()
    for row in seen.annotate(all=Number("pk"), again=Number("pk", filter=Q(outcome=rules.FOUND))):
        found[row["range"], row["item_type_id"]][:2] = [row["all"], row["again"]]
    gone = Unseen.objects.filter(count=count).values("range", "item_type_id").order_by()
    for each in gone.annotate(all=Number("pk"), cost=Sum("price_minor"), bare=Number("pk", filter=Q(price_minor=None))):
        found[each["range"], each["item_type_id"]][2:] = [each["all"], each["cost"] or 0, each["bare"]]
    return [(name, kind, *values) for (name, kind), values in sorted(found.items())]  # type: ignore[misc]  # five of them


def result_of(count: Count) -> Result:
    """What came of a count; of one that is open, what would."""
    outcomes = Seen.objects.filter(count=count).values_list("outcome").annotate(all=Number("pk")).order_by()
    if count.state == rules.OPEN:
        unseen = unseen_items(count)
        missing, cost = unseen.count(), sum_of(unseen)
    else:
        sums = Unseen.objects.filter(count=count).aggregate(all=Number("pk"), cost=Sum("price_minor"))
        missing, cost = sums["all"], sums["cost"] or 0
    interval = None
    if count.scope == rules.SAMPLE:
        there = _asked_and_seen(count).count()
        interval = Interval(there + missing, there, *rules.wilson(there, there + missing))
    return Result(
        progress_of(count.pk).seen, missing, cost, len(misplaced_ids(count.pk)),
        Stray.objects.filter(count=count).count(), dict(outcomes), interval,
    )  # fmt: skip


def missing_of(count: Count) -> QuerySet[Unseen]:
    """What a finished count made missing, in the order of the shelves."""
    found = Unseen.objects.filter(count=count).select_related("item__record", "item__place", "item__item_type")
    return found.order_by("item__shelving_key", "item__record__title_sort", "pk")


def seen_as(count: Count, *outcomes: str) -> QuerySet[Seen]:
    """What was seen in a count with one of these outcomes, in the order of the shelves."""
    found = Seen.objects.filter(count=count, outcome__in=outcomes).select_related("item__record", "item__place")
    return found.order_by("item__shelving_key", "item__record__title_sort", "pk")


def strays_of(count: Count) -> QuerySet[Stray]:
    """The numbers nobody knows, in the order they were scanned."""
    return Stray.objects.filter(count=count).order_by("pk")


def stray_of(actor: Actor, stray_id: int) -> Stray | None:
    """A number nobody knows, of a count of the actor's schools."""
    found = Stray.objects.select_related("count").filter(pk=stray_id).first()
    return found if found is not None and actor.sees_site(found.count.site_id) else None


def tallies_of(count: Count) -> dict[tuple[str, str], Figures]:
    """A finished count by range and item type, both in words of the records."""
    names = dict(ItemType.objects.values_list("pk", "name"))
    return {
        (row.range, names.get(row.item_type_id, "")): _figures(row)
        for row in Tally.objects.filter(count=count).order_by("range", "item_type_id")
    }


def losses_of(actor: Actor) -> dict[str, dict[tuple[str, str], Figures]]:
    """What the finished counts of the actor's site found missing: school year, then range and item type.

    Samples are left out: they ask for a few of many. The year is that of the day on which the count was finished.
    """
    years = [(year.starts_on, year.ends_on, year.name) for year in schools.school_years()]
    zone = schools.zone_of(actor.site_id or 0)
    names = dict(ItemType.objects.values_list("pk", "name"))
    rows = Tally.objects.filter(count__site_id=actor.site_id or 0, count__state=rules.FINISHED)
    found: dict[str, dict[tuple[str, str], Figures]] = {}
    for row in rows.exclude(count__scope=rules.SAMPLE).select_related("count").order_by("-count__finished_at", "range"):
        assert row.count.finished_at is not None
        of_year = found.setdefault(_year_of(row.count.finished_at.astimezone(zone).date(), years), {})
        kind = (row.range, names.get(row.item_type_id, ""))
        of_year[kind] = of_year.get(kind, Figures()) + _figures(row)
    return {year: dict(sorted(kinds.items())) for year, kinds in found.items()}


def _year_of(day: date, years: list[tuple[date, date, str]]) -> str:
    return next((name for first, last, name in years if first <= day <= last), str(day.year))


def _figures(row: Tally) -> Figures:
    return Figures(row.counted, row.found, row.missing, row.missing_minor, row.without_price)


def _asked_and_seen(count: Count) -> QuerySet[Seen]:
    """What a count asks for and somebody saw."""
    seen = Seen.objects.filter(count=count, is_asked_for=True)
    if count.scope == rules.SAMPLE:
        seen = seen.filter(Exists(Sampled.objects.filter(count=count, item_id=OuterRef("item_id"))))
    return seen
