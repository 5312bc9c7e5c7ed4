"""Counts: figures are what was seen, walks hold what was scanned, and what a count made missing it found nowhere."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Count as Number
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from carrel.rooms.inventory.rules import MISSING
from carrel.rooms.stocktake import rules
from carrel.rooms.stocktake.models import Count, Sampled, Seen, Tally, Unseen, Walk

Figures = tuple[int, ...]


def walks(_now: datetime) -> Iterator[str]:
    """A walk counts the copies it saw first, its steps, and how many of these stand in order."""
    saw = Walk.objects.annotate(really=Number("all_seen")).exclude(seen=F("really"))
    for pk, count, counted, really in saw.values_list("pk", "count_id", "seen", "really"):
        yield f"Walk {pk} of count {count} says it saw {counted} copies; it saw {really}."
    went = Walk.objects.annotate(really=Number("all_steps"), tops=Number("all_steps", filter=Q(all_steps__is_top=True)))
    wrong = went.exclude(steps=F("really"), length=F("tops"))
    for pk, count, steps, really, length, tops in wrong.values_list(
        "pk", "count_id", "steps", "really", "length", "tops"
    ):
        yield f"Walk {pk} of count {count} has {really} steps, {tops} in order; it says {steps}, {length} in order."
    strange = Seen.objects.exclude(walk__count=F("count"))
    for pk, count, other in strange.values_list("pk", "count_id", "walk__count_id"):
        yield f"Scan {pk} belongs to count {count}, but was made on a walk of count {other}."


def results(_now: datetime) -> Iterator[str]:
    """A finished count has figures, which are what was seen and what was made missing; an open one has none yet."""
    yield from _figures_agree()
    early = Tally.objects.filter(count__state__in=(rules.OPEN, rules.FINISHING))
    for count in early.order_by().values_list("count", flat=True).distinct():
        yield f"Count {count} has figures, but is not finished."
    for count in Unseen.objects.filter(count__state=rules.OPEN).order_by().values_list("count", flat=True).distinct():
        yield f"Count {count} is open, but has made copies missing."
    for count in Sampled.objects.exclude(count__scope=rules.SAMPLE).values_list("count", flat=True).distinct():
        yield f"Count {count} has a sample, but counts everything of what it asks for."
    yield from _missing()


def _figures_agree() -> Iterator[str]:
    of_finished = Q(count__state=rules.FINISHED)
    seen = Seen.objects.filter(of_finished)
    drawn = Sampled.objects.filter(count=OuterRef("count"), item=OuterRef("item"))
    asked = seen.filter(~Q(count__scope=rules.SAMPLE) | Exists(drawn), is_asked_for=True)
    was_seen = _by_count(seen, Number("pk"))
    counted = _by_count(asked, Number("pk"), Number("pk", filter=Q(outcome=rules.FOUND)))
    missing = _by_count(Unseen.objects.filter(of_finished), Number("pk"), Sum("price_minor"))
    kept = Tally.objects.filter(of_finished)
    told = _by_count(kept, Sum("counted"), Sum("found"), Sum("missing"), Sum("missing_minor"))
    for pk, name in Count.objects.filter(state=rules.FINISHED).values_list("pk", "name"):
        really = (*counted.get(pk, (0, 0)), *missing.get(pk, (0, 0)))
        if pk not in was_seen:
            yield f"Count {pk} ({name}) is finished, but nothing was seen in it."
        if told.get(pk, (0, 0, 0, 0)) != really:
            words = "seen, found again, missing and what that cost"
            yield f"Count {pk} ({name}) has the figures {told.get(pk)} for {words}; its scans say {really}."


def _by_count(rows: QuerySet[Seen] | QuerySet[Unseen] | QuerySet[Tally], *sums: object) -> Mapping[int, Figures]:
    """These sums of the rows of each count."""
    named = {f"sum_{number}": each for number, each in enumerate(sums)}
    found = rows.order_by().values_list("count_id").annotate(**named)
    return {count: tuple(each or 0 for each in values) for count, *values in found}


def _missing() -> Iterator[str]:
    """What a count made missing nobody saw in it, and it is missing unless its state was changed since."""
    seen = Seen.objects.filter(count=OuterRef("count"), item=OuterRef("item"))
    rows = Unseen.objects.values_list("count_id", "item_id", "item__barcode")
    for count, item, barcode in rows.filter(Exists(seen)):
        yield f"Item {item} ({barcode}) was seen in count {count}, which made it missing."
    unmarked = rows.filter(count__state=rules.FINISHED, item__state_since_at__lte=F("count__finished_at"))
    for count, item, barcode in unmarked.exclude(item__state=MISSING):
        yield f"Item {item} ({barcode}) was made missing by count {count}, and is not missing."
