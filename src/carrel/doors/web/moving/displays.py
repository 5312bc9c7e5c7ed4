"""Displays as pages: those that stand, one with what is on it, the list to take down."""

import secrets
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.tables import CODE, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import number_in, tell_refused
from carrel.doors.web.moving.shown import do, tabs, tell
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.moving import actions
from carrel.rooms.moving.forms import DisplayForm
from carrel.rooms.moving.queries import displays as queries
from carrel.rooms.schools.queries import places_of, today_at

if TYPE_CHECKING:
    from carrel.rooms.moving.models import Display

VIEW = "moving.view_displays"


@require_http_methods(["GET", "POST"])
@allowed(VIEW)
def displays(request: HttpRequest) -> HttpResponse:
    """The displays of this school; `?over=1` those taken down; a new one is opened here."""
    actor = actor_of(request)
    if actor.site_id is None:
        raise Http404
    places = places_of(actor).filter(site_id=actor.site_id)
    form = DisplayForm(request.POST or None, places=places, initial={"key": secrets.token_urlsafe(16)})
    if request.method == "POST" and actor.may("moving.open_display") and form.is_valid():
        said = form.cleaned_data
        try:
            display_id = actions.open_display(
                actor,
                place_id=said["place"].pk,
                name=said["name"],
                until_on=said["until_on"],
                key=said["key"],
                now=now(),
            )
        except Refused as refused:
            for text in sentences(refused):
                form.add_error(None, text)
        else:
            return redirect("moving.display", display_id)
    is_over = "over" in request.GET
    context = {
        "tabs": tabs(actor, "displays"), "form": form, "is_over": is_over,
        "rows": queries.displays_of(actor.site_id, now(), ended=is_over),
        "may_open": actor.may("moving.open_display"), "has_places": places.exists(),
    }  # fmt: skip
    return render(request, "web/moving/displays.html", context, status=422 if form.is_bound else 200)


def _display(request: HttpRequest, display_id: int) -> "Display":
    found = queries.display_in_sight(actor_of(request), display_id)
    if found is None:
        raise Http404
    return found


@require_safe
@allowed(VIEW)
def display(request: HttpRequest, display_id: int) -> HttpResponseBase:
    """One display in the order its things are put back; `?as=csv|xlsx`, `?as=print` for paper."""
    found = _display(request, display_id)
    if shape := wanted_shape(request):
        return table_response(_table(found), shape)
    return _page(request, found)


def _page(request: HttpRequest, found: "Display", *, status: int = 200, **forms: Any) -> HttpResponse:
    actor = actor_of(request)
    verbs = ("show_on_display", "take_down", "change_display", "end_display", "reopen_display")
    context = {
        "display": found, "rows": queries.shown_on(found.pk), "tabs": tabs(actor, "displays"),
        "is_late": found.ended_at is None and found.until_on < today_at(found.site_id, now()),
        "may": {verb: actor.may(f"moving.{verb}") for verb in verbs}, "key": secrets.token_urlsafe(16),
        "down": number_in(request.GET.get("down")) if actor.may("circulation.undo") else None,
        "is_print": request.GET.get("as") == "print",
        "change_form": DisplayForm(
            places=None, initial={"name": found.name, "until_on": found.until_on}, auto_id="change_%s"
        ),
    } | forms  # fmt: skip
    return render(request, "web/moving/display.html", context, status=status)


def _table(found: "Display") -> Table:
    columns = [
        Column(_("Place"), width=24), Column(_("Call number")), Column(_("Title"), width=44), Column(_("Number"), CODE),
        Column(_("Item type")),
    ]  # fmt: skip
    items = (each.loan.item for each in queries.shown_on(found.pk))
    cells = (
        (item.place.name if item.place else "", item.call_number, item.record.title, item.barcode, item.item_type.name)
        for item in items
    )
    return Table(found.name, columns, cells)


@require_POST
@allowed("moving.show_on_display")
def show_on_display(request: HttpRequest, display_id: int) -> HttpResponse:
    """One scan, one thing shown; what a reader has is asked about once more."""
    found = _display(request, display_id)
    number = request.POST.get("text", "")[:64]
    passed = [each for each in request.POST.getlist("pass") if each.startswith("circulation.")]
    try:
        lent = actions.show_on_display(
            actor_of(request), display_id=display_id, number=number, now=now(), key=request.POST.get("key", "")[:80],
            overrides=passed, reason=request.POST.get("reason", "")[:200],
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        asks = refused.can_be_passed
        context = {
            "refusals": sentences(refused), "number": number, "asks": asks,
            "asked": [each.code for each in refused.objections if each.override] if asks else [],
        }  # fmt: skip
        return _page(request, found, status=409, **context)
    messages.info(request, _("‹%(title)s› is on display.") % {"title": lent.title}, extra_tags="done")
    return redirect(_address(display_id))


def _address(display_id: int) -> str:
    return reverse("moving.display", args=[display_id])


@require_POST
@allowed("moving.take_down")
def take_down(request: HttpRequest, display_id: int) -> HttpResponse:
    """One scan, one thing back."""
    _display(request, display_id)
    number = request.POST.get("text", "")[:64]
    try:
        returned = actions.take_down(actor_of(request), display_id=display_id, number=number, now=now())
    except Refused as refused:
        tell_refused(request, refused)
    else:
        words = {"title": returned.title, "call_number": returned.call_number}
        messages.info(request, _("‹%(title)s› is down. Put it back: %(call_number)s") % words, extra_tags="done")
        tell(request, (each for each in returned.tells if each.code != "circulation.returned_late"))
        return redirect(f"{_address(display_id)}?down={returned.act_id}")
    return redirect(_address(display_id))


@require_POST
@allowed("circulation.undo")
def put_up_again(request: HttpRequest, display_id: int) -> HttpResponse:
    """The last one was not to come down: its return is taken back, also on a display whose last day is past."""
    found = _display(request, display_id)
    act_id = number_in(request.POST.get("act")) or 0
    deed = partial(circulation.undo, actor_of(request).at(found.site_id), act_id=act_id, now=now())
    return do(request, deed, said=_("It stands there again."), to=_address(display_id))


@require_POST
@allowed("moving.change_display")
def change_display(request: HttpRequest, display_id: int) -> HttpResponse:
    """Another name, another last day."""
    found = _display(request, display_id)
    form = DisplayForm(request.POST, places=None, auto_id="change_%s")
    if not form.is_valid():
        return _page(request, found, status=422, change_form=form)
    said = form.cleaned_data
    return do(
        request,
        lambda: actions.change_display(
            actor_of(request), display_id=display_id, name=said["name"], until_on=said["until_on"], now=now()
        ),
        said=_("Kept."),
        to=reverse("moving.display", args=[display_id]),
    )


@require_POST
@allowed("moving.end_display")
def end_display(request: HttpRequest, display_id: int) -> HttpResponse:
    """It is taken down."""
    found = _display(request, display_id)
    return do(
        request,
        lambda: actions.end_display(actor_of(request), display_id=display_id, now=now()),
        said=_("“%(name)s” is taken down.") % {"name": found.name},
        to=reverse("moving.displays"),
        refused_to=_address(display_id),
    )


@require_POST
@allowed("moving.reopen_display")
def reopen_display(request: HttpRequest, display_id: int) -> HttpResponse:
    """It goes on."""
    _display(request, display_id)
    return do(
        request,
        lambda: actions.reopen_display(actor_of(request), display_id=display_id, now=now()),
        said=_("It stands again."),
        to=reverse("moving.display", args=[display_id]),
    )
