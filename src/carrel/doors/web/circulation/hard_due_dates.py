"""Hard due dates: named series, entered years ahead."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.circulation.previewing import is_kept, note_of, preview_page, wants_form_again
from carrel.doors.web.circulation.tabs import tabs_for
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.phrases import put_on
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.forms import HardDueDateForm, HardDueDays
from carrel.rooms.circulation.queries.preview import preview_of_series
from carrel.rooms.circulation.queries.series import days_of, series_in_sight, series_shown
from carrel.rooms.circulation.rules.due_dates import Compare, HardDay
from carrel.rooms.schools.queries import sites_of, today_at


@allowed("circulation.view_policies")
@require_safe
def hard_due_dates(request: HttpRequest) -> HttpResponse:
    """The series in sight: which date holds, which comes next, and which have none ahead."""
    actor = actor_of(request)
    context = {
        "tabs": tabs_for(actor, "hard_due_dates"),
        "series": [
            {"shown": each, "may_change": _may_change(actor, each.series.site_id)}
            for each in series_shown(actor, today_at(actor.site_id, now()))
        ],
        "may_add": actor.may("circulation.save_hard_due_date"),
    }
    return render(request, "web/circulation/hard_due_dates.html", context)


@allowed("circulation.save_hard_due_date")
@require_http_methods(["GET", "HEAD", "POST"])
def save_hard_due_date(request: HttpRequest, series_id: int | None = None) -> HttpResponse:
    """Add a series, or change its name, grades and dates: first what that would change, then it is kept."""
    actor = actor_of(request)
    initial, days = _initial(actor, series_id)
    form = HardDueDateForm(request.POST or None, initial=initial, sites=sites_of(actor), all_sites=actor.is_district)
    if series_id is not None:
        form.fields.pop("site")
    # Bound without initial: a date left as it was is a date that stays.
    formset = HardDueDays(request.POST, prefix="days") if request.POST else HardDueDays(initial=days, prefix="days")
    if request.method == "POST" and form.is_valid() and formset.is_valid() and not wants_form_again(request):
        answer = _previewed_or_kept(request, actor, series_id, form, formset, initial)
        if answer is not None:
            return answer
    wrong = bool(form.errors or formset.total_error_count()) if request.method == "POST" else False
    context = {"form": form, "formset": formset, "series_id": series_id, "name": initial.get("name", "")}
    return render(request, "web/circulation/hard_due_date.html", context, status=422 if wrong else 200)


def _previewed_or_kept(
    request: HttpRequest, actor: Actor, series_id: int | None, form: HardDueDateForm, formset: Any,
    initial: dict[str, Any],
) -> HttpResponse | None:  # fmt: skip
    """The preview, or the way back to the list; None when the form is to say what stands against it."""
    name, grades, site = form.cleaned_data["name"], form.cleaned_data["grades"], form.cleaned_data.get("site")
    site_id = site.pk if site else initial.get("site_id")
    days = [_day(each.cleaned_data) for each in formset.forms if each.cleaned_data.get("on")]
    if not is_kept(request):
        hard = [HardDay(series_id or 0, name, each.on, Compare(each.compare), each.active_from) for each in days]
        preview = preview_of_series(series_id, site_id=site_id, grades=grades, days=hard, now=now())
        nothing = _("Nothing changes yet: no row of the policy names this series.")
        return preview_page(request, preview, title=name, back="circulation.hard_due_dates", nothing=nothing)
    try:
        actions.save_hard_due_date(
            actor, name=name, grades=grades, days=days, series_id=series_id, site_id=site_id, now=now(),
            note=note_of(request),
        )  # fmt: skip
    except Refused as refused:
        put_on(form, refused)
        return None
    messages.info(request, _("Kept. Loans already made keep their dates."), extra_tags="done")
    return redirect("circulation.hard_due_dates")


@allowed("circulation.remove_hard_due_date")
@require_POST
def remove_hard_due_date(request: HttpRequest, series_id: int) -> HttpResponse:
    """Take a series away that no row uses; a cut-off is looked at first, for it holds without a row."""
    actor = actor_of(request)
    initial, _days = _initial(actor, series_id)
    if initial["grades"] and not is_kept(request):
        preview = preview_of_series(
            series_id, site_id=initial["site_id"], grades=initial["grades"], days=(), now=now(), removed=True
        )
        title = _("Take away: %(name)s") % {"name": initial["name"]}
        return preview_page(request, preview, title=title, back="circulation.hard_due_dates", may_go_back=False)
    try:
        actions.remove_hard_due_date(actor, series_id=series_id, now=now(), note=note_of(request))
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.info(request, _("Taken away."), extra_tags="done")
    return redirect("circulation.hard_due_dates")


def _may_change(actor: Actor, site_id: int | None) -> bool:
    mine = actor.is_district or (site_id is not None and site_id in actor.site_ids)
    return mine and actor.may("circulation.save_hard_due_date")


def _initial(actor: Actor, series_id: int | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if series_id is None:
        return {"site": actor.site_id}, []
    series = series_in_sight(actor).filter(pk=series_id).first()
    if series is None or not _may_change(actor, series.site_id):
        raise Http404
    days = [{"on": each.on, "compare": each.compare, "active_from": each.active_from} for each in days_of(series_id)]
    return {"name": series.name, "grades": series.grades, "site_id": series.site_id}, days


def _day(values: dict[str, Any]) -> actions.DayOfSeries:
    return actions.DayOfSeries(values["on"], values["compare"] or "before", values["active_from"])
