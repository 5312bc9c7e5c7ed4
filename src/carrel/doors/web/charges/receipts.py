"""The money desk, sales, receipts one by one and as a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.papers.sheets import pdf_of
from carrel.cellar.tables import CODE, DATE, MONEY, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges import papers, shown
from carrel.doors.web.charges.deeds import attempt, new_key, site_of
from carrel.doors.web.charges.tabs import tabs_for
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.doors.web.templatetags.carrel_web import day_words
from carrel.rooms.charges import actions, forms, queries, rules
from carrel.rooms.charges.phrases import MEANS_WORDS, RECEIPT_WORDS

VIEW = "charges.view_charges"
A_PAGE = 50
SORTS = {"number": "number", "day": "on", "name": "person__family_name", "amount": "amount_minor"}


def _is_day(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


@require_safe
@allowed("charges.take_payment")
def money(request: HttpRequest) -> HttpResponse:
    """The money desk: scan a card, sell a page or a lanyard, see the drawer."""
    actor, site_id = actor_of(request), site_of(request)
    form = forms.SellForm(site_id=site_id, auto_id="sell_%s")
    drawer = queries.open_cash_day(site_id, actor.desk)
    words = shown.money_words()
    context = {
        "tabs": tabs_for(actor, "money"),
        "articles": [(each, words(each.price_minor), form[f"count_{each.pk}"]) for each in form.articles],
        "form": form,
        "drawer": drawer,
        "cash": words(drawer.float_minor + queries.takings(drawer.pk).get("cash", 0)) if drawer else "",
        "latest": shown.receipts_on_page(queries.receipts(actor)[:5]),
        "waiting": queries.waivers_waiting(actor).count(),
        "key": new_key(),
        "may_keep": actor.may("charges.keep_article"),
    }
    return render(request, "web/charges/money.html", context)


@require_POST
@allowed("charges.sell")
def sell(request: HttpRequest) -> HttpResponse:
    """Sell what is counted on the page; a quick button sells one for cash."""
    data = request.POST.copy()
    if quick := data.get("quick", ""):
        data[f"count_{quick}"] = "1"
        data["means"] = "cash"
    form = forms.SellForm(data, site_id=site_of(request))
    receipt: list[int] = []

    def deed(values: Mapping[str, Any]) -> str:
        paid = actions.sell(actor_of(request), sold=form.sold(), tender=form.tender(), now=now(), key=values["key"])
        receipt.append(paid.receipt_id)
        change = _("Give back %(sum)s.") % {"sum": shown.money(paid.change_minor)} if paid.change_minor else ""
        return f"{_('It is sold.')} {change}".strip()

    if attempt(request, form, deed) and not data.get("quick"):
        return redirect("charges.receipt", receipt[0])
    return redirect("charges.money")


@require_safe
@allowed(VIEW)
def receipts(request: HttpRequest) -> HttpResponseBase:
    """The receipts of the school, the latest first; also as CSV and XLSX."""
    actor = actor_of(request)
    means = request.GET.get("means", "")
    on = parse_date(request.GET.get("on", "")[:10]) if _is_day(request.GET.get("on", "")) else None
    found = queries.receipts(actor, means=means if means in rules.MEANS else "", on=on)
    sort = request.GET.get("sort", "")
    if column := SORTS.get(sort.removeprefix("-")):
        found = found.order_by(f"-{column}" if sort.startswith("-") else column, "-pk")
    if shape := wanted_shape(request):
        columns = [
            Column(_("Receipt"), CODE), Column(_("Day"), DATE), Column(_("What")), Column(_("Name"), width=32),
            Column(_("Paid by")), Column(_("Number"), CODE), Column(_("Amount"), MONEY), Column(_("Taken by")),
        ]  # fmt: skip
        lines = (
            [each.code, each.on, str(RECEIPT_WORDS[each.kind]), each.person.list_name if each.person else "",
             str(MEANS_WORDS[each.means]), each.reference, each.amount_minor, each.taken_by]
            for each in found.iterator(2000)
        )  # fmt: skip
        return table_response(Table(_("Receipts"), columns, lines), shape)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": shown.receipts_on_page(page),
        "means": means,
        "means_words": MEANS_WORDS,
        "on": on,
        "sort": sort,
        "tabs": tabs_for(actor, "receipts"),
    }
    return render(request, "web/charges/receipts.html", context)


@require_safe
@allowed(VIEW)
def receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """One receipt: what it was for, printed again, taken back."""
    actor = actor_of(request)
    found = queries.receipt_seen(actor, receipt_id)
    if found is None:
        raise Http404
    context = {
        "receipt": found,
        "slip": papers.receipt(found, day_words),
        "reversed_by": getattr(found, "reversed_by", None),
        "key": new_key(),
        "may_print": actor.may("charges.print_receipt"),
        "may_reverse": actor.may("charges.reverse_payment") and found.kind != "reversal",
    }
    return render(request, "web/charges/receipt.html", context)


@require_safe
@allowed(VIEW)
def receipt_pdf(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """A receipt as a PDF of the width of a receipt printer."""
    found = queries.receipt_seen(actor_of(request), receipt_id)
    if found is None:
        raise Http404
    return pdf_answer(pdf_of(papers.receipt(found), paper_mm=80), f"receipt-{found.pk}")


@require_POST
@allowed("charges.print_receipt")
def print_receipt(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """A receipt to the slip printer, again and again."""
    actor = actor_of(request)
    found = queries.receipt_seen(actor, receipt_id)
    if found is None:
        raise Http404

    def deed(_values: Mapping[str, Any]) -> str:
        actions.print_receipt(actor, receipt_id=receipt_id, slip=papers.receipt(found), now=now())
        return _("The receipt is on its way to the printer.")

    attempt(request, None, deed)
    return redirect("charges.receipt", receipt_id)


@require_POST
@allowed("charges.reverse_payment")
def reverse_payment(request: HttpRequest, receipt_id: int) -> HttpResponse:
    """Take a receipt back, by one of its own."""
    new: list[int] = []

    def deed(_values: Mapping[str, Any]) -> str:
        reason, key = squeeze(request.POST.get("reason", ""), 200), request.POST.get("key", "")[:60]
        new.append(
            actions.reverse_payment(
                actor_of(request), receipt_id=receipt_id, reason=reason, now=now(), key=key
            ).receipt_id
        )
        return _("It is taken back by this receipt. Give the money back, if it was paid in cash.")

    attempt(request, None, deed)
    return redirect("charges.receipt", new[0] if new else receipt_id)
