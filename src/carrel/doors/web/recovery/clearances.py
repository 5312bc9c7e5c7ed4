"""Leavers: what is open in each department, who signs, the slip, the letter to the next school."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.deeds import done
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.phrases import sentences
from carrel.doors.web.recovery.shown import tabs
from carrel.rooms.people.actions import record_view
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.forms import SchoolForm, SignForm
from carrel.rooms.recovery.phrases import DEPARTMENT_WORDS
from carrel.rooms.recovery.queries.clearing import (
    clearance_document,
    clearance_in_sight,
    clearances_of,
    departments_of,
    next_school_document,
)

_DEEDS = ("sign_off", "take_back_sign_off", "drop_clearance", "write_to_next_school", "view_clearances")


@allowed("recovery.view_clearances")
@require_safe
def clearances(request: HttpRequest) -> HttpResponse:
    """Everyone with a clearance slip, the latest first."""
    actor = actor_of(request)
    rows = list(clearances_of(actor)[:100])
    context = {
        "tabs": tabs(actor, "clearances"),
        "open": [each for each in rows if each.ended_at is None],
        "over": [each for each in rows if each.ended_at is not None],
        "may_chase": actor.may("rosters.view_leavers"),
    }
    return render(request, "web/recovery/clearances.html", context)


@allowed("recovery.begin_clearance")
@require_POST
def begin_clearance(request: HttpRequest, person_id: int) -> HttpResponse:
    """Begin a slip, or go on with the one that is open."""
    try:
        clearance_id = actions.begin_clearance(actor_of(request), person_id=person_id, now=now())
    except Refused as refused:
        if refused.code == "recovery.person_unknown":
            raise Http404 from refused
        raise
    return redirect("recovery.clearance", clearance_id)


@allowed("recovery.view_clearances")
@require_safe
def clearance(request: HttpRequest, clearance_id: int) -> HttpResponse:
    """One leaver: each department with what is open there, and its signature."""
    return _page(request, clearance_id)


def _page(request: HttpRequest, clearance_id: int, refused: Refused | None = None, **asked: Any) -> HttpResponse:
    actor, moment = actor_of(request), now()
    found = clearance_in_sight(actor, clearance_id)
    if found is None:
        raise Http404
    record_view(actor, person_id=found.person_id, page="clearance", now=moment)
    rows = []
    for each in departments_of(found, moment):
        is_asked = asked.get("department") == each.code
        codes = ",".join(one.code for one in refused.objections) if refused and refused.can_be_passed else ""
        initial = {"department": each.code, "name": asked.get("name") or actor.badge_name or actor.name}
        form = SignForm(initial=initial | ({"overrides": codes} if is_asked else {}), auto_id=f"{each.code}_%s")
        rows.append({
            "shown": each,
            "word": DEPARTMENT_WORDS[each.code],
            "charges": [(charge, money(charge.left_minor)) for charge in each.charges],
            "form": form,
            "asks": sentences(refused) if refused and is_asked else [],
            "needs_reason": bool(is_asked and codes),
        })  # fmt: skip
    context = {
        "clearance": found,
        "rows": rows,
        "school_form": SchoolForm(initial={"school": found.next_school}),
        "may": {each: actor.may(f"recovery.{each}") for each in _DEEDS},
        "may_view_person": actor.may("people.view_person"),
    }
    return render(request, "web/recovery/clearance.html", context, status=409 if refused else 200)


@allowed("recovery.sign_off")
@require_POST
def sign_off(request: HttpRequest, clearance_id: int) -> HttpResponse:
    """Sign for a department."""
    form = SignForm(request.POST)
    form.is_valid()
    values = {"department": "", "name": "", "reason": "", "overrides": ""} | form.cleaned_data
    overrides = [each for each in values.pop("overrides").split(",") if each]
    try:
        actions.sign_off(actor_of(request), clearance_id=clearance_id, now=now(), overrides=overrides, **values)
    except Refused as refused:
        return _page(request, clearance_id, refused, **values)
    return redirect("recovery.clearance", clearance_id)


@allowed("recovery.take_back_sign_off")
@require_POST
def take_back_sign_off(request: HttpRequest, clearance_id: int) -> HttpResponse:
    """Take a signature back."""
    actor, department = actor_of(request), request.POST.get("department", "")[:12]

    def deed() -> None:
        actions.take_back_sign_off(actor, clearance_id=clearance_id, department=department, now=now())

    return done(request, deed, _("The signature is taken back."), "recovery.clearance", clearance_id)


@allowed("recovery.drop_clearance")
@require_POST
def drop_clearance(request: HttpRequest, clearance_id: int) -> HttpResponse:
    """It was begun by mistake."""
    actor = actor_of(request)
    deed = partial(actions.drop_clearance, actor, clearance_id=clearance_id, now=now())
    return done(request, deed, _("The clearance is taken back."), "recovery.clearances")


@allowed("recovery.write_to_next_school")
@require_POST
def write_to_next_school(request: HttpRequest, clearance_id: int) -> HttpResponse:
    """Say which school the letter goes to, and show it."""
    actor, form = actor_of(request), SchoolForm(request.POST)
    form.is_valid()
    school = form.cleaned_data.get("school", "")

    def deed() -> None:
        actions.write_to_next_school(actor, clearance_id=clearance_id, school=school, now=now())

    return done(request, deed, _("It is written down. The letter can be printed."), "recovery.clearance", clearance_id)


@allowed("recovery.view_clearances")
@require_safe
def slip(request: HttpRequest, clearance_id: int) -> HttpResponse:
    """The clearance slip as PDF."""
    actor, moment = actor_of(request), now()
    found = clearance_in_sight(actor, clearance_id)
    if found is None:
        raise Http404
    record_view(actor, person_id=found.person_id, page="clearance", now=moment)
    return pdf_answer(pdf_of_document(clearance_document(found, moment)), f"clearance-{clearance_id}")


@allowed("recovery.write_to_next_school")
@require_safe
def letter(request: HttpRequest, clearance_id: int) -> HttpResponse:
    """The letter to the next school as PDF; only after the school was written down."""
    actor, moment = actor_of(request), now()
    found = clearance_in_sight(actor, clearance_id)
    if found is None or not found.next_school:
        raise Http404
    record_view(actor, person_id=found.person_id, page="clearance", now=moment)
    return pdf_answer(pdf_of_document(next_school_document(found, moment)), f"next-school-{clearance_id}")
