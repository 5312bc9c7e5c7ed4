"""The floor plans of a site: their list, one of them with what its ranges leave out, and the picture under it."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from carrel.cellar.files import queries as stored
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.catalogue.sight import is_public
from carrel.doors.web.items.attachments import SAFE
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.phrases import put_on
from carrel.doors.web.plans.shown import finding_words, sheet_of
from carrel.doors.web.schools.calendar_files import site_of
from carrel.rooms.plans import actions, queries, rules
from carrel.rooms.plans.forms import AddPlanForm, PictureForm

VIEW = "schools.view_settings"


@require_http_methods(["GET", "POST"])
@allowed(VIEW)
def plans(request: HttpRequest) -> HttpResponse:
    """The plans of this site; a new one is begun here."""
    actor = actor_of(request)
    site_id = site_of(actor)
    form = AddPlanForm(request.POST or None, initial={"key": secrets.token_urlsafe(16)})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            plan_id = actions.add_plan(actor, site_id=site_id, name=values["name"], key=values["key"], now=now())
        except Refused as refused:
            put_on(form, refused)
        else:
            return redirect("plans.keep_plan", plan_id)
    context = {
        "plans": queries.plans_of(actor),
        "removed": queries.removed_plans_of(actor) if actor.may("plans.bring_back_plan") else (),
        "form": form,
        "may_add": actor.may("plans.add_plan"),
    }
    return render(request, "web/plans/plans.html", context, status=422 if form.is_bound else 200)


@require_safe
@allowed("catalogue.search", open_when=is_public)
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan: the drawing, its shelves as a list, and for staff what the ranges leave out; `?shelf=` marks one."""
    found = queries.plan_on_show(plan_id)
    if found is None:
        raise Http404
    actor = actor_of(request)
    is_ours = actor.may(VIEW) and actor.sees_site(found.site_id)
    sheet = sheet_of(found, marked=_marked(request))
    shapes = [each.row.shape for each in sheet.shapes]
    verbs = ("keep_plan", "take_back_plan", "remove_plan", "lay_picture", "take_off_picture")
    context = {
        "plan": found,
        "sheet": sheet,
        "is_ours": is_ours,
        "findings": finding_words(rules.findings(shapes, found.scheme)) if is_ours else [],
        "homeless": queries.homeless(found.site_id) if is_ours and shapes else None,
        "may": {verb: is_ours and actor.may(f"plans.{verb}") for verb in verbs},
        "picture_form": PictureForm(),
    }
    return render(request, "web/plans/plan.html", context)


def _marked(request: HttpRequest) -> int | None:
    """The shelf that `?shelf=` asks to mark."""
    wanted = request.GET.get("shelf", "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 16 else None


@require_safe
@allowed("catalogue.search", open_when=is_public)
def plan_paper(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan as PDF: the drawing, its numbers and what stands there; `?shelf=` marks one."""
    found = queries.plan_on_show(plan_id)
    if found is None:
        raise Http404
    return pdf_answer(pdf_of_document(queries.plan_paper(found, marked=_marked(request))), f"plan-{plan_id}")


@require_safe
@allowed("catalogue.search", open_when=is_public)
def picture(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The picture that lies under a plan: the JPEG we made of it."""
    found = queries.plan_on_show(plan_id)
    if found is None or found.picture is None:
        raise Http404
    with stored.open_file(found.picture) as file:
        answer = HttpResponse(file.read(), content_type="image/jpeg")
    for name, value in SAFE.items():
        answer[name] = value
    return answer
