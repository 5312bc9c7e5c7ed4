"""Counting days anew, as long work with progress."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web import long_work
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import put_on
from carrel.doors.web.templatetags.carrel_web import day_words
from carrel.rooms.reports import actions
from carrel.rooms.reports.forms import DaysForm

COUNT = "reports.recount_days"


@allowed(COUNT)
def recount_days(request: HttpRequest) -> HttpResponse:
    """Which days are to be counted anew; a job begins."""
    form = DaysForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        title = _("Counting %(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}
        try:
            job_id = actions.begin_recount(actor_of(request), first_on=first, last_on=last, title=title, now=now())
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("reports.job", job_id)
    return render(request, "web/reports/recount.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@allowed("reports.view_figures")
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far the counting is, and what came of it."""
    seen = long_work.seen(request, job_id, "reports")
    context = {"seen": seen, "job": seen.job, "state": long_work.STATES[seen.job.status],
               "fault": long_work.broke_off(seen.job)}  # fmt: skip
    return render(request, "web/reports/job.html", context)


@require_POST
@allowed("reports.view_figures")
def pause(request: HttpRequest, job_id: int) -> HttpResponse:
    """Pause the counting after the month it is in."""
    return long_work.pause(request, job_id, room="reports", page="reports.job")


@require_POST
@allowed("reports.view_figures")
def go_on(request: HttpRequest, job_id: int) -> HttpResponse:
    """Go on where it left off."""
    return long_work.go_on(request, job_id, room="reports", page="reports.job")
