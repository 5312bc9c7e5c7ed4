"""The library's plan: what the tests of floor plans begin with."""

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.plans import actions, queries
from carrel.rooms.plans.models import FloorPlan
from carrel.rooms.plans.rules import Shape
from tests.cast import Cast
from tests.makers import NOON

FIRST = Shape("shelf", "Shelf 1", 2, 2, 12, 2, None, "FIC A", "FIC H")
SECOND = Shape("shelf", "Shelf 2", 2, 6, 12, 2, None, "FIC I", "FIC Z")
SEATS = Shape("seat", "Seats", 20, 8, 4, 4)


def plan(cast: Cast, *shapes: Shape) -> int:
    """A plan Dee began, with these drawn on it."""
    plan_id = actions.add_plan(cast.actor(cast.dee), site_id=cast.middle.pk, name="Library", now=NOON)
    if shapes:
        keep(cast, plan_id, *shapes)
    return plan_id


def keep(cast: Cast, plan_id: int, *shapes: Shape, version: int | None = None, **values: object) -> int:
    found = row(plan_id)
    sheet = {"name": found.name, "width": found.width, "height": found.height, "scheme": found.scheme} | values
    drawn_on = found.version if version is None else version
    return actions.keep_plan(
        cast.actor(cast.dee), plan_id=plan_id, version=drawn_on, shapes=shapes, now=NOON,
        **sheet,  # type: ignore[arg-type]  # the sheet's own values
    )  # fmt: skip


def row(plan_id: int) -> FloorPlan:
    return FloorPlan.objects.get(pk=plan_id)


def shapes(plan_id: int) -> list[Shape]:
    return [each.shape for each in queries.shapes_of(plan_id)]


def codes(refused: Refused) -> list[str]:
    return [each.code for each in refused.objections]
