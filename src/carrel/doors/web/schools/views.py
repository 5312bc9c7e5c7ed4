"""The school's overview, its calendar, and the periods of its bell schedules."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.keeping import keep, remove
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.papers.screens import PRINTERS
from carrel.doors.web.people import screens as people
from carrel.doors.web.plans.shown import plans_card
from carrel.doors.web.schools.calendar_files import site_of
from carrel.doors.web.schools.month import month_of
from carrel.doors.web.schools.screens import SCREENS
from carrel.rooms.schools import queries
from carrel.rooms.schools.forms import BellPeriodForm, DaysForm, DistrictForm


@require_safe
@allowed("schools.view_settings")
def overview(request: HttpRequest) -> HttpResponse:
    """The district and its site in figures, with the way to each list."""
    actor = actor_of(request)
    cards: list[dict[str, object]] = [
        {"title": each.title, "lead": each.lead, "url": reverse(each.list_name), "count": each.rows(actor).count()}
        for each in (*SCREENS, *people.SCREENS, PRINTERS)
        if actor.may(each.view_permission)
    ]
    cards.insert(2, plans_card(actor))
    context = {
        "district": queries.district(),
        "cards": cards,
        "may_change": actor.may("schools.keep_district"),
        "may_choose_law": actor.may("charges.choose_law_profile"),
        "may_open_station": actor.may("circulation.open_self_check"),
    }
    return render(request, "web/schools/overview.html", context)


@allowed("schools.keep_district")
def keep_district(request: HttpRequest) -> HttpResponse:
    """Name, time zone, currency and language of the district."""
    form = DistrictForm(request.POST or None, instance=queries.district())
    if request.method == "POST" and form.is_valid():
        keep(actor_of(request), form, "schools.keep_district", now=now())
        messages.info(request, _("The district is kept."), extra_tags="done")
        return redirect("schools.overview")
    return render(request, "web/schools/district.html", {"form": form})


@require_safe
@allowed("schools.view_settings")
def calendar(request: HttpRequest) -> HttpResponse:
    """One month of the site's calendar; `?month=2026-11` turns the leaf."""
    actor = actor_of(request)
    site_id = site_of(actor)
    today = queries.today_at(site_id, now())
    month = month_of(queries.calendar_of(site_id), _month_asked(request.GET.get("month", ""), today), today)
    many = queries.sites_of(actor).count() > 1
    form = DaysForm(initial={"kind": "closed", "first_on": max(today, month.first)}, many=many)
    context = {
        "month": month,
        "form": form,
        "may_mark": actor.may("schools.mark_days"),
        "may_exchange": actor.may("schools.send_calendar"),
        "lately": queries.lately_marked(actor) if actor.may("schools.mark_days") else (),
    }
    return render(request, "web/schools/calendar.html", context)


@allowed("schools.keep_bell_period")
def bell_periods(request: HttpRequest, pk: int) -> HttpResponse:
    """The periods of one bell schedule, with a line to add the next."""
    actor = actor_of(request)
    schedule = queries.bell_schedules_in_sight(actor).filter(pk=pk).first()
    if schedule is None:
        raise Http404
    form = BellPeriodForm(request.POST or None, initial={"bell_schedule": schedule.pk})
    if request.method == "POST" and form.is_valid():
        keep(actor, form, "schools.keep_bell_period", now=now())
        return redirect("schools.bell_periods", pk=pk)
    context = {"schedule": schedule, "periods": schedule.bell_periods.all(), "form": form}
    return render(request, "web/schools/bell_periods.html", context)


@require_POST
@allowed("schools.keep_bell_period")
def remove_bell_period(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one period away again."""
    actor = actor_of(request)
    period = queries.bell_period_in_sight(actor, pk)
    if period is None:
        raise Http404
    schedule_id = period.bell_schedule_id
    remove(actor, period, "schools.keep_bell_period", now=now())
    return redirect("schools.bell_periods", pk=schedule_id)


def _month_asked(text: str, today: date) -> date:
    """The first of the month in `2026-11`; the present month for anything else."""
    year, _dash, month = text.partition("-")
    if year.isdecimal() and month.isdecimal() and 1900 <= int(year) <= 2200 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)
