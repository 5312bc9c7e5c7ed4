"""The overdues: who is late with what, by class, on the screen, on paper and as a table."""

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.tables.table import CODE, DATE, MONEY, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import currency
from carrel.doors.web.circulation.tabs import tabs_for
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation.forms import OverdueForm
from carrel.rooms.circulation.queries.overdues import (
    OverdueFilter,
    OverdueReader,
    homerooms_with_overdues,
    overdue_counts,
    overdue_readers,
)
from carrel.rooms.circulation.queries.places import overdue_at_places
from carrel.rooms.people.actions import record_views

MOST_READERS = 100
"""For more at once the list is narrowed to a class first."""
SORTS = {
    "class": lambda each: (each.homeroom, each.list_name),
    "name": lambda each: each.list_name,
    "items": lambda each: (each.items, each.days_late),
    "late": lambda each: (each.days_late, each.items),
    "fine": lambda each: (each.fine_minor, each.days_late),
}


@allowed("circulation.view_overdues")
@require_safe
def overdues(request: HttpRequest) -> HttpResponseBase:
    """Every reader of the site with something late; `?sort= &homeroom= &days= &kind= &titles=1 &as=csv|xlsx`."""
    actor, moment = actor_of(request), now()
    form = OverdueForm(request.GET or None, homerooms=homerooms_with_overdues(actor, moment))
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    narrowed = OverdueFilter(asked.get("homeroom", ""), asked.get("days", 1) or 1, asked.get("kind", ""))
    readers = _sorted(overdue_readers(actor, moment, narrowed), request.GET.get("sort", ""))
    record_views(actor, person_ids=[each.person_id for each in readers], page="overdues", now=moment)
    sees_money = actor.may("charges.view_charges")
    if shape := wanted_shape(request):
        return table_response(_table(readers, with_money=sees_money), shape)
    items = sum(each.items for each in readers)
    before, _readers = overdue_counts(actor, moment - timedelta(days=7)) if not asked else (0, 0)
    costs = sum(each.fine_minor for each in readers) if sees_money else 0
    context = {
        "tabs": tabs_for(actor, "overdues"),
        "form": form,
        "readers": readers,
        "items": items,
        "newly": items - before if not asked else None,
        "titles": request.GET.get("titles") == "1",
        "sort": request.GET.get("sort", "class"),
        "costs": costs,
        "currency": currency(),
        "priced_in": currency() if costs else "",
        "may_view_person": actor.may("people.view_person"),
        "places": () if asked else overdue_at_places(actor, moment),
        "may_view_loans": actor.may("circulation.view_loans"),
        "may_renew": actor.may("circulation.renew_many") and len(readers) <= MOST_READERS,
    }
    return render(request, "web/circulation/overdues.html", context)


def _sorted(readers: tuple[OverdueReader, ...], wanted: str) -> list[OverdueReader]:
    key = SORTS.get(wanted.removeprefix("-"), SORTS["class"])
    return sorted(readers, key=key, reverse=wanted.startswith("-"))


def _table(readers: list[OverdueReader], *, with_money: bool) -> Table:
    columns = [
        Column(_("Reader")),
        Column(_("Class")),
        Column(_("Title"), width=40),
        Column(_("Number"), CODE),
        Column(_("Due"), DATE),
        Column(_("Days late"), NUMBER),
        Column(_("Language")),
        Column(_("Said to be back"), DATE),
    ]
    if with_money:
        columns.append(Column(_("Until now"), MONEY))
    return Table(
        _("Overdues"), columns, _rows(readers, with_money=with_money), zone=timezone.get_current_timezone_name()
    )


def _rows(readers: list[OverdueReader], *, with_money: bool) -> Iterator[list[object]]:
    for reader in readers:
        for loan in reader.loans:
            line = [
                reader.list_name, reader.homeroom, loan.title, loan.barcode, loan.due_on, loan.days_late,
                reader.language, loan.claimed_on,
            ]  # fmt: skip
            yield [*line, loan.fine_minor] if with_money else line
