"""What a count asks for, and what of it nobody has seen yet."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum

from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import AVAILABLE
from carrel.rooms.stocktake import rules
from carrel.rooms.stocktake.models import Count, Sampled, Seen, Step, Walk

End = tuple[str, str]
Range = tuple[End, End]
IN_SHELF_ORDER = ("shelving_key", "record__title_sort", F("copy_number").asc(nulls_first=True), "barcode")


def asked_for(count: Count, *, whole: bool = False) -> QuerySet[Item]:
    """The copies a count asks for, whatever their state; with `whole`, those its sample is drawn from."""
    items = Item.objects.filter(site_id=count.site_id)
    if count.item_type_id is not None:
        items = items.filter(item_type_id=count.item_type_id)
    if count.place_ids:
        items = items.filter(place_id__in=count.place_ids)
    if count.scope == rules.RANGE:
        return items.filter(shelving_key__gte=count.from_key, shelving_key__lt=count.to_key)
    if count.scope == rules.WALKED:
        return _between_scans(items, count.pk)
    if count.scope == rules.SAMPLE and not whole:
        return items.filter(Exists(Sampled.objects.filter(count_id=count.pk, item_id=OuterRef("pk"))))
    return items


def unseen_items(count: Count) -> QuerySet[Item]:
    """What should stand there and was seen by nobody since the count began: at the shelf, or at any desk."""
    seen = Seen.objects.filter(count_id=count.pk, item_id=OuterRef("pk"))
    since = Q(last_seen_at=None) | Q(last_seen_at__lt=count.since_at)
    return asked_for(count).filter(~Exists(seen), since, state=AVAILABLE)


def in_shelf_order(items: QuerySet[Item]) -> QuerySet[Item]:
    """Copies as one meets them, with what a list says of them."""
    return items.select_related("record", "place", "item_type").order_by(*IN_SHELF_ORDER)


def unseen_count(count: Count) -> int:
    """How many copies are still to be seen. Reads the range that is counted: not for every scan."""
    return unseen_items(count).count()


def sum_of(items: QuerySet[Item]) -> int:
    """What copies cost, in minor units, as far as their prices are known."""
    return int(items.aggregate(sum=Sum("price_minor"))["sum"] or 0)


def ranges_walked(count_id: int) -> list[Range]:
    """From where to where people walked in a count, joined where they meet.

    An end is a shelving key and, among the copies that share it, the title of the copy that was scanned: of a call
    number whose copies fill more than one shelf, those on the next shelf are not asked for.
    """
    walks = Walk.objects.filter(count_id=count_id, is_second=False, length__gt=0)
    found = []
    for pk, low, high in walks.values_list("pk", "low_key", "high_key"):
        first = Step.objects.filter(walk_id=pk, key=low).aggregate(title=Min("item__record__title_sort"))["title"]
        last = Step.objects.filter(walk_id=pk, key=high).aggregate(title=Max("item__record__title_sort"))["title"]
        found.append(((low, first or ""), (high, last or "")))
    return joined(sorted(found))


def ends_walked(count_id: int) -> list[tuple[str, str]]:
    """The call numbers of the first and the last copy of each walk along a shelf, as they are on the books."""
    walks = Walk.objects.filter(count_id=count_id, is_second=False, length__gt=0).order_by("pk")
    rows = walks.values_list("pk", "low_key", "high_key")
    return [(_call_number(pk, low), _call_number(pk, high)) for pk, low, high in rows]


def _call_number(walk_id: int, key: str) -> str:
    step = Step.objects.filter(walk_id=walk_id, key=key).select_related("item").first()
    return step.item.call_number if step else ""


def joined(ranges: Sequence[Range]) -> list[Range]:
    """Ranges in order of their beginnings, with those that overlap made one."""
    found: list[Range] = []
    for low, high in ranges:
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _between_scans(items: QuerySet[Item], count_id: int) -> QuerySet[Item]:
    ranges = [_within(*each) for each in ranges_walked(count_id)]
    return items.filter(reduce(or_, ranges)) if ranges else items.none()


def _within(low: End, high: End) -> Q:
    """Between two ends, both included. The keys stand first and alone: an index answers them."""
    from_first = Q(shelving_key__gt=low[0]) | Q(record__title_sort__gte=low[1])
    to_last = Q(shelving_key__lt=high[0]) | Q(record__title_sort__lte=high[1])
    return Q(shelving_key__gte=low[0], shelving_key__lte=high[0]) & from_first & to_last
