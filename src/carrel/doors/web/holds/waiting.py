"""Who waits for a title, what a reader waits for, and one hold: placed, looked at, changed."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.people.sight import opened, today_of, within_sight
from carrel.doors.web.people.tabs import person_tabs
from carrel.doors.web.phrases import put_on, sentences
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.forms import ChangeHoldForm, PlaceHoldForm
from carrel.rooms.circulation.queries.holds import hold_of, may_touch_hold
from carrel.rooms.circulation.queries.reservations import reservations_of
from carrel.rooms.circulation.queries.shelf import ended_lately, holds_of_person, queue_of
from carrel.rooms.people import queries as people
from carrel.rooms.people.actions import record_views
from carrel.rooms.schools import queries as schools


@allowed("circulation.view_holds")
@require_safe
def of_title(request: HttpRequest, record_id: int) -> HttpResponse:
    """The queue of a title: everybody who waits, in order, and what is reserved for classes."""
    actor, record = actor_of(request), catalogue.record(record_id)
    if record is None:
        raise Http404
    if record.merged_into_id is not None:
        return redirect("holds.of_title", record.merged_into_id)
    queue = queue_of(actor, record_id, today_of(actor))
    ended = ended_lately(actor, now(), record_id=record_id)
    seen = [each.person_id for each in (*queue, *ended) if each.person_id is not None]
    record_views(actor, person_ids=seen, page="hold_queue", now=now())
    site_id = actor.site_id
    context = {
        "record": record,
        "queue": queue,
        "ended": ended,
        "title": ngettext("%(n)s reader waits", "%(n)s readers wait", len(queue)) % {"n": len(queue)},
        "reservations": reservations_of(actor, site_id, record_id=record_id) if site_id is not None else (),
        "may": _may(request),
        "back": reverse("holds.of_title", args=[record_id]),
    }
    return render(request, "web/holds/of_title.html", context)


@allowed("circulation.view_holds")
@require_safe
@within_sight
def of_person(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """What a reader waits for, what is ready first."""
    person = opened(request, person_id, "holds")
    actor = actor_of(request)
    context = {
        "person": person,
        "tabs": person_tabs(actor, person, "of_person"),
        "holds": holds_of_person(actor, person.pk, today_of(actor)),
        "ended": ended_lately(actor, now(), person_id=person.pk),
        "may": _may(request),
        "back": reverse("holds.of_person", args=[person.pk]),
    }
    return render(request, "web/holds/of_person.html", context)


def _may(request: HttpRequest) -> dict[str, bool]:
    actor = actor_of(request)
    verbs = (
        "place_hold", "cancel_hold", "restore_hold", "freeze_hold", "thaw_hold", "change_hold", "move_hold_to_front",
        "move_hold_back", "place_reservation", "change_reservation",
    )  # fmt: skip
    return {verb: actor.may(f"circulation.{verb}") for verb in verbs}


@allowed("circulation.place_hold")
@require_http_methods(["GET", "HEAD", "POST"])
def place_hold(request: HttpRequest, record_id: int) -> HttpResponse:
    """Let a reader wait for a title: whose card, where it is fetched, any copy or one."""
    actor, record = actor_of(request), catalogue.record(record_id)
    if record is None or record.merged_into_id is not None:
        raise Http404
    first = {"key": secrets.token_urlsafe(16), "pickup_site": actor.site_id, "card": request.GET.get("card", "")[:64]}
    form = PlaceHoldForm(request.POST or None, actor=actor, record_id=record_id, initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                placed = actions.place_hold(actor, record_id=record_id, now=now(), **form.values())
            except Refused as refused:
                form.say(refused, sentences(refused), may_pass=all(actor.may(x.override) for x in refused.objections))
                status = 409
            else:
                messages.info(request, _placed(placed), extra_tags="done")
                return redirect("holds.of_title", record_id)
    return render(request, "web/holds/place.html", {"form": form, "record": record}, status=status)


def _placed(placed: actions.Placed) -> str:
    if placed.position is None:
        return _("The hold on “%(title)s” is placed.") % {"title": placed.title}
    words = {"title": placed.title, "n": placed.position}
    return _("The hold on “%(title)s” is placed. Place in the queue: %(n)s.") % words


@allowed("circulation.change_hold")
@require_http_methods(["GET", "HEAD", "POST"])
def change_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Another school to fetch it, another last day, another note."""
    actor, found = actor_of(request), hold_of(hold_id)
    if found is None or found.patron is None or not may_touch_hold(actor, found):
        raise Http404
    first = {"pickup_site": found.pickup_site_id, "expires_on": found.expires_on, "note": found.note}
    form = ChangeHoldForm(request.POST or None, sites=schools.sites().filter(is_active=True), initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change_hold(actor, hold_id=hold_id, now=now(), **form.values())
            except Refused as refused:
                put_on(form, refused)
            else:
                messages.info(request, _("The hold is changed."), extra_tags="done")
                return redirect("holds.of_title", found.record_id)
    record_views(actor, person_ids=[found.patron.pk], page="hold", now=now())
    name = people.person_found(found.patron.pk)
    context = {"form": form, "hold": found, "name": name.name if name else ""}
    return render(request, "web/holds/change.html", context, status=status)
