"""A plan is drawn: the sheet with its shapes as a form of numbers, which the page's script lets one draw."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import done, number_in, tell_refused
from carrel.doors.web.phrases import put_on
from carrel.doors.web.plans.shown import SQUARE, finding_words, sheet_of
from carrel.rooms.plans import actions, queries, rules
from carrel.rooms.plans.forms import PictureForm, ShapeSet, SheetForm, place_choices

if TYPE_CHECKING:
    from carrel.rooms.plans.models import FloorPlan


@require_http_methods(["GET", "POST"])
@allowed("plans.keep_plan")
def keep_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Draw a plan and keep it, the whole of it."""
    found = _plan(request, plan_id)
    options = {"form_kwargs": {"places": place_choices(found.site_id)}, "prefix": "shape"}
    if request.method != "POST":
        rows = [_initial(each) for each in queries.shapes_of(plan_id)]
        return _page(request, found, SheetForm(initial=_sheet(found)), ShapeSet(initial=rows, **options))
    form, shapes = SheetForm(request.POST), ShapeSet(request.POST, **options)
    if form.is_valid() and shapes.is_valid():
        try:
            actions.keep_plan(
                actor_of(request), plan_id=plan_id, shapes=shapes.shapes(), now=now(), **form.cleaned_data
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("“%(name)s” is kept.") % {"name": form.cleaned_data["name"]}, extra_tags="done")
            return redirect("plans.plan", plan_id)
    return _page(request, found, form, shapes, status=422)


def _page(request: HttpRequest, found: FloorPlan, form: SheetForm, shapes: Any, *, status: int = 200) -> HttpResponse:
    kept = [each.shape for each in queries.shapes_of(found.pk)]
    context = {
        "plan": found,
        "sheet": sheet_of(found),
        "form": form,
        "shapes": shapes,
        "square": SQUARE,
        "most": rules.MOST_SHAPES,
        "findings": finding_words(rules.findings(kept, found.scheme)),
    }
    return render(request, "web/plans/draw.html", context, status=status)


@require_POST
@allowed("plans.take_back_plan")
def take_back_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Make it what it was before it was kept last."""
    version = number_in(request.POST.get("version"))
    drawn_on = -1 if version is None else version
    deed = partial(actions.take_back_plan, actor_of(request), plan_id=plan_id, version=drawn_on, now=now())
    return done(request, deed, _("The plan is what it was before."), "plans.plan", plan_id)


@require_POST
@allowed("plans.remove_plan")
def remove_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Take a plan out of sight; the list of plans offers it back."""
    said = _("The plan is removed. Below it can be brought back.")
    deed = partial(actions.remove_plan, actor_of(request), plan_id=plan_id, now=now())
    return done(request, deed, said, "plans.plans")


@require_POST
@allowed("plans.bring_back_plan")
def bring_back_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Bring a removed plan back."""
    deed = partial(actions.bring_back_plan, actor_of(request), plan_id=plan_id, now=now())
    return done(request, deed, _("The plan is back."), "plans.plans")


@require_POST
@allowed("plans.lay_picture")
def lay_picture(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Lay a picture of the room under the shapes."""
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.info(request, _("There is no picture yet. Choose a file."), extra_tags="ask")
        return redirect("plans.plan", plan_id)
    sent = form.cleaned_data["picture"]
    try:
        actions.lay_picture(actor_of(request), plan_id=plan_id, stream=sent.file, name=sent.name or "", now=now())
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.info(request, _("The picture lies under the plan."), extra_tags="done")
    return redirect("plans.plan", plan_id)


@require_POST
@allowed("plans.take_off_picture")
def take_off_picture(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Take the picture off again."""
    deed = partial(actions.take_off_picture, actor_of(request), plan_id=plan_id, now=now())
    return done(request, deed, _("The picture is off; the shapes stay."), "plans.plan", plan_id)


def _plan(request: HttpRequest, plan_id: int) -> FloorPlan:
    found = queries.plan_seen(actor_of(request), plan_id)
    if found is None:
        raise Http404
    return found


def _sheet(found: FloorPlan) -> dict[str, object]:
    return {
        "name": found.name, "width": found.width, "height": found.height, "scheme": found.scheme,
        "version": found.version,
    }  # fmt: skip


def _initial(row: Any) -> dict[str, object]:
    names = ("kind", "label", "x", "y", "width", "height", "call_from", "call_to")
    return {name: getattr(row, name) for name in names} | {"place": row.place_id or ""}
