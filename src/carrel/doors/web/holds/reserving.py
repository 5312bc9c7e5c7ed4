"""What is reserved for classes: the list, a new one, changed, given up."""

import secrets

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
from carrel.doors.web.holds.tabs import tabs_for
from carrel.doors.web.phrases import put_on, sentences
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.forms import ReservationForm
from carrel.rooms.circulation.queries.reservations import InTheWay, copies_to_reserve, in_the_way, reservations_of
from carrel.rooms.schools.queries import today_at


@allowed("circulation.view_holds")
@require_safe
def reservations(request: HttpRequest) -> HttpResponse:
    """What is reserved at the actor's site, the first to begin first."""
    actor = actor_of(request)
    context = {
        "tabs": tabs_for(actor, "reservations"),
        "reservations": reservations_of(actor, actor.site_id) if actor.site_id is not None else (),
        "today": today_at(actor.site_id, now()),
        "may_change": actor.may("circulation.change_reservation"),
    }
    return render(request, "web/holds/reservations.html", context)


@allowed("circulation.place_reservation")
@require_http_methods(["GET", "HEAD", "POST"])
def place_reservation(request: HttpRequest, record_id: int) -> HttpResponse:
    """Reserve copies of a title for a class."""
    actor, record = actor_of(request), catalogue.record(record_id)
    if record is None or record.merged_into_id is not None or actor.site_id is None:
        raise Http404
    first = {"key": secrets.token_urlsafe(16), "days_ahead": 3}
    form = ReservationForm(
        request.POST or None, site_id=actor.site_id, today=today_at(actor.site_id, now()), initial=first
    )
    status, way = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.place_reservation(actor, record_id=record_id, site_id=actor.site_id, now=now(), **form.values())
            except Refused as refused:
                status = _say(form, refused)
                way = _way(actor, form, refused, record_id)
            else:
                said = _(
                    "Reserved. Copies are kept from the day the form says; loans made from now on leave them room."
                )
                messages.info(request, said, extra_tags="done")
                return redirect("holds.reservations")
    context = {"form": form, "record": record, "copies": copies_to_reserve(record_id, actor.site_id), "way": way}
    return render(request, "web/holds/reserve.html", context, status=status)


@allowed("circulation.change_reservation")
@require_http_methods(["GET", "HEAD", "POST"])
def change_reservation(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """Other days, more copies or fewer."""
    actor = actor_of(request)
    here = reservations_of(actor, actor.site_id) if actor.site_id is not None else ()
    found = next((each for each in here if each.reservation_id == reservation_id), None)
    if found is None or actor.site_id is None:
        raise Http404
    first = {
        "copies": found.copies, "from_on": found.from_on, "until_on": found.until_on, "days_ahead": found.days_ahead,
        "note": found.note,
    }  # fmt: skip
    form = ReservationForm(
        request.POST or None, site_id=actor.site_id, today=today_at(actor.site_id, now()), initial=first, is_new=False
    )
    status, way = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.change_reservation(actor, reservation_id=reservation_id, now=now(), **form.values())
            except Refused as refused:
                status = _say(form, refused)
                way = _way(actor, form, refused, found.record_id, leave_out=reservation_id)
            else:
                messages.info(request, _("The reservation is changed."), extra_tags="done")
                return redirect("holds.reservations")
    copies = copies_to_reserve(found.record_id, actor.site_id)
    context = {"form": form, "found": found, "copies": copies, "way": way}
    return render(request, "web/holds/reserve.html", context, status=status)


def _way(
    actor: Actor, form: ReservationForm, refused: Refused, record_id: int, *, leave_out: int = 0
) -> InTheWay | None:
    """Where too many copies are wanted: how many are free when, and who has the rest."""
    if refused.code != "circulation.reservation_too_many" or actor.site_id is None:
        return None
    wanted = {name: form.cleaned_data[name] for name in ("from_on", "until_on", "days_ahead")}
    return in_the_way(actor, record_id=record_id, site_id=actor.site_id, leave_out=leave_out, **wanted)


def _say(form: ReservationForm, refused: Refused) -> int:
    put_on(form, refused)
    return 409


@allowed("circulation.cancel_reservation")
@require_POST
def cancel_reservation(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """Give a reservation up."""
    try:
        actions.cancel_reservation(actor_of(request), reservation_id=reservation_id, now=now())
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
    else:
        said = _("The reservation is given up. Copies that were kept go to the next reader, or back.")
        messages.info(request, said, extra_tags="done")
    return redirect("holds.reservations")
