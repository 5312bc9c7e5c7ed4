"""Sending a roster in, looking at what it would do, letting it in; who left and still has something."""

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.jobs import queries as jobs
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentences
from carrel.doors.web.rosters import shown
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.rosters import actions, queries
from carrel.rooms.rosters.forms import LetInForm, PeopleListForm, RosterForm

if TYPE_CHECKING:
    from carrel.rooms.rosters.models import RosterImport

ROWS_A_PAGE = 100
UNDER_WAY = {"waiting", "applying"}


@require_safe
@allowed("rosters.view_imports")
def imports(request: HttpRequest) -> HttpResponse:
    """The rosters sent in, newest first, and the form for the next one."""
    actor = actor_of(request)
    page = Paginator(queries.imports_of(actor), 30).get_page(request.GET.get("page"))
    form = RosterForm(initial={"key": secrets.token_urlsafe(12)}) if actor.may("rosters.take_in_roster") else None
    rows = [shown.run_shown(run) for run in page]
    context = {
        "page": page,
        "rows": rows,
        "form": form,
        "may_chase": actor.may("rosters.view_leavers"),
        "may_fetch": actor.may("rosters.keep_roster_schedule"),
        "may_roll_over": actor.may("rosters.roll_over_grades"),
        "schedule": queries.roster_schedule(),
    }
    return render(request, "web/rosters/imports.html", context)


@allowed("rosters.take_in_roster")
def take_in_roster(request: HttpRequest) -> HttpResponse:
    """Send a roster in; the worker reads and compares it."""
    form = RosterForm(request.POST or None, request.FILES or None, initial={"key": secrets.token_urlsafe(12)})
    if request.method == "POST" and form.is_valid():
        stream, name = form.package()
        try:
            import_id = actions.take_in_roster(
                actor_of(request),
                stream=stream,
                name=name,
                leavers_in_a_hundred=form.cleaned_data["leavers_in_a_hundred"],
                is_whole=form.cleaned_data["is_whole"],
                key=form.cleaned_data["key"],
                now=now(),
            )
        except Refused as refused:
            for text in sentences(refused):
                form.add_error("roster", text)
        else:
            return redirect("rosters.roster_import", import_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "web/rosters/take_in_roster.html", {"form": form}, status=status)


@require_safe
@allowed("rosters.view_imports")
def roster_import(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """One roster: under way, refused with its faults, or compared with every difference."""
    actor = actor_of(request)
    seen = queries.import_page(actor, import_id)
    if seen is None:
        raise Http404
    run = seen.run
    shape = wanted_shape(request)
    if shape:
        return table_response(shown.report_table(run), shape)
    if run.status in UNDER_WAY:
        job = jobs.job_page(actor, run.job_id, now=now()) if run.job_id else None
        return render(request, "web/rosters/under_way.html", {"run": run, "job": job, "title": shown.title_of(run)})
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    tabs = shown.tabs_of(seen.counts, request.GET.get("tab", ""))
    current = next((tab for tab in tabs if tab["current"]), None)
    found = queries.differences_of(run.pk, str(current["kind"])) if current else ()
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    heads = run.reading.get("heads")
    can_map = bool(heads) and run.status in {"compared", "refused"} and actor.may("rosters.map_people_list")
    context = {
        "run": run,
        "title": shown.title_of(run),
        "report": shown.report_shown(run),
        "tabs": tabs,
        "current": current,
        "page": page,
        "rows": [shown.difference_shown(row) for row in page],
        "has_fields": any(row["fields"] for row in page),
        "can_apply": seen.can_apply and actor.may("rosters.apply_roster"),
        "can_drop": run.status in {"compared", "refused"} and actor.may("rosters.drop_roster"),
        "can_repeat": not run.is_forgotten
        and not (run.report.get("faults") and not heads)
        and actor.may("rosters.take_in_roster"),
        "columns": _columns_form(run) if can_map else None,
        "form": LetInForm(initial={"key": secrets.token_urlsafe(12)}),
    }
    return render(request, "web/rosters/roster_import.html", context)


@require_POST
@allowed("rosters.apply_roster")
def send_roster(request: HttpRequest, import_id: int) -> HttpResponse:
    """Let a compared roster in; the worker does it."""
    form = LetInForm(request.POST)
    if not form.is_valid():
        messages.info(request, _("Why this is right: use 200 signs at most."), extra_tags="refused")
        return redirect("rosters.roster_import", import_id)
    actions.send_roster(actor_of(request), import_id=import_id, now=now(), **form.cleaned_data)
    return redirect("rosters.roster_import", import_id)


def _columns_form(run: "RosterImport", data: Any = None) -> PeopleListForm:
    reading = run.reading
    return PeopleListForm(
        data,
        heads=reading.get("heads", []),
        columns=reading.get("columns", {}),
        initial={"is_whole": reading.get("whole", False)},
    )


@require_POST
@allowed("rosters.map_people_list")
def map_people_list(request: HttpRequest, import_id: int) -> HttpResponse:
    """Say which column of a list is which, and compare it again."""
    actor = actor_of(request)
    seen = queries.import_page(actor, import_id)
    if seen is None:
        raise Http404
    form = _columns_form(seen.run, request.POST)
    if form.is_valid():
        actions.map_people_list(
            actor,
            import_id=import_id,
            columns=form.columns,
            is_whole=form.cleaned_data["is_whole"],
            now=now(),
        )
    else:
        messages.info(request, _("Choose columns from the list only."), extra_tags="refused")
    return redirect("rosters.roster_import", import_id)


@require_POST
@allowed("rosters.take_in_roster")
def take_in_again(request: HttpRequest, import_id: int) -> HttpResponse:
    """Compare the file of an import again, with what is known now."""
    again = actions.take_in_again(actor_of(request), import_id=import_id, now=now())
    return redirect("rosters.roster_import", again)


@require_POST
@allowed("rosters.drop_roster")
def drop_roster(request: HttpRequest, import_id: int) -> HttpResponse:
    """Put a roster aside: nothing of it comes in."""
    actions.drop_roster(actor_of(request), import_id=import_id, now=now())
    messages.info(request, _("Put aside. Nothing came in."), extra_tags="done")
    return redirect("rosters.imports")


@require_safe
@allowed("rosters.view_leavers")
def leavers(request: HttpRequest) -> HttpResponseBase:
    """Who is in no roster any more and still has something: nobody is deleted, these are asked for it."""
    moment = now()
    rows = shown.chase_list(actor_of(request), moment)
    shape = wanted_shape(request)
    if shape:
        return table_response(shown.chase_table(rows), shape)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "web/rosters/leavers.html",
        {"page": page, "count": len(rows), "may_clear": actor_of(request).may("recovery.begin_clearance")},
    )
