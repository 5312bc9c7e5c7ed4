"""Seats and codes of a licence: given, taken back, given again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import put_on, sentence
from carrel.doors.web.software.licences import page
from carrel.rooms.software import actions
from carrel.rooms.software.forms import CodesForm, GiveSeatForm


@require_POST
@allowed("software.give_seat")
def give_seat(request: HttpRequest, licence_id: int) -> HttpResponse:
    """A seat for a person, a place or a device."""
    actor = actor_of(request)
    form, status = GiveSeatForm(request.POST, actor=actor, auto_id="seat_%s"), 422
    if form.is_valid():
        try:
            given = actions.give_seat(actor, licence_id=licence_id, now=now(), **form.values())
        except Refused as refused:
            if refused.code == "software.unknown":
                raise
            status = 409
            put_on(form, refused)
        else:
            for told in given.tells:
                messages.info(request, sentence(told), extra_tags="tell")
            said = _("The seat is given.")
            if given.code:
                # The code is for the one who gets the seat; whoever gives it hands it over.
                said = _("The seat is given, with the code %(code)s.") % {"code": given.code}
            messages.info(request, said, extra_tags="done")
            return redirect("software.licence", licence_id)
    return page(request, licence_id, status=status, seat_form=form)


@require_POST
@allowed("software.take_back_seat")
def take_back_seat(request: HttpRequest, seat_id: int) -> HttpResponse:
    """It is free for the next."""
    licence_id = actions.take_back_seat(actor_of(request), seat_id=seat_id, now=now())
    messages.info(request, _("The seat is taken back."), extra_tags="done")
    return redirect("software.licence", licence_id)


@require_POST
@allowed("software.take_back_seat")
def restore_seat(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Undo the taking back."""
    licence_id = actions.restore_seat(actor_of(request), seat_id=seat_id, now=now())
    messages.info(request, _("The seat is held again, as before."), extra_tags="done")
    return redirect("software.licence", licence_id)


@require_POST
@allowed("software.add_codes")
def add_codes(request: HttpRequest, licence_id: int) -> HttpResponse:
    """Codes as the seller sent them."""
    form = CodesForm(request.POST, auto_id="codes_%s")
    if not form.is_valid():
        return page(request, licence_id, status=422, codes_form=form)
    count = actions.add_codes(actor_of(request), licence_id=licence_id, codes=form.values(), now=now())
    text = ngettext("%(count)s code came in.", "%(count)s codes came in.", count) % {"count": count}
    messages.info(request, text, extra_tags="done")
    return redirect("software.licence", licence_id)


@require_POST
@allowed("software.remove_code")
def remove_code(request: HttpRequest, code_id: int) -> HttpResponse:
    """A code nobody holds."""
    licence_id = actions.remove_code(actor_of(request), code_id=code_id, now=now())
    messages.info(request, _("The code is taken away."), extra_tags="done")
    return redirect("software.licence", licence_id)
