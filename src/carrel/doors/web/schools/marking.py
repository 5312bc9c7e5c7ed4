"""Days marked by hand: what it would mean for loans, marking, moving due dates with it, and taking all of it back."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.schools.calendar_files import LOANS_SHOWN, STATES, site_of
from carrel.doors.web.schools.month import month_of
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.phrases import STAYS
from carrel.rooms.circulation.queries.closing import (
    ClosedDue,
    by_closed_day,
    dues_on_closed,
    last_move,
    staying_by_reason,
)
from carrel.rooms.schools import actions, queries
from carrel.rooms.schools.forms import DaysForm
from carrel.rooms.schools.queries import MarkedDays
from carrel.rooms.schools.rules import Calendar, DayChange

ABOUT = "marked_days"


@require_POST
@allowed("schools.mark_days")
def mark_days(request: HttpRequest) -> HttpResponse:
    """Close, halve or open a stretch of days, or make them ordinary again.

    Where loans fall due on a day that closes, this is shown first, with their number and where they would move.
    """
    actor = actor_of(request)
    site_id = site_of(actor)
    form = DaysForm(request.POST, many=queries.sites_of(actor).count() > 1)
    if not form.is_valid() or "again" in request.POST:
        today = queries.today_at(site_id, now())
        month = month_of(queries.calendar_of(site_id), today.replace(day=1), today)
        context = {"month": month, "form": form, "may_mark": True, "lately": queries.lately_marked(actor)}
        return render(request, "web/schools/calendar.html", context, status=422 if form.errors else 200)
    values = form.cleaned_data
    site_ids = [each.pk for each in queries.sites_of(actor)] if values.get("all_sites") else [site_id]
    days = _days(values["first_on"], values["last_on"])
    dues = _dues_if_marked(values, site_ids, days) if actor.may("circulation.view_loans") else ()
    if dues and "keep" not in request.POST:
        return _preview(request, actor, form, dues)
    marked = _mark(actor, values, site_ids, days, move=bool(request.POST.get("move_due_dates")))
    if dues:
        messages.info(request, _("Marked."), extra_tags="done")
        return redirect("schools.marked_days", marked)
    messages.info(request, _("Marked. No loan was due on a day that closed."), extra_tags="done")
    return redirect(f"{reverse('schools.calendar')}?month={values['first_on']:%Y-%m}")


@require_safe
@allowed("schools.mark_days")
def marked_days(request: HttpRequest, act_id: int) -> HttpResponse:
    """One marking: its days, the due dates that moved with it, those still due on a closed day, and taking it back."""
    actor = actor_of(request)
    found = _found(actor, act_id)
    dues = _dues_now(found) if actor.may("circulation.view_loans") and not found.is_taken_back else ()
    moved = last_move((ABOUT, act_id)) is not None
    context = {
        "marked": found,
        "state": STATES.get(found.kind, _("ordinary")),
        "moved": moved,
        "is_one_day": found.first_on == found.last_on,
        "may_move": not moved and actor.may("circulation.move_due_dates") and any(each.to_on for each in dues),
    } | _shown(dues)
    return render(request, "web/schools/marked_days.html", context)


@require_POST
@allowed("circulation.move_due_dates")
def move_due_dates(request: HttpRequest, act_id: int) -> HttpResponse:
    """Move the due dates that still lie on the days of this marking; once, so that one way leads back."""
    actor = actor_of(request)
    found = _found(actor, act_id)
    if found.is_taken_back or last_move((ABOUT, act_id)) is not None:
        return redirect("schools.marked_days", act_id)
    days = dict.fromkeys(found.site_ids, _days(found.first_on, found.last_on))
    done = circulation.move_due_dates(actor, days=days, about=(ABOUT, act_id), now=now())
    said = ngettext("%(n)s due date has moved.", "%(n)s due dates have moved.", done.moved)
    messages.info(request, said % {"n": done.moved}, extra_tags="done")
    return redirect("schools.marked_days", act_id)


@require_POST
@allowed("schools.take_back_days")
def take_back_days(request: HttpRequest, act_id: int) -> HttpResponse:
    """Make the days what they were before, and give the loans that moved with them their dates again."""
    actor = actor_of(request)
    _found(actor, act_id)
    try:
        with writing():
            marked = actions.take_back_days(actor, act_id=act_id, now=now())
            if last_move((ABOUT, act_id)) is not None:
                circulation.move_due_dates_back(actor, about=(ABOUT, act_id), now=now())
    except Refused as refused:
        tell_refused(request, refused)
    else:
        said = ngettext("%(count)s day is as it was.", "%(count)s days are as they were.", marked.days)
        messages.info(request, said % {"count": marked.days}, extra_tags="done")
    return redirect("schools.marked_days", act_id)


def _mark(
    actor: Actor, values: Mapping[str, Any], site_ids: Collection[int], days: Collection[date], *, move: bool
) -> int:
    """Mark the days, and move the due dates if that was ticked: both or neither. Returns the act."""
    stretch = {"site_ids": site_ids, "first_on": values["first_on"], "last_on": values["last_on"], "now": now()}
    with writing():
        if values["kind"] == DaysForm.ORDINARY:
            marked = actions.clear_days(actor, **stretch)
        else:
            marked = actions.mark_days(actor, kind=values["kind"], note=values["note"], **stretch)
        if move:
            circulation.move_due_dates(
                actor, days=dict.fromkeys(site_ids, days), about=(ABOUT, marked.act_id), now=now()
            )
    return marked.act_id


def _dues_if_marked(
    values: Mapping[str, Any], site_ids: Collection[int], days: Collection[date]
) -> tuple[ClosedDue, ...]:
    """The loans due on the days that this would close, at each of the schools."""
    calendars: dict[int, Calendar] = {}
    closing: dict[int, list[date]] = {}
    kind = "" if values["kind"] == DaysForm.ORDINARY else values["kind"]
    for site_id in site_ids:
        calendar = queries.calendar_of(site_id)
        calendars[site_id] = calendar.with_days(DayChange(day, "", "", kind, values["note"]) for day in days)
        closing[site_id] = [day for day in days if calendar.is_open(day)]
    return dues_on_closed(calendars, closing)


def _dues_now(found: MarkedDays) -> tuple[ClosedDue, ...]:
    calendars = {each: queries.calendar_of(each) for each in found.site_ids}
    return dues_on_closed(calendars, dict.fromkeys(found.site_ids, _days(found.first_on, found.last_on)))


def _preview(request: HttpRequest, actor: Actor, form: DaysForm, dues: tuple[ClosedDue, ...]) -> HttpResponse:
    values = form.cleaned_data
    context = {
        "values": values,
        "is_one_day": values["first_on"] == values["last_on"],
        "carried": [(name, request.POST[name]) for name in form.fields if name in request.POST],
        "may_move": actor.may("circulation.move_due_dates"),
    } | _shown(dues)
    return render(request, "web/schools/mark_days.html", context)


def _shown(dues: tuple[ClosedDue, ...]) -> dict[str, Any]:
    return {
        "closed_days": by_closed_day(dues),
        "dues": [(each, STAYS.get(each.stays, "")) for each in dues[:LOANS_SHOWN]],
        "staying": [(count, STAYS.get(code, "")) for code, count in staying_by_reason(dues)],
        "loans": len(dues),
        "moving": sum(1 for each in dues if each.to_on is not None),
    }


def _found(actor: Actor, act_id: int) -> MarkedDays:
    found = queries.marked_days(actor, act_id)
    if found is None:
        raise Http404
    return found


def _days(first_on: date, last_on: date) -> list[date]:
    return [date.fromordinal(number) for number in range(first_on.toordinal(), last_on.toordinal() + 1)]
