"""Questions about floor plans: which there are, what stands on them, and on which shelf a copy stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carrel.cellar.files.queries import open_file
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.papers.documents import (
    QUIET,
    STRONG,
    TITLE,
    Block,
    Document,
    Drawing,
    Gap,
    Page,
    Rectangle,
    Rows,
    Words,
)
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import WITHDRAWN
from carrel.rooms.plans import rules
from carrel.rooms.plans.models import FloorPlan, PlanShape
from carrel.rooms.schools.models import Place


def plans_of(actor: Actor) -> QuerySet[FloorPlan]:
    """The plans of the actor's site, by name, with how many shelves each has."""
    found = FloorPlan.objects.filter(site_id=actor.site_id or 0, removed_at=None)
    return found.annotate(shelves=Count("shapes", filter=Q(shapes__kind=rules.SHELF))).order_by("name", "pk")


def removed_plans_of(actor: Actor) -> QuerySet[FloorPlan]:
    """The plans of the actor's site that were removed, the last first."""
    return FloorPlan.objects.filter(site_id=actor.site_id or 0, removed_at__isnull=False).order_by("-removed_at")


def plan_seen(actor: Actor, plan_id: int) -> FloorPlan | None:
    """One plan of a site the actor works at."""
    found = plan_on_show(plan_id)
    return found if found is not None and actor.sees_site(found.site_id) else None


def plan_on_show(plan_id: int) -> FloorPlan | None:
    """One plan as whoever looks for a book sees it; it names no person."""
    return FloorPlan.objects.select_related("site", "picture").filter(pk=plan_id, removed_at=None).first()


def plan_to_change(actor: Actor, plan_id: int) -> FloorPlan:
    """The plan an action is about, held against other writers; Refused when it is gone or another school's."""
    return _must_be_ours(actor, FloorPlan.objects.select_for_update().filter(pk=plan_id).first())


def plan_to_look_at(actor: Actor, plan_id: int) -> FloorPlan:
    """The plan an action will be about, before a long work that holds nobody; Refused as plan_to_change."""
    return _must_be_ours(actor, FloorPlan.objects.filter(pk=plan_id).first())


def _must_be_ours(actor: Actor, found: FloorPlan | None) -> FloorPlan:
    if found is None:
        raise Refused(Objection("plans.no_such_plan", Weight.REFUSE, {}))
    if not actor.sees_site(found.site_id):
        raise Refused(Objection("schools.other_site", Weight.REFUSE, {"name": actor.name}))
    return found


def shapes_of(plan_id: int) -> tuple[PlanShape, ...]:
    """What is drawn on a plan, shelves in the order of their call numbers, then the rest."""
    found = PlanShape.objects.select_related("place").filter(plan_id=plan_id)
    return tuple(sorted(found, key=lambda each: (each.kind != rules.SHELF, not each.key_from, each.key_from, each.pk)))


def place_ids_of(site_id: int) -> set[int]:
    """The places of a site, for a plan to be tied to."""
    return set(Place.objects.filter(site_id=site_id).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a copy stands: the shelf, the place it is tied to, and the plan it is drawn on."""

    plan_id: int
    plan_name: str
    shape_id: int
    label: str
    place_name: str


def stands_of(item_ids: Sequence[int]) -> dict[int, Stand]:
    """The shelf each of these copies stands on, in three statements, in one where nothing is drawn.

    Copies on no drawn shelf are left out.
    """
    if not item_ids:
        return {}
    here = Item.objects.filter(pk__in=item_ids)
    shapes = _shelves(here.order_by().values("site_id"))
    if not shapes:
        return {}
    columns = ("pk", "site_id", "place_id", "shelving_key")
    items = list(here.exclude(state=WITHDRAWN).values_list(*columns))
    site_ids = {site_id for _pk, site_id, *_ in items}
    parents: dict[int, int | None] = dict(Place.objects.filter(site_id__in=site_ids).values_list("pk", "parent_id"))
    by_site: dict[int, list[rules.Spot]] = {}
    for shape in shapes.values():
        by_site.setdefault(shape.plan.site_id, []).append(_spot(shape, parents))
    found = {}
    for pk, site_id, place_id, key in items:
        spots = by_site.get(site_id, ())
        if spot := rules.spot_of(list(spots), key=key, place_id=place_id, above=_above(place_id, parents)):
            shape = shapes[spot.shape_id]
            place = shape.place.name if shape.place else ""
            found[pk] = Stand(shape.plan_id, shape.plan.name, shape.pk, shape.label, place)
    return found


_NO_SHELVES = (Place.Kind.CART, Place.Kind.STORE, Place.Kind.DESK)


@dataclass(frozen=True, slots=True)
class Homeless:
    """Copies that no shelf of any plan of the site holds: how many, and the first of them by call number."""

    count: int
    call_numbers: tuple[str, ...]


def homeless(site_id: int, *, most: int = 12) -> Homeless:
    """The copies of a site with a call number that stand on no drawn shelf, and in no cart, store or desk either."""
    shapes = _shelves([site_id])
    ranges = Q(pk=None)
    for each in shapes.values():
        if each.key_from:
            ranges |= Q(shelving_key__gte=each.key_from, shelving_key__lt=each.key_to + rules.AFTER_ANY_KEY)
    ids = [each.place_id for each in shapes.values() if not each.key_from and each.place_id]
    left: Any = Item.objects.filter(site_id=site_id).exclude(state=WITHDRAWN).exclude(call_number="")
    left = left.exclude(ranges).exclude(place_id__in=ids).exclude(place__kind__in=_NO_SHELVES)
    calls = left.order_by("shelving_key").values_list("call_number", flat=True).distinct()
    return Homeless(left.count(), tuple(calls[:most]))


def _shelves(site_ids: Any) -> dict[int, PlanShape]:
    found = PlanShape.objects.select_related("plan", "place").filter(
        plan__site_id__in=site_ids, plan__removed_at=None, kind=rules.SHELF
    )
    return {each.pk: each for each in found}


def _spot(shape: PlanShape, parents: dict[int, int | None]) -> rules.Spot:
    return rules.Spot(shape.pk, shape.place_id, shape.key_from, shape.key_to, _above(shape.place_id, parents))


def _above(place_id: int | None, parents: dict[int, int | None]) -> tuple[int, ...]:
    """The places a place stands in, from the nearest on; a ring, which nobody should make, ends where it began."""
    found: list[int] = []
    at = parents.get(place_id) if place_id is not None else None
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return tuple(found)


def plan_paper(plan: FloorPlan, *, marked: int | None = None) -> Document:
    """A plan on paper: the drawing with its numbers, then what each number is; one of its shapes may be marked."""
    shapes = shapes_of(plan.pk)
    here = next((each for each in shapes if each.pk == marked), None)
    blocks: list[Block] = [Words(plan.name, TITLE), Words(plan.site.name, STRONG)]
    if here is not None:
        blocks.append(Words(_("The marked shelf is %(label)s.") % {"label": here.label}))
    blocks += [Gap(1), _drawing(plan, shapes, marked), Gap(2)]
    if shapes:
        head = (_("On the plan"), _("Label"), _("Call numbers"), _("Place"))
        blocks.append(Rows(head, tuple(_legend(number, each) for number, each in enumerate(shapes, 1)), 1))
    else:
        blocks.append(Words(_("Nothing is drawn yet"), QUIET))
    return Document(f"{plan.name}, {plan.site.name}", (Page(tuple(blocks), (get_language() or "en")[:2]),))


def _drawing(plan: FloorPlan, shapes: Sequence[PlanShape], marked: int | None) -> Drawing:
    under = b""
    if plan.picture is not None:
        with open_file(plan.picture) as file:
            under = file.read()
    rectangles = tuple(
        Rectangle(str(number), each.x, each.y, each.width, each.height, each.kind == rules.SHELF, each.pk == marked)
        for number, each in enumerate(shapes, 1)
    )
    return Drawing(plan.width, plan.height, rectangles, under)


def _legend(number: int, shape: PlanShape) -> tuple[str, str, str, str]:
    label = shape.label if shape.kind == rules.SHELF else f"{shape.label} ({shape.get_kind_display()})"
    return str(number), label, shape.range_words, shape.place.name if shape.place else ""
