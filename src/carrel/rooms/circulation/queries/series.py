"""The hard due dates and the rows of the grid, as their pages list them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.circulation.models import HardDueDate, HardDueDay, PolicyRow
from carrel.rooms.circulation.rules.due_dates import Compare, HardDay, hard_day_for, next_hard_day


def series_name(series_id: int) -> str:
    """The name of a series; empty for one that is gone."""
    return HardDueDate.objects.filter(pk=series_id).values_list("name", flat=True).first() or ""


def series_in_sight(actor: Actor) -> QuerySet[HardDueDate]:
    """The series of the district and of the actor's sites, with their dates."""
    found = HardDueDate.objects.select_related("site").prefetch_related("days").order_by("name", "pk")
    return found if actor.is_district else found.filter(site=None) | found.filter(site__in=actor.site_ids)


@dataclass(frozen=True, slots=True)
class SeriesShown:
    """A series with the date that holds for a loan of today, and the one that takes over, with the day it does.

    `now_on` is None, and `is_past` says so, when no date is ahead: then it limits nothing.
    """

    series: HardDueDate
    now_on: date | None
    next_on: date | None
    next_from: date | None

    @property
    def is_past(self) -> bool:
        return self.now_on is None


def series_shown(actor: Actor, today: date) -> list[SeriesShown]:
    """The series in the actor's sight as they stand on a day. Two statements."""
    found = []
    for each in series_in_sight(actor):
        days = [HardDay(each.pk, each.name, one.on, Compare(one.compare), one.active_from) for one in each.days.all()]
        holds, following = hard_day_for(days, today), next_hard_day(days, today)
        found.append(
            SeriesShown(
                each,
                holds.on if holds is not None and holds.on >= today else None,
                following[1].on if following else None,
                following[0] if following else None,
            )
        )
    return found


def days_of(series_id: int) -> Sequence[HardDueDay]:
    """The dates of a series in order."""
    return list(HardDueDay.objects.filter(hard_due_date=series_id))


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the grid with whether the actor may change it."""

    row: PolicyRow
    may_change: bool


def rows_in_sight(actor: Actor) -> list[RowShown]:
    """The rows that can decide at the actor's sites, the most general first: each is read before its exceptions."""
    rows = PolicyRow.objects.select_related("site", "category", "item_type", "hard_due_date")
    if not actor.is_district:
        rows = rows.filter(site=None) | rows.filter(site__in=actor.site_ids)
    may_edit = actor.may("circulation.save_policy_row")
    found = [
        RowShown(
            each, may_edit and (actor.is_district or (each.site_id is not None and each.site_id in actor.site_ids))
        )
        for each in rows
    ]
    return sorted(found, key=_general_first)


def _general_first(shown: RowShown) -> tuple[object, ...]:
    row = shown.row
    site, category, item_type = row.site, row.category, row.item_type
    return (
        site is not None, site.name if site else "",
        category is not None, category.sort if category else 0, category.name if category else "",
        item_type is not None, item_type.sort if item_type else 0, item_type.name if item_type else "",
    )  # fmt: skip


def row_in_sight(actor: Actor, row_id: int) -> PolicyRow | None:
    """A row the actor may change, or None."""
    for each in rows_in_sight(actor):
        if each.row.pk == row_id and each.may_change:
            return each.row
    return None
