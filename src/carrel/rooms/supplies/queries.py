"""Questions about counted stock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.supplies.models import Movement, Supply


@dataclass(frozen=True, slots=True)
class MovementShown:
    """One movement as its supply's page lists it. `may_be_reversed`: it is no reversal and was not taken back."""

    movement_id: int
    kind: str
    on_hand: int
    handed_out: int
    holder: str
    at: datetime
    reason: str
    may_be_reversed: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What a teacher or a class has of a supply. `key` is p and the person's number, or c and the class's."""

    key: str
    name: str
    count: int


def supplies_of(actor: Actor) -> QuerySet[Supply]:
    """The supplies of the actor's site, or of all sites they see."""
    found = Supply.objects.select_related("place", "vendor", "site")
    if actor.site_id is not None:
        return found.filter(site=actor.site_id)
    return found if actor.is_district else found.filter(site__in=actor.site_ids)


def low_supplies(actor: Actor) -> QuerySet[Supply]:
    """What is at or below its reorder level."""
    return supplies_of(actor).filter(is_active=True, reorder_level__gte=F("on_hand"))


def low_count(actor: Actor) -> int:
    """How many supplies are at or below their reorder level."""
    return low_supplies(actor).count()


def supply_by_id(actor: Actor, supply_id: int) -> Supply | None:
    """A supply of a site the actor sees."""
    found = Supply.objects.select_related("place", "vendor", "site").filter(pk=supply_id).first()
    return found if found is not None and actor.sees_site(found.site_id) else None


def movements_of(supply_id: int, *, most: int = 100) -> tuple[MovementShown, ...]:
    """What happened to a supply, the newest first. One statement."""
    rows = Movement.objects.filter(supply=supply_id).select_related("person", "school_class", "reversed_by")[:most]
    return tuple(
        MovementShown(
            each.pk, each.kind, each.on_hand, each.handed_out, _holder(each), each.at, each.reason,
            each.kind != "reversed" and not hasattr(each, "reversed_by"),
        )
        for each in rows
    )  # fmt: skip


def _holder(row: Movement) -> str:
    if row.person is not None:
        return row.person.display_name
    return row.school_class.name if row.school_class is not None else ""


def held_by(supply_id: int) -> tuple[Held, ...]:
    """Who has how many of a supply."""
    rows = Movement.objects.filter(supply=supply_id).exclude(handed_out=0).select_related("person", "school_class")
    found: dict[str, Held] = {}
    for each in rows:
        key = f"p{each.person_id}" if each.person_id is not None else f"c{each.school_class_id}"
        before = found[key].count if key in found else 0
        found[key] = Held(key, _holder(each), before + each.handed_out)
    return tuple(sorted((each for each in found.values() if each.count), key=lambda each: each.name))


def held_count(supply_id: int, *, person_id: int | None, class_id: int | None) -> int:
    """How many of a supply this teacher or class has."""
    rows = Movement.objects.filter(supply=supply_id, person=person_id, school_class=class_id)
    return int(rows.aggregate(count=Sum("handed_out"))["count"] or 0)


def violations() -> Iterator[str]:
    """Counts that are not the sum of their movements, one sentence each; `carrel check` shows them."""
    sums = Movement.objects.filter(supply=OuterRef("pk")).order_by().values("supply")
    rows = Supply.objects.annotate(
        here=Coalesce(Subquery(sums.annotate(n=Sum("on_hand")).values("n")), 0),
        out=Coalesce(Subquery(sums.annotate(n=Sum("handed_out")).values("n")), 0),
    )
    for each in rows.exclude(Q(on_hand=F("here")) & Q(handed_out=F("out"))):
        yield (
            f"Supply {each.pk} ({each.name}) says {each.on_hand} on hand and {each.handed_out} handed out,"
            f" but its movements say {each.here} and {each.out}."
        )
