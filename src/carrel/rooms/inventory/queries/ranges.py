"""Which numbers vendors have reserved, and which of them are on items by now."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Length

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.models import ItemNumber, NumberRange
from carrel.rooms.inventory.rules import Reserved, gaps_between


@dataclass(frozen=True, slots=True)
class RangeUse:
    """How far a range is used: number, title, item of each used one; runs of free ones as printed, with their count."""

    used: tuple[tuple[str, str, int], ...]
    free: tuple[tuple[str, str, int], ...]
    next_free: str

    @property
    def free_count(self) -> int:
        return sum(count for *_, count in self.free)


def number_ranges(actor: Actor) -> QuerySet[NumberRange]:
    """The ranges of the sites this actor works at."""
    found = NumberRange.objects.select_related("vendor", "site")
    return found if actor.is_district else found.filter(site_id__in=actor.site_ids)


def number_range_in_sight(actor: Actor, range_id: int) -> NumberRange | None:
    """One range, if it is of a site the actor works at."""
    return number_ranges(actor).filter(pk=range_id).first()


def ranges_reserved(*, but: int | None = None) -> list[Reserved]:
    """Every range of the district as rules see it, one row (`but`) aside; there are a handful."""
    rows = NumberRange.objects.select_related("vendor")
    if but is not None:
        rows = rows.exclude(pk=but)
    return [Reserved(row.template, row.first, row.last, str(row.vendor)) for row in rows]


def use_of_range(row: NumberRange) -> RangeUse:
    """Which numbers of a range are on items, which are free, and the next free one: after the last used, else a gap."""
    template = row.template
    first, last = Reserved(template, row.first, row.last).numbers
    found = ItemNumber.objects.annotate(length=Length("number")).filter(length=len(first))
    found = found.filter(number__gte=first, number__lte=last).order_by("number")
    used = tuple(found.values_list("number", "item__record__title", "item_id"))
    end = -1 if template.check else None
    short = {int(number[len(template.prefix) : end]) for number, *_ in used if number.startswith(template.prefix)}
    gaps = gaps_between(row.first, row.last, short)
    free = tuple((template.full(str(low)), template.full(str(high)), high - low + 1) for low, high in gaps)
    after = max(short, default=row.first - 1) + 1
    next_free = template.full(str(after)) if after <= row.last else free[0][0] if free else ""
    return RangeUse(used, free, next_free)
