"""Carts, displays and rooms: lending to one, what it has, all of it back."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.writing import writing
from carrel.cellar.tables import CODE, DATE, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.batches.parked import park
from carrel.doors.web.batches.starting import begun, do_lines, start_page
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.actions import NewLine
from carrel.rooms.circulation.forms import BatchPlaceForm
from carrel.rooms.circulation.queries.batches import batch_in_sight
from carrel.rooms.circulation.queries.places import loans_of_place, place_in_sight
from carrel.rooms.circulation.rules.batches import pairs_of_text
from carrel.rooms.schools import queries as schools


@allowed("circulation.check_out_to_place")
@require_http_methods(["GET", "POST"])
def start_place(request: HttpRequest) -> HttpResponse:
    """Lend to a cart, a display or a room: things scanned here, or one after the other afterwards."""
    actor = actor_of(request)
    initial = {"key": new_key(), "place": request.GET.get("place", "")}
    form = BatchPlaceForm(request.POST or None, places=schools.places_of(actor), initial=initial)
    if request.method == "POST" and form.is_valid():
        lines = [NewLine(each.number) for each in pairs_of_text(form.cleaned_data["text"])]
        place_id = form.cleaned_data["place"].pk
        started = begun(actor, form, kind="place", lines=lines, place_id=place_id)
        if started is not None:
            return started
    return start_page(
        request,
        form,
        title=_("Lend to a cart, display or room"),
        lead=_("What a place has is not on the shelf, and comes back by an ordinary scan."),
        word=_("Lend to it"),
    )


@allowed("circulation.check_out_to_place")
@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponseBase:
    """What is lent to a place; `?as=csv|xlsx`."""
    found = place_in_sight(actor_of(request), place_id)
    if found is None:
        raise Http404
    loans = loans_of_place(place_id, now())
    if shape := wanted_shape(request):
        columns = [
            Column(_("Title"), width=40), Column(_("Number"), CODE), Column(_("Call number")), Column(_("Due"), DATE),
            Column(_("Days late"), NUMBER),
        ]  # fmt: skip
        rows = [(each.title, each.barcode, each.call_number, each.due_on, each.days_late) for each in loans]
        return table_response(Table(found.name, columns, rows), shape)
    context = {
        "place": found,
        "loans": loans,
        "late": sum(each.is_overdue for each in loans),
        "key": new_key(),
        "may_view_loans": actor_of(request).may("circulation.view_loans"),
    }
    return render(request, "web/batches/place.html", context)


@allowed("circulation.check_out_to_place")
@require_POST
def return_place(request: HttpRequest, place_id: int) -> HttpResponse:
    """Take back all that a place has, in one act that can itself be taken back."""
    actor = actor_of(request)
    if place_in_sight(actor, place_id) is None:
        raise Http404
    lines = [NewLine(each.barcode, item_id=each.item_id) for each in loans_of_place(place_id, now()) if each.barcode]
    if not lines:
        return redirect("batches.place", place_id)
    with writing():
        batch_id = actions.start_batch(
            actor, kind="return", lines=lines, now=now(), key=request.POST.get("key", "")[:80]
        )
        batch = batch_in_sight(actor, batch_id)
        assert batch is not None
        park(actor, batch)
    do_lines(actor, batch_id)
    return redirect("batches.batch", batch_id)
