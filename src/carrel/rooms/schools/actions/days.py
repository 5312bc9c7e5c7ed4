"""keep_site, mark_days, clear_days, take_back_days: what changes the open days of a site by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.forms import ModelForm

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.keeping import keep
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.schools.models import CalendarDay, Site, new_token
from carrel.rooms.schools.queries import marked_days


@dataclass(frozen=True, slots=True)
class Marked:
    """What marking days changed: the act, and how many days of how many sites are different now."""

    act_id: int
    days: int
    sites: int


def keep_site(actor: Actor, *, form: "ModelForm[Any]", now: datetime) -> Site:
    """Save a site; whoever has kept its calendar reads it anew, for its open weekdays may have changed.

    Raises NotAllowed, and Refused schools.other_site: a site is added by the district only.
    Inverse: keep_site, with the values of before.
    """
    require(actor, "schools.keep_site")
    if not actor.is_district and form.instance.pk not in actor.site_ids:
        raise Refused(Objection("schools.other_site", Weight.REFUSE))
    with writing():
        kept = keep(actor, form, "schools.keep_site", now=now)
        assert isinstance(kept, Site)
        kept.calendar_token = new_token()
        kept.save(update_fields=["calendar_token"])
    return kept


def mark_days(
    actor: Actor, *, site_ids: Collection[int], first_on: date, last_on: date, kind: str, note: str = "", now: datetime
) -> Marked:
    """Make each day from first to last closed, half or open at these sites, replacing what was marked before.

    `kind` is a CalendarDay.Kind. Due dates already given do not move. Raises NotAllowed, and Refused for a site out of
    scope.
    Inverse: take_back_days.
    """
    require(actor, "schools.mark_days")
    require_sites(actor, site_ids)
    days = _days(first_on, last_on)
    with writing():
        before = _before(site_ids, first_on, last_on)
        CalendarDay.objects.filter(site_id__in=site_ids, day__range=(first_on, last_on)).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(site_id=site_id, day=day, kind=kind, note=note) for site_id in site_ids for day in days
        )
        renew_calendars(site_ids)
        facts = _facts(site_ids, first_on, last_on, before) | {"kind": kind, "note": note}
        act_id = record_act(actor, "schools.mark_days", about=("site", min(site_ids)), at=now, facts=facts)
    return Marked(act_id, len(days), len(site_ids))


def clear_days(actor: Actor, *, site_ids: Collection[int], first_on: date, last_on: date, now: datetime) -> Marked:
    """Make the days from first to last ordinary again: open or closed as their weekday is.

    Raises NotAllowed, and Refused for a site out of scope. Inverse: take_back_days.
    """
    require(actor, "schools.clear_days")
    require_sites(actor, site_ids)
    with writing():
        before = _before(site_ids, first_on, last_on)
        CalendarDay.objects.filter(site_id__in=site_ids, day__range=(first_on, last_on)).delete()
        renew_calendars(site_ids)
        facts = _facts(site_ids, first_on, last_on, before)
        act_id = record_act(actor, "schools.clear_days", about=("site", min(site_ids)), at=now, facts=facts)
    return Marked(act_id, len(before), len(site_ids))


def take_back_days(actor: Actor, *, act_id: int, now: datetime) -> Marked:
    """Make every day of one marking or clearing what it was before; a day marked otherwise since stays as it is.

    Raises NotAllowed, and Refused for another act, a site out of scope, or one taken back before.
    Inverse: mark_days or clear_days, once more.
    """
    require(actor, "schools.take_back_days")
    with writing():
        AuditEntry.objects.select_for_update().filter(pk=act_id).values_list("pk").first()
        found = marked_days(actor, act_id)
        if found is None:
            raise Refused(Objection("schools.marking_unknown", Weight.REFUSE))
        if found.is_taken_back:
            raise Refused(Objection("schools.marking_taken_back", Weight.REFUSE))
        stretch = CalendarDay.objects.filter(site_id__in=found.site_ids, day__range=(found.first_on, found.last_on))
        stands = {(each.site_id, each.day): (each.kind, each.note) for each in stretch}
        mark = (found.kind, found.note) if found.kind else None
        back = [
            (site_id, day)
            for site_id in found.site_ids
            for day in _days(found.first_on, found.last_on)
            if stands.get((site_id, day)) == mark
        ]
        for site_id, day in back:
            CalendarDay.objects.filter(site_id=site_id, day=day).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(
                site_id=site_id, day=day, kind=found.before[site_id, day][0], note=found.before[site_id, day][1]
            )
            for site_id, day in back
            if (site_id, day) in found.before
        )
        renew_calendars(found.site_ids)
        every = len(found.site_ids) * ((found.last_on - found.first_on).days + 1)
        facts = {"days": len(back), "stayed": every - len(back)}
        undo_id = record_act(actor, "schools.take_back_days", about=("marked_days", act_id), at=now, facts=facts)
    return Marked(undo_id, len({day for _, day in back}), len({site_id for site_id, _ in back}))


def require_sites(actor: Actor, site_ids: Collection[int]) -> None:
    """Raise Refused unless the actor holds a role at each of these sites, and there is one."""
    if not site_ids or not all(actor.sees_site(each) for each in site_ids):
        raise Refused(Objection("schools.other_site", Weight.REFUSE, {"name": actor.name}))


def _days(first_on: date, last_on: date) -> list[date]:
    return [first_on + timedelta(days=step) for step in range((last_on - first_on).days + 1)]


def _facts(site_ids: Collection[int], first_on: date, last_on: date, before: list[list[str]]) -> dict[str, object]:
    return {"sites": sorted(site_ids), "first_on": str(first_on), "last_on": str(last_on), "before": before}


def _before(site_ids: Collection[int], first_on: date, last_on: date) -> list[list[str]]:
    marked = CalendarDay.objects.filter(site_id__in=site_ids, day__range=(first_on, last_on))
    return [[str(each.site_id), str(each.day), each.kind, each.note] for each in marked]


def renew_calendars(site_ids: Collection[int]) -> None:
    """Give each site a new token, so that no process counts on with days it has kept.

    No inverse: a token is only another than before.
    """
    for site_id in site_ids:
        Site.objects.filter(pk=site_id).update(calendar_token=new_token())
