"""Which counts there are, and how far they are."""

from dataclasses import dataclass

from django.db.models import QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.rooms.schools.models import Place
from carrel.rooms.stocktake import rules
from carrel.rooms.stocktake.models import Count, Seen, Walk

LATEST = 5
"""How many of the copies scanned last the shelf shows."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a count is: copies seen, and those out of order in somebody's walk; the reader's own walks."""

    seen: int = 0
    out_of_order: int = 0
    walkers: int = 0
    walk_id: int | None = None
    second_id: int | None = None


@dataclass(frozen=True, slots=True)
class Latest:
    """A copy scanned a moment ago, as the shelf shows it."""

    seen_id: int
    item_id: int
    call_number: str


# On the path of every scan.
_COUNT = Prepared(lambda: Count.objects.select_related("place", "site", "item_type").filter(pk=Slot("count")))
_LATEST = Prepared(
    lambda: (
        Seen.objects.filter(walk_id=Slot("walk"))
        .order_by("-pk")
        .values_list("pk", "item_id", "item__call_number")[:LATEST]
    )
)
_WALKS = Prepared(
    lambda: (
        Walk.objects.filter(count_id=Slot("count"))
        .order_by()
        .values_list("pk", "account_id", "is_second", "is_current", "seen", "steps", "length")
    )
)


def counts_of(actor: Actor) -> list[Count]:
    """The counts of the actor's site, open ones first, then the latest."""
    found = Count.objects.select_related("place", "site").filter(site_id=actor.site_id or 0)
    return sorted(found.order_by("-begun_at", "-pk")[:200], key=lambda count: count.state != rules.OPEN)


def open_counts(actor: Actor) -> QuerySet[Count]:
    """The counts of the actor's site that are not finished."""
    return Count.objects.filter(site_id=actor.site_id or 0).exclude(state=rules.FINISHED).order_by("begun_at")


def count_seen(actor: Actor, count_id: int) -> Count | None:
    """A count of a site the actor works at."""
    found = _COUNT.one(count=count_id)
    return found if found is not None and actor.sees_site(found.site_id) else None


def count_to_change(actor: Actor, count_id: int) -> Count:
    """The count an action is about, held against other writers; Refused when it is gone or another school's."""
    found = Count.objects.select_for_update().filter(pk=count_id).first()
    if found is None:
        raise Refused(Objection("stocktake.no_such_count", Weight.REFUSE, {}))
    must_see(actor, found)
    return found


def must_see(actor: Actor, count: Count) -> None:
    """Raise Refused for a count of a school where the actor holds no role."""
    if not actor.sees_site(count.site_id):
        raise Refused(Objection("stocktake.other_school", Weight.REFUSE, {"count": count.name}))


def seen_to_change(actor: Actor, seen_id: int) -> Seen:
    """A scan an action is about, held against other writers; Refused when it was taken back or is another school's."""
    found = Seen.objects.select_for_update(of=("self",)).select_related("count", "walk", "item__record")
    seen = found.filter(pk=seen_id).first()
    if seen is None:
        raise Refused(Objection("stocktake.no_such_scan", Weight.REFUSE, {}))
    must_see(actor, seen.count)
    return seen


def seen_of(actor: Actor, seen_id: int) -> Seen | None:
    """A scan of a count of the actor's schools."""
    found = Seen.objects.select_related("count", "item__record").filter(pk=seen_id).first()
    return found if found is not None and actor.sees_site(found.count.site_id) else None


def progress_of(count_id: int, account_id: int | None = None) -> Progress:
    """How far a count is, from its walks alone: they are as few as people and shelves. One statement."""
    walks = _WALKS.rows(count=count_id)
    mine = [row for row in walks if row[1] == account_id and row[3]]
    return Progress(
        seen=sum(row[4] for row in walks),
        out_of_order=sum(row[5] - row[6] for row in walks if not row[2]),
        walkers=len({row[1] for row in walks}),
        walk_id=next((row[0] for row in mine if not row[2]), None),
        second_id=next((row[0] for row in mine if row[2]), None),
    )


def latest_seen(walk_id: int) -> list[Latest]:
    """The few that were seen last on a walk, the latest last. One statement."""
    return [Latest(*row) for row in reversed(_LATEST.rows(walk=walk_id))]


def place_ids_within(place_id: int, site_id: int) -> list[int]:
    """A place of a site and all that stand inside it; none for a place of another site."""
    if not Place.objects.filter(pk=place_id, site_id=site_id).exists():
        return []
    children: dict[int | None, list[int]] = {}
    for pk, parent in Place.objects.filter(site_id=site_id).values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, waiting = [], [place_id]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return sorted(found)
