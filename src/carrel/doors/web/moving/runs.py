"""Delivery runs as pages: the rounds, one on a day, its sheet for the driver, its stops ticked off."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.cellar.tables import NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import number_in
from carrel.doors.web.moving.shown import do, tabs
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.moving import actions
from carrel.rooms.moving.forms import RunForm, run_initial
from carrel.rooms.moving.queries import papers
from carrel.rooms.moving.queries import runs as queries
from carrel.rooms.moving.rules.runs import runs_on
from carrel.rooms.schools.queries import site_names, today_at

if TYPE_CHECKING:
    from carrel.rooms.moving.models import Run
    from carrel.rooms.moving.rules.runs import Load

VIEW = "moving.view_runs"


def _week(weekdays: str) -> str:
    names = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))
    return " ".join(name for name, sign in zip(names, weekdays, strict=True) if sign == "1")


@require_safe
@allowed(VIEW)
def runs(request: HttpRequest) -> HttpResponse:
    """Every round, and which are driven today."""
    actor = actor_of(request)
    today = today_at(actor.site_id, now())
    rows = [
        {"run": each, "week": _week(each.weekdays), "is_today": each.is_active and runs_on(each.weekdays, today)}
        for each in queries.runs()
    ]
    context = {"rows": rows, "tabs": tabs(actor, "runs"), "may_keep": actor.may("moving.keep_run")}
    return render(request, "web/moving/runs.html", context)


def _run(run_id: int) -> "Run":
    found = queries.run_by_id(run_id)
    if found is None:
        raise Http404
    return found


def _day(request: HttpRequest) -> date:
    """The day the page is about: today unless the address names another; years far away are none."""
    today = today_at(actor_of(request).site_id, now())
    text = request.GET.get("on", "") or request.POST.get("on", "")
    try:
        wanted = parse_date(text[:10]) if text else None
    except ValueError:
        wanted = None
    near = wanted is not None and abs((wanted - today).days) < 400
    return wanted if wanted is not None and near else today


@require_safe
@allowed(VIEW)
def run(request: HttpRequest, run_id: int) -> HttpResponseBase:
    """A round on a day (`?on=`): stop by stop what is taken up and set down; `?as=csv|xlsx`."""
    actor, found, day = actor_of(request), _run(run_id), _day(request)
    shown = queries.run_day(found, day)
    names = site_names()
    if shape := wanted_shape(request):
        return table_response(_table(shown, names), shape)
    stops = [
        {
            "stop": each,
            "up": [_load(actor, load, names) for load in each.up],
            "down": [_load(actor, load, names) for load in each.down],
        }
        for each in shown.stops
    ]
    context = {
        "run": found, "day": day, "shown": shown, "stops": stops,
        "left": [_load(actor, each, names) for each in shown.left],
        "before": day - timedelta(days=1), "after": day + timedelta(days=1), "is_driven": runs_on(found.weekdays, day),
        "week": _week(found.weekdays), "tabs": tabs(actor, "runs"), "may_tick": actor.may("moving.tick_stop"),
        "may_keep": actor.may("moving.keep_run"),
    }  # fmt: skip
    return render(request, "web/moving/run.html", context)


def _load(actor: Actor, load: "Load", names: dict[int, str]) -> dict[str, Any]:
    is_ours = actor.sees_site(load.from_site_id) or actor.sees_site(load.to_site_id)
    url = reverse("moving.transfer", args=[load.ref]) if load.kind == "transfer" and is_ours else ""
    return {
        "load": load, "words": papers.load_words(load, with_state=False), "to": names.get(load.to_site_id, ""),
        "from": names.get(load.from_site_id, ""), "url": url,
    }  # fmt: skip


def _table(shown: queries.RunDay, names: dict[int, str]) -> Table:
    columns = [
        Column(_("Stop"), NUMBER), Column(_("School")), Column(_("What to do")), Column(_("From")), Column(_("To")),
        Column(_("What"), width=32), Column(_("Box numbers"), width=24),
    ]  # fmt: skip
    cells = [
        (place, stop.site, word, names.get(each.from_site_id, ""), names.get(each.to_site_id, ""),
         papers.load_words(each), ", ".join(each.codes))
        for place, stop in enumerate(shown.stops, 1)
        for word, loads in ((_("Take up"), stop.up), (_("Set down"), stop.down))
        for each in loads
    ]  # fmt: skip
    return Table(shown.run.name, columns, cells)


@require_safe
@allowed(VIEW)
def run_sheet(request: HttpRequest, run_id: int) -> HttpResponse:
    """The sheet for the driver, as PDF."""
    shown = queries.run_day(_run(run_id), _day(request))
    return pdf_answer(pdf_of_document(papers.run_sheet(shown)), f"run-{run_id}-{shown.day.isoformat()}")


@require_http_methods(["GET", "POST"])
@allowed("moving.keep_run")
def keep_run(request: HttpRequest, run_id: int | None = None) -> HttpResponse:
    """A round is written down, or changed."""
    found = _run(run_id) if run_id is not None else None
    initial = run_initial(found, queries.stops_of(found.pk)) if found is not None else {}
    form = RunForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep_run(actor_of(request), run_id=run_id, now=now(), **form.values())
        except Refused as refused:
            for text in sentences(refused):
                form.add_error(None, text)
        else:
            return redirect("moving.run", kept)
    context = {"form": form, "run": found}
    return render(request, "web/moving/keep_run.html", context, status=422 if form.is_bound else 200)


@require_POST
@allowed("moving.drop_run")
def drop_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """It is not driven any more."""
    found = _run(run_id)
    return do(
        request,
        lambda: actions.drop_run(actor_of(request), run_id=run_id, now=now()),
        said=_("“%(name)s” is taken away.") % {"name": found.name},
        to=reverse("moving.runs"),
    )


def _at(run_id: int, day: date, site_id: int) -> str:
    return f"{reverse('moving.run', args=[run_id])}?on={day.isoformat()}#stop{site_id}"


@require_POST
@allowed("moving.tick_stop")
def tick_stop(request: HttpRequest, run_id: int) -> HttpResponse:
    """A stop was made."""
    day, site_id = _day(request), number_in(request.POST.get("site")) or 0
    return do(
        request,
        lambda: actions.tick_stop(actor_of(request), run_id=run_id, site_id=site_id, day=day, now=now()),
        said="",
        to=_at(_run(run_id).pk, day, site_id),
    )


@require_POST
@allowed("moving.untick_stop")
def untick_stop(request: HttpRequest, run_id: int) -> HttpResponse:
    """It was not made."""
    day, site_id = _day(request), number_in(request.POST.get("site")) or 0
    return do(
        request,
        lambda: actions.untick_stop(actor_of(request), run_id=run_id, site_id=site_id, day=day, now=now()),
        said="",
        to=_at(_run(run_id).pk, day, site_id),
    )
