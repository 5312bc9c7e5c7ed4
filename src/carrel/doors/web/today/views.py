"""The first page after signing in, and the list of parked work."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.parking import actions as parking
from carrel.cellar.parking import queries as parked_work
from carrel.doors.web.access import public, signed_in
from carrel.doors.web.actors import DEVICE_KEY, actor_of, device_of
from carrel.doors.web.batches.parked import say_anew
from carrel.doors.web.deeds import number_in
from carrel.doors.web.places import AT_WORK, address
from carrel.doors.web.today import day, waiting
from carrel.rooms.circulation import queries as loans
from carrel.rooms.people import queries as people


@public
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What to do first: parked work, then what waits, then the day by bells. Readers see their own loans."""
    if not request.user.is_authenticated:
        return redirect(address("catalogue.search") if _is_public() else address("account_login") or "/sign-in/")
    actor, moment = actor_of(request), now()
    if actor.person_id is not None and not any(actor.may(code) for code in AT_WORK):
        return redirect("mine.mine")
    rows = list(parked_work.parked_of(actor, request.session.get(DEVICE_KEY, ""))[:5])
    say_anew(actor, rows)
    context = {
        "now": moment,
        "lead": day.lead_for(actor, moment),
        "parked": rows,
        "tasks": waiting.tasks_for(actor, moment),
        "jobs": day.work_under_way(actor),
        "bells": day.bells_of(actor, moment),
        "late_classes": waiting.late_classes(actor, moment),
        "first_steps": day.is_empty(actor),
        "steps": day.first_steps(actor),
        "own_loans": loans.open_loans(actor.person_id, moment) if actor.person_id is not None else (),
        "own_classes": (
            people.classes_taught_by(actor.person_id, today=timezone.localdate()) if actor.person_id is not None else ()
        ),
    }
    return render(request, "web/today/today.html", context)


def _is_public() -> bool:
    return bool(address("catalogue.search")) and day.catalogue_is_public()


@signed_in
@require_safe
def parked(request: HttpRequest) -> HttpResponse:
    """All of this account's half-done work, wherever it was begun."""
    actor, device = actor_of(request), device_of(request)
    rows = list(parked_work.parked_of(actor))
    say_anew(actor, rows)
    return render(request, "web/today/parked.html", {"parked": rows, "device": device})


@signed_in
@require_POST
def take_up(request: HttpRequest) -> HttpResponse:
    """Go on with a parked job on this device."""
    job = parking.take_up(actor_of(request), parked_id=_number(request), device=device_of(request), now=now())
    if not url_has_allowed_host_and_scheme(job.url, None):
        return redirect("today.today")
    return HttpResponseRedirect(f"{job.url}{'&' if '?' in job.url else '?'}taken_up=1")


@signed_in
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Throw a parked job away; what it has done already stays done."""
    parking.drop(actor_of(request), parked_id=_number(request))
    messages.info(request, _("Dropped. What it had done already stays done."), extra_tags="done")
    return redirect("today.parked")


def _number(request: HttpRequest) -> int:
    text = request.POST.get("parked", "")
    return number_in(text) or 0
