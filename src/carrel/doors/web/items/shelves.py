"""The shelf list, and the way into the items: by number, by shelf, by state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.tables import CODE, MOMENT, MONEY, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.items import shown
from carrel.doors.web.items.work import work_for
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.forms import ShelfForm
from carrel.rooms.inventory.phrases import STATE_WORDS
from carrel.rooms.inventory.rules import STATES
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from carrel.rooms.inventory.models import Item

PAGE = 100
MOST_PRINTED = 5_000
SORTS = {
    "shelf": (),
    "title": ("record__title_sort", "pk"),
    "barcode": ("barcode", "pk"),
    "place": ("place__sort", "place__name", "shelving_key", "pk"),
    "loans": ("loan_count", "pk"),
    "since": ("state_since_at", "pk"),
}


@require_safe
@allowed("inventory.view_items")
def items(request: HttpRequest) -> HttpResponse:
    """The way in: a number leads to its item, a state to its list, the rest to the shelves."""
    actor = actor_of(request)
    text = request.GET.get("q", "").strip()[:200]
    if text:
        found = queries.item_of_number(text, site_id=actor.site_id)
        if found is not None:
            return redirect("items.item", found.item_id)
    counts = queries.counts_by_state(actor.site_id) if actor.site_id else {}
    states = [
        {"shown": shown.state_shown(state), "count": counts[state], "query": f"?state={state}"}
        for state in STATES
        if counts.get(state)
    ]
    context = {"q": text, "states": states, "total": sum(counts.values()), "work": work_for(actor)}
    return render(request, "web/items/items.html", context)


@require_safe
@allowed("inventory.view_items")
def shelf_list(request: HttpRequest) -> HttpResponseBase:
    """The items of this site as they stand on the shelves; also as CSV, XLSX and in one piece for paper."""
    actor = actor_of(request)
    if actor.site_id is None:
        raise Http404
    form = ShelfForm(request.GET, site_id=actor.site_id)
    start = end = ""
    only: dict[str, Any] = {}
    if form.is_valid():
        start, end, only = form.cleaned_data["start"], form.cleaned_data["end"], form.narrowed()
    found = _sorted(queries.shelf_list(actor.site_id, start, end, **only), request.GET.get("sort", ""))
    if shape := wanted_shape(request):
        return table_response(_table(found, actor.site_id), shape)
    is_print = request.GET.get("as") == "print"
    page = Paginator(found, MOST_PRINTED if is_print else PAGE).get_page(request.GET.get("page"))
    rows = [{"item": item, "state": shown.state_shown(item.state)} for item in page]
    context = {"form": form, "page": page, "rows": rows, "is_print": is_print, "count": page.paginator.count}
    context["may_change_many"] = actor.may("care.look_at_change")
    return render(request, "web/items/shelf_list.html", context)


def _sorted(found: QuerySet[Item], sort: str) -> QuerySet[Item]:
    order = SORTS.get(sort.removeprefix("-"), ())
    if sort == "-shelf":
        return found.reverse()
    if not order:
        return found
    return found.order_by(*(f"-{name}" if sort.startswith("-") else name for name in order))


def _table(found: QuerySet[Item], site_id: int) -> Table:
    site = schools.site(site_id)
    columns = [
        Column(_("Call number"), CODE),
        Column(_("Title"), width=44),
        Column(_("Author")),
        Column(_("Barcode"), CODE),
        Column(_("Copy"), NUMBER),
        Column(_("Volume")),
        Column(_("Place")),
        Column(_("Item type")),
        Column(_("State")),
        Column(_("Price"), MONEY),
        Column(_("Loans"), NUMBER),
        Column(_("Last lent"), MOMENT),
        Column(_("Last seen"), MOMENT),
    ]
    title = _("Shelf list of %(site)s") % {"site": site.called if site else ""}
    return Table(title, columns, _rows(found), zone=str(schools.zone_of(site_id)))


def _rows(found: QuerySet[Item]) -> Iterator[list[object]]:
    for item in found.iterator(2000):
        yield [
            item.call_number,
            item.record.title,
            item.record.author,
            item.barcode,
            item.copy_number,
            item.volume,
            item.place.name if item.place else None,
            item.item_type.name,
            str(STATE_WORDS[item.state]),
            item.price_minor,
            item.loan_count,
            item.last_loaned_at,
            item.last_seen_at,
        ]
