"""How a plan is shown: its shapes in the measures of a drawing, its findings in sentences, where a copy stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.rooms.plans import queries, rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carrel.cellar.kernel.actors import Actor
    from carrel.rooms.plans.models import FloorPlan, PlanShape
    from carrel.rooms.plans.queries import Stand

SQUARE = 20
"""Units of the drawing to a square of the sheet."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape as the drawing takes it: the rectangle in its units, the middle for its label, whether it is marked."""

    row: PlanShape
    x: int
    y: int
    width: int
    height: int
    is_marked: bool = False

    @property
    def middle_x(self) -> int:
        return self.x + self.width // 2

    @property
    def middle_y(self) -> int:
        return self.y + self.height // 2

    @property
    def is_upright(self) -> bool:
        """Whether its label is turned: a shelf along a side wall."""
        return self.height > self.width * 2

    @property
    def range_words(self) -> str:
        return self.row.range_words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole plan for the drawing."""

    plan: FloorPlan
    width: int
    height: int
    shapes: tuple[Drawn, ...]

    @property
    def has_picture(self) -> bool:
        return self.plan.picture_id is not None

    @property
    def marked(self) -> Drawn | None:
        return next((each for each in self.shapes if each.is_marked), None)


def sheet_of(plan: FloorPlan, *, marked: int | None = None) -> Sheet:
    """A plan for the drawing, one of its shapes marked."""
    shapes = tuple(
        Drawn(row, row.x * SQUARE, row.y * SQUARE, row.width * SQUARE, row.height * SQUARE, row.pk == marked)
        for row in queries.shapes_of(plan.pk)
    )
    return Sheet(plan, plan.width * SQUARE, plan.height * SQUARE, shapes)


def finding_words(found: Sequence[rules.Finding]) -> list[str]:
    """Each gap and overlap in a sentence that names both shelves."""
    return [_finding(each) for each in found]


def _finding(each: rules.Finding) -> str:
    facts = {
        "before": each.before, "after": each.after, "ends": each.ends, "begins": each.begins,
        "what": each.first if each.last in ("", each.first) else f"{each.first} – {each.last}",
    }  # fmt: skip
    if each.kind == "overlap":
        return (
            _("“%(before)s” ends with %(ends)s, “%(after)s” begins with %(begins)s: %(what)s stands on both.") % facts
        )
    return _("“%(before)s” ends with %(ends)s, “%(after)s” begins with %(begins)s: %(what)s stands nowhere.") % facts


@dataclass(frozen=True, slots=True)
class OnTheMap:
    """Where a copy stands, with the sheet its shelf is drawn on."""

    stand: Stand
    sheet: Sheet


def maps_of(item_ids: Sequence[int]) -> list[OnTheMap]:
    """The shelves these copies stand on, each once, in the order of the copies."""
    stands = queries.stands_of(item_ids)
    found: dict[int, OnTheMap] = {}
    for item_id in item_ids:
        stand = stands.get(item_id)
        if stand is not None and stand.shape_id not in found and (plan := queries.plan_on_show(stand.plan_id)):
            found[stand.shape_id] = OnTheMap(stand, sheet_of(plan, marked=stand.shape_id))
    return list(found.values())


def plans_card(actor: Actor) -> dict[str, object]:
    """The line of the school's overview that leads to its plans."""
    return {
        "title": _("Floor plans"), "lead": _("Shelves and seats drawn; records show where their copies stand."),
        "url": reverse("plans.plans"), "count": queries.plans_of(actor).count(),
    }  # fmt: skip
