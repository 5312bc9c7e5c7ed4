"""Drawers: opened with a float, counted in the evening, over and short, a sheet and a deposit slip for the office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.tables import DATE, MONEY, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges import papers, shown
from carrel.doors.web.charges.deeds import attempt, site_of
from carrel.doors.web.charges.tabs import tabs_for
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.charges import actions, forms, queries, rules
from carrel.rooms.charges.phrases import MEANS_WORDS

OPEN = "charges.open_cash_day"


def _over(day: Any) -> int | None:
    if day.counted_minor is None:
        return None
    return rules.over_or_short(
        float_minor=day.float_minor, cash_minor=day.cash_minor or 0, counted_minor=day.counted_minor
    )


@require_safe
@allowed(OPEN)
def drawers(request: HttpRequest) -> HttpResponseBase:
    """The drawers of the school, the latest first; also as CSV and XLSX."""
    actor, site_id = actor_of(request), site_of(request)
    found = queries.cash_days(actor)
    if shape := wanted_shape(request):
        columns = [
            Column(_("Day"), DATE), Column(_("Desk")), Column(_("Float"), MONEY), Column(_("Cash taken"), MONEY),
            Column(_("Counted"), MONEY), Column(_("Over or short"), MONEY), Column(_("Closed by")), Column(_("Note")),
        ]  # fmt: skip
        lines = (
            [each.day, each.desk, each.float_minor, each.cash_minor, each.counted_minor, _over(each), each.closed_by,
             each.note]
            for each in found
        )  # fmt: skip
        return table_response(Table(_("Drawers"), columns, lines), shape)
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    words = shown.money_words()
    context = {
        "page": page,
        "rows": [(each, shown.signed(_over(each), words), words(each.counted_minor or 0)) for each in page],
        "open_here": queries.open_cash_day(site_id, actor.desk),
        "form": forms.FloatForm(initial={"amount": queries.money_setting(site_id).float_minor}),
        "tabs": tabs_for(actor, "drawers"),
    }
    return render(request, "web/charges/drawers.html", context)


@require_POST
@allowed(OPEN)
def open_cash_day(request: HttpRequest) -> HttpResponse:
    """Open the drawer of this desk."""

    def deed(values: Mapping[str, Any]) -> str:
        actions.open_cash_day(actor_of(request), float_minor=values["amount"] or 0, now=now())
        return _("The drawer is open.")

    attempt(request, forms.FloatForm(request.POST), deed)
    return redirect("charges.drawers")


@require_safe
@allowed(OPEN)
def drawer(request: HttpRequest, cash_day_id: int) -> HttpResponse:
    """The sheet of one drawer: float, takings by means, counted, over or short, every receipt."""
    actor = actor_of(request)
    found = queries.cash_day_seen(actor, cash_day_id)
    if found is None:
        raise Http404
    takings = queries.takings(found.pk)
    over, words = _over(found), shown.money_words()
    context = {
        "day": found,
        "float": words(found.float_minor),
        "takings": [(MEANS_WORDS[means], words(takings.get(means, 0))) for means in rules.MEANS_OF_MONEY],
        "should": words(found.float_minor + takings.get(rules.CASH, 0)),
        "counted": words(found.counted_minor or 0),
        "over": over,
        "over_words": shown.signed(over, words),
        "rows": shown.receipts_on_page(queries.receipts_of_day(found.pk)),
        "form": forms.CloseForm(),
        "may_close": actor.may("charges.close_cash_day"),
        "may_reopen": actor.may("charges.reopen_cash_day"),
    }
    return render(request, "web/charges/drawer.html", context)


@require_POST
@allowed("charges.close_cash_day")
def close_cash_day(request: HttpRequest, cash_day_id: int) -> HttpResponse:
    """Count the drawer and close it."""

    def deed(values: Mapping[str, Any]) -> str:
        over = actions.close_cash_day(
            actor_of(request), cash_day_id=cash_day_id, counted_minor=values["counted"] or 0, note=values["note"],
            now=now(),
        )  # fmt: skip
        if not over:
            return _("The drawer is closed. It holds what it should.")
        return _("The drawer is closed. Over or short: %(sum)s.") % {"sum": shown.signed(over, shown.money_words())}

    attempt(request, forms.CloseForm(request.POST), deed)
    return redirect("charges.drawer", cash_day_id)


@require_POST
@allowed("charges.reopen_cash_day")
def reopen_cash_day(request: HttpRequest, cash_day_id: int) -> HttpResponse:
    """Open a closed drawer again."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.reopen_cash_day(actor_of(request), cash_day_id=cash_day_id, now=now())
        return _("The drawer is open again.")

    attempt(request, None, deed)
    return redirect("charges.drawer", cash_day_id)


@require_safe
@allowed(OPEN)
def deposit_slip(request: HttpRequest, cash_day_id: int) -> HttpResponse:
    """What goes to the bank, as PDF."""
    found = queries.cash_day_seen(actor_of(request), cash_day_id)
    if found is None or found.closed_at is None:
        raise Http404
    return pdf_answer(papers.deposit_slip(found), f"deposit-{found.pk}")
