"""Questions about displays: those of a school, what stands on one, what an item is shown on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving.models import Display, DisplayedLoan
from carrel.rooms.moving.rules.displays import no_such_display
from carrel.rooms.schools.queries import today_at


@dataclass(frozen=True, slots=True)
class DisplayRow:
    """One display as lists show it; `is_over` when its last day is past."""

    display: Display
    shown: int
    is_over: bool


def displays_of(site_id: int, now: datetime, *, ended: bool = False) -> list[DisplayRow]:
    """The displays of a school: those that stand, the first to end before the others, or the last fifty that ended."""
    today = today_at(site_id, now)
    rows = Display.objects.filter(site_id=site_id, ended_at__isnull=not ended).select_related("place")
    counted = rows.annotate(standing=Count("shown", filter=Q(shown__loan__returned_at=None)))
    ordered = counted.order_by("-ended_at") if ended else counted.order_by("until_on", "name", "pk")
    return [DisplayRow(each, each.standing, each.until_on < today) for each in ordered[:50]]


def display_in_sight(actor: Actor, display_id: int) -> Display | None:
    """One display of a school the actor works at."""
    found = Display.objects.select_related("place", "site").filter(pk=display_id).first()
    return found if found is not None and actor.sees_site(found.site_id) else None


def display_to_change(actor: Actor, display_id: int) -> Display:
    """The display an action is about, held against other writers; Refused when it is gone or another school's."""
    rows = Display.objects.select_for_update(of=("self",)).select_related("place", "site")
    found = rows.filter(pk=display_id).first()
    if found is None or not actor.sees_site(found.site_id):
        raise Refused(no_such_display())
    return found


def shown_on(display_id: int) -> QuerySet[DisplayedLoan]:
    """What stands on a display, in the order of the places and shelves it belongs to: so it is put back."""
    rows = DisplayedLoan.objects.filter(display_id=display_id, loan__returned_at=None)
    rows = rows.select_related("loan__item__record", "loan__item__place", "loan__item__item_type")
    return rows.order_by(
        "loan__item__place__sort", "loan__item__place__name", "loan__item__shelving_key",
        "loan__item__record__title_sort", "pk",
    )  # fmt: skip


def displays_of_items(item_ids: Collection[int]) -> dict[int, tuple[str, date]]:
    """What these items are shown on: the display's name and its last day. One statement."""
    rows = DisplayedLoan.objects.filter(loan__item_id__in=item_ids, loan__returned_at=None)
    values = rows.values_list("loan__item_id", "display__name", "display__until_on")
    return {item_id: (name, until_on) for item_id, name, until_on in values}


def to_take_down(site_id: int, now: datetime) -> list[DisplayRow]:
    """The displays of a school that are over and on which something stands."""
    return [each for each in displays_of(site_id, now) if each.is_over and each.shown]
