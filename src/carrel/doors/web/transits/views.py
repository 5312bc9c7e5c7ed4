"""What is on its way to here and from here, for how long, and what is done about what does not arrive."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.moving.shown import tabs
from carrel.doors.web.phrases import sentences
from carrel.doors.web.transits.words import sent_words
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.forms import SendItemForm
from carrel.rooms.inventory import queries
from carrel.rooms.schools import queries as schools


@require_safe
@allowed("circulation.cancel_transit", "circulation.mark_missing_in_transit")
def transits(request: HttpRequest) -> HttpResponse:
    """Both lists of this site, the oldest first, and a line to send something by hand."""
    return _page(request, SendItemForm(actor=actor_of(request), to=request.GET.get("to", "")[:20]))


def _page(request: HttpRequest, form: SendItemForm, *, status: int = 200) -> HttpResponse:
    actor, moment = actor_of(request), now()
    site = schools.site(actor.site_id) if actor.site_id is not None else None
    context: dict[str, object] = {
        "tabs": tabs(actor, "transits"),
        "site": site,
        "arriving": [],
        "leaving": [],
        "form": form,
    }
    if site is not None:
        context |= {
            "arriving": queries.transits_to(site.pk, now=moment, late_after=site.transit_days),
            "leaving": queries.transits_from(site.pk, now=moment, late_after=site.transit_days),
            "may_send": actor.may("circulation.send_item") and schools.sites().exclude(pk=site.pk).exists(),
            "may_cancel": actor.may("circulation.cancel_transit"),
            "may_miss": actor.may("circulation.mark_missing_in_transit"),
        }
    return render(request, "web/transits/transits.html", context, status=status)


@require_POST
@allowed("circulation.send_item")
def send_item(request: HttpRequest) -> HttpResponse:
    """Send what lies here to another school; the page comes back ready for the next to the same school."""
    actor = actor_of(request)
    form = SendItemForm(request.POST, actor=actor)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        sent = actions.send_item(actor, item_id=form.cleaned_data["number"], now=now(), **form.values())
    except Refused as refused:
        for text in sentences(refused):
            form.add_error("number", text)
        return _page(request, form, status=409)
    messages.info(request, sent_words(sent), extra_tags="done")
    to_site_id = form.cleaned_data["to_site"].pk
    return redirect(f"{reverse('transits.transits')}?to={to_site_id}")


@require_POST
@allowed("circulation.cancel_transit")
def cancel_transit(request: HttpRequest, transit_id: int) -> HttpResponse:
    """It never left."""
    try:
        title = actions.cancel_transit(actor_of(request), transit_id=transit_id, now=now())
    except Refused as refused:
        return _refused(request, refused)
    say = _("‹%(title)s› stays where it is. Scan it at the return desk, and it goes where it should.")
    return _done(request, say % {"title": title})


@require_POST
@allowed("circulation.mark_missing_in_transit")
def mark_missing_in_transit(request: HttpRequest, transit_id: int) -> HttpResponse:
    """It did not arrive."""
    try:
        title = actions.mark_missing_in_transit(actor_of(request), transit_id=transit_id, now=now())
    except Refused as refused:
        return _refused(request, refused)
    say = _("‹%(title)s› is missing now. Any scan of it, at any school, finds it again.")
    return _done(request, say % {"title": title})


@require_POST
@allowed("circulation.check_in")
def print_transit_slip(request: HttpRequest, transit_id: int) -> HttpResponse:
    """Its slip once more."""
    try:
        actions.print_transit_slip(actor_of(request), transit_id=transit_id, now=now())
    except Refused as refused:
        return _refused(request, refused)
    return _done(request, _("The slip is on its way."))


def _done(request: HttpRequest, say: str) -> HttpResponse:
    messages.info(request, say, extra_tags="done")
    return redirect("transits.transits")


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    tell_refused(request, refused)
    return redirect("transits.transits")
