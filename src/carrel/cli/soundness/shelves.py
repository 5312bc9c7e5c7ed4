"""The shelves as they are drawn, and what leaves them: floor plans and weeding."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q

from carrel.rooms.care.models import DisposalLine
from carrel.rooms.care.rules.disposal import CARRIED_OUT
from carrel.rooms.inventory.rules import WITHDRAWN
from carrel.rooms.plans import rules as drawing
from carrel.rooms.plans.models import FloorPlan, PlanShape
from carrel.rooms.weeding import rules as weeding
from carrel.rooms.weeding.models import KeptCopy, WeedingLine, WeedingList, WeedingProfile
from carrel.rooms.weeding.queries import rules_of


def plans(_now: datetime) -> Iterator[str]:
    """Every shape lies on its sheet and at its school; a shelf's range begins before it ends, under its keys."""
    sides = (drawing.LEAST_SIDE, drawing.MOST_SIDE)
    odd = FloorPlan.objects.exclude(width__range=sides, height__range=sides)
    for pk, name, width, height in odd.values_list("pk", "name", "width", "height"):
        yield f"Floor plan {pk} ({name}) is {width} by {height} squares; {sides[0]} to {sides[1]} are possible."
    shapes = PlanShape.objects.order_by("pk")
    off = Q(plan__width__lt=F("x") + F("width")) | Q(plan__height__lt=F("y") + F("height"))
    for pk, label, plan in shapes.filter(off).values_list("pk", "label", "plan_id"):
        yield f"Shape {pk} ({label}) lies beyond the sheet of floor plan {plan}."
    strange = shapes.filter(place__isnull=False).exclude(place__site=F("plan__site"))
    for pk, label, plan in strange.values_list("pk", "label", "plan_id"):
        yield f"Shape {pk} ({label}) of floor plan {plan} is tied to a place of another school."
    for shape in shapes.filter(~Q(call_from="") | ~Q(call_to="") | ~Q(key_from="")).select_related("plan"):
        first, last = drawing.keys_of(shape.shape, shape.plan.scheme)
        if not first or last + drawing.AFTER_ANY_KEY <= first:
            yield f"Shelf {shape.pk} ({shape.label}) of floor plan {shape.plan_id} ends before it begins."
        elif (first, last) != (shape.key_from, shape.key_to):
            yield f"Shelf {shape.pk} ({shape.label}) of floor plan {shape.plan_id} stands under keys not of its range."


def weeded(_now: datetime) -> Iterator[str]:
    """Lists are marked as they say, what is kept says by which line, and what was carried out is withdrawn."""
    for profile in WeedingProfile.objects.filter(removed_at=None):
        for rule in rules_of(profile):
            first, last = rule.keys
            if first and last + weeding.AFTER_ANY_KEY <= first:
                yield f"Line “{rule.section}” of weeding table {profile.pk} ({profile.name}) ends before it begins."
    undated = WeedingList.objects.filter(disposal__isnull=False).exclude(
        proposed_at__isnull=False, disposal__site=F("site")
    )
    for pk, name in undated.values_list("pk", "name"):
        yield f"Weeding list {pk} ({name}) has a disposal list, but was not proposed at this school."
    yield from _lines()
    yield from _carried_out()


def _lines() -> Iterator[str]:
    lines = WeedingLine.objects.values_list("pk", "weeding_list_id", "item_id")
    unsaid = Q(mark="", marked_at__isnull=False) | (~Q(mark="") & Q(marked_at=None))
    for pk, listed, item in lines.filter(unsaid):
        yield f"Line {pk} (item {item}) of weeding list {listed} is marked without a moment, or not marked at one."
    for pk, listed, item in lines.filter(reasons=[]):
        yield f"Line {pk} (item {item}) of weeding list {listed} has no reason."
    for pk, listed, item in lines.filter(is_added=True, mark=""):
        yield f"Line {pk} (item {item}) of weeding list {listed} was added by hand, and has no mark."
    kept = KeptCopy.objects.filter(line__isnull=False).exclude(line__item=F("item"), line__mark=weeding.KEEP)
    for item, line in kept.values_list("item_id", "line_id"):
        yield f"Item {item} is kept by line {line} of a weeding list, which does not say so."


def _carried_out() -> Iterator[str]:
    """Lines end when their list is carried out, and the items are withdrawn then, unless changed since."""
    for pk, listed in DisposalLine.objects.filter(is_open=True, disposal__state=CARRIED_OUT).values_list(
        "item_id", "disposal_id"
    ):
        yield f"Item {pk} stands open on disposal list {listed}, which is carried out."
    ended = DisposalLine.objects.filter(is_open=False)
    for pk, listed in ended.exclude(disposal__state=CARRIED_OUT).values_list("item_id", "disposal_id"):
        yield f"Item {pk} is done with on disposal list {listed}, which is not carried out."
    since = Q(item__state_since_at__lte=F("disposal__carried_out_at"))
    stayed = ended.filter(since, disposal__state=CARRIED_OUT).exclude(item__state=WITHDRAWN)
    for pk, listed, state in stayed.values_list("item_id", "disposal_id", "item__state"):
        yield f"Item {pk} was withdrawn with disposal list {listed}, but its state is {state}."
