"""Mending and repair: what is away, what is late, one case, and what repairs cost."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import CODE, DATE, MONEY, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.items.shown import currency, price_words, state_shown
from carrel.doors.web.phrases import put_on, sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.care import actions, queries
from carrel.rooms.care.forms import CostsForm, EndCaseForm, FindItemForm, MendingForm, RepairForm, case_initial
from carrel.rooms.care.phrases import KIND_WORDS, OUTCOME_WORDS
from carrel.rooms.care.rules import cases as rules
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from datetime import date

    from carrel.rooms.care.models import CareCase

PAGE = 50
VIEW = "care.view_care"
BEGIN = {rules.MENDING: "care.begin_mending", rules.REPAIR: "care.send_to_repair"}


def site_and_day(request: HttpRequest) -> tuple[int, date]:
    """The site the reader works at, and the day it is there. Raises Http404 for somebody without a site."""
    actor = actor_of(request)
    if actor.site_id is None:
        raise Http404
    return actor.site_id, schools.today_at(actor.site_id, now())


@require_safe
@allowed(VIEW)
def mending(request: HttpRequest) -> HttpResponseBase:
    """What lies on the mending shelf, the latest first; also as CSV and XLSX."""
    return _list(request, rules.MENDING)


@require_safe
@allowed(VIEW)
def repairs(request: HttpRequest) -> HttpResponseBase:
    """What is with a vendor for repair, the latest first; also as CSV and XLSX."""
    return _list(request, rules.REPAIR)


def _list(request: HttpRequest, kind: str) -> HttpResponseBase:
    site_id, today = site_and_day(request)
    cases = queries.open_cases(site_id, kind, today=today)
    past = queries.past_cases(site_id, kind)
    if shape := wanted_shape(request):
        return table_response(_table(kind, [shown.case for shown in cases], list(past[:5000])), shape)
    page = Paginator(past, PAGE).get_page(request.GET.get("page"))
    context = {
        "kind": kind,
        "kind_word": KIND_WORDS[kind],
        "cases": cases,
        "late": sum(bool(shown.late) for shown in cases),
        "page": page,
        "past": [(case, price_words(case.cost_minor)) for case in page],
        "form": FindItemForm(),
        "may_begin": actor_of(request).may(BEGIN[kind]),
    }
    return render(request, "web/care/cases.html", context)


def _table(kind: str, open_ones: list[CareCase], past: list[CareCase]) -> Table:
    columns = [
        Column(_("Title"), width=40), Column(_("Barcode"), CODE), Column(_("What is wrong"), width=40),
        Column(_("Who mends it")), Column(_("Vendor")), Column(_("RMA or ticket number"), CODE),
        Column(_("Sent on"), DATE), Column(_("Expected back on"), DATE), Column(_("Back on"), DATE),
        Column(_("How it ended")), Column(_("Cost"), MONEY), Column(_("Fund")),
    ]  # fmt: skip
    rows = (
        [
            case.item.record.title, case.item.barcode, case.what, case.who, case.vendor.name if case.vendor else None,
            case.rma, case.begun_on, case.due_back_on, case.back_on,
            str(OUTCOME_WORDS[case.outcome]) if case.outcome else None, case.cost_minor,
            case.fund.name if case.fund else None,
        ]
        for case in [*open_ones, *past]
    )  # fmt: skip
    return Table(str(KIND_WORDS[kind]), columns, rows)


@require_http_methods(["GET", "POST"])
@allowed("care.begin_mending")
def begin_mending(request: HttpRequest) -> HttpResponse:
    """Lay a thing on the mending shelf: scan it, say what is wrong."""
    return _begin(request, rules.MENDING)


@require_http_methods(["GET", "POST"])
@allowed("care.send_to_repair")
def send_to_repair(request: HttpRequest) -> HttpResponse:
    """Send a thing to a vendor: scan it, say what is wrong and to whom it goes."""
    return _begin(request, rules.REPAIR)


def _begin(request: HttpRequest, kind: str) -> HttpResponse:
    """?number= is what was scanned; without it the page asks for it first."""
    site_id, today = site_and_day(request)
    number = request.GET.get("number", "")[:200].strip()
    found = inventory.item_of_number(number, site_id=site_id) if number else None
    item = inventory.item_by_id(found.item_id) if found else None
    context: dict[str, Any] = {"kind": kind, "item": item, "number": number, "find_form": FindItemForm()}
    if item is None:
        return render(request, "web/care/begin.html", context, status=404 if number else 200)
    form = _form(kind, request, item.pk, {"key": secrets.token_urlsafe(16), "sent_on": today})
    begin = actions.begin_mending if kind == rules.MENDING else actions.send_to_repair
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        try:
            case_id = begin(actor_of(request), item_id=item.pk, words=form.words(), key=key, now=now())
        except Refused as refused:
            put_on(form, refused)
        else:
            text = _("“%(title)s” is in mending.") if kind == rules.MENDING else _("“%(title)s” is in repair.")
            messages.info(request, text % {"title": item.record.title}, extra_tags="done")
            return redirect("care.case", case_id)
    context |= {"form": form, "state": state_shown(item.state)}
    return render(request, "web/care/begin.html", context, status=422 if form.is_bound else 200)


def _form(kind: str, request: HttpRequest, item_id: int, initial: dict[str, object]) -> MendingForm:
    data = request.POST or None
    if kind == rules.MENDING:
        return MendingForm(data, initial=initial)
    return RepairForm(data, initial=initial, currency=currency(), item_id=item_id)


def _case(request: HttpRequest, case_id: int) -> CareCase:
    found = queries.case_seen(actor_of(request), case_id)
    if found is None:
        raise Http404
    return found


@require_safe
@allowed(VIEW)
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case: what is wrong, where it is, and how it ends."""
    return _page(request, _case(request, case_id))


def _page(request: HttpRequest, found: CareCase, *, end_form: Form | None = None) -> HttpResponse:
    actor = actor_of(request)
    today = schools.today_at(found.site_id, now())
    initial = {"key": secrets.token_urlsafe(16), "back_on": today}
    context = {
        "case": found,
        "kind_word": KIND_WORDS[found.kind],
        "outcome_word": OUTCOME_WORDS.get(found.outcome, ""),
        "state": state_shown(found.item.state),
        "late": rules.days_late(found.due_back_on, today) if found.ended_at is None else 0,
        "cost": price_words(found.cost_minor),
        "end_form": end_form or EndCaseForm(kind=found.kind, currency=currency(), initial=initial),
        "may": {
            verb: actor.may(f"care.{verb}") for verb in ("end_case", "change_case", "take_back_case", "reopen_case")
        },
    }
    return render(request, "web/care/case.html", context, status=422 if end_form else 200)


@require_http_methods(["GET", "POST"])
@allowed("care.change_case")
def change_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Change what is said of a case; a cost and an invoice often come late."""
    found = _case(request, case_id)
    form = _form(found.kind, request, found.item_id, case_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_case(actor_of(request), case_id=case_id, words=form.words(), now=now())
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.info(request, _("Kept."), extra_tags="done")
            return redirect("care.case", case_id)
    context = {"case": found, "form": form}
    return render(request, "web/care/change_case.html", context, status=422 if form.is_bound else 200)


@require_POST
@allowed("care.end_case")
def end_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Mended, repaired, replaced, or beyond repair."""
    found = _case(request, case_id)
    form = EndCaseForm(request.POST, kind=found.kind, currency=currency())
    if form.is_valid():
        values = form.cleaned_data
        fund = values.get("fund")
        try:
            state = actions.end_case(
                actor_of(request), case_id=case_id, outcome=values["outcome"], back_on=values["back_on"],
                cost_minor=values.get("cost_minor"), fund_id=fund.pk if fund else None,
                replacement=values.get("replacement", ""), key=values["key"], now=now(),
            )  # fmt: skip
        except Refused as refused:
            for sentence in sentences(refused):
                form.add_error("replacement" if refused.code == "care.replacement_unknown" else None, sentence)
        else:
            messages.info(request, _where(values["outcome"], state) % {"title": found.item.record.title}, "done")
            return redirect("care.case", case_id)
    return _page(request, found, end_form=form)


def _where(outcome: str, state: str) -> str:
    """What is done with the thing now."""
    if outcome == rules.BEYOND:
        return _("“%(title)s” is beyond repair. It is on the list of disposal now; nobody is lent it.")
    if outcome == rules.REPLACED:
        return _("“%(title)s” is withdrawn; the new one takes its place.")
    return {
        "on_hold": _("“%(title)s” is whole again. Somebody waits for it: put it on the hold shelf."),
        "in_transit": _("“%(title)s” is whole again and goes to another school. Its slip prints."),
    }.get(state, _("“%(title)s” is whole again. Put it on its shelf."))


@require_POST
@allowed("care.reopen_case")
def reopen_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """It was not back yet."""
    actions.reopen_case(actor_of(request), case_id=case_id, now=now())
    messages.info(request, _("The case is open again."), extra_tags="done")
    return redirect("care.case", case_id)


@require_POST
@allowed("care.take_back_case")
def take_back_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """It was begun by mistake."""
    found = _case(request, case_id)
    actions.take_back_case(actor_of(request), case_id=case_id, now=now())
    text = _("The case of “%(title)s” is taken back; the thing is as it was.")
    messages.info(request, text % {"title": found.item.record.title}, extra_tags="done")
    return redirect("care.mending" if found.kind == rules.MENDING else "care.repairs")


@require_safe
@allowed(VIEW)
def costs(request: HttpRequest) -> HttpResponseBase:
    """What repairs cost, by fund and by item, of a stretch of days; this school year unless told otherwise."""
    site_id, today = site_and_day(request)
    year = schools.school_year_on(today)
    first, last = (year.starts_on, year.ends_on) if year else (today.replace(month=1, day=1), today)
    form = CostsForm(request.GET or None, initial={"first": first, "last": last})
    if form.is_valid():
        first = form.cleaned_data["first"] or first
        last = form.cleaned_data["last"] or last
    funds, items = queries.costs_by_fund(site_id, first, last), queries.costs_by_item(site_id, first, last)
    if shape := wanted_shape(request):
        columns = [Column(_("Item"), width=40), Column(_("Barcode"), CODE), Column(_("Repairs"), NUMBER),
                   Column(_("Cost"), MONEY)]  # fmt: skip
        rows = [[each.name, each.code, each.count, each.minor] for each in items]
        return table_response(Table(_("Costs of repair"), columns, rows), shape)
    context = {
        "form": form,
        "first": first,
        "last": last,
        "funds": [(each, price_words(each.minor)) for each in funds],
        "items": [(each, price_words(each.minor)) for each in items],
        "total": price_words(sum(each.minor for each in funds)),
    }
    return render(request, "web/care/costs.html", context)
