"""Work in lieu, payment plans, waivers that wait, invoices: what is agreed about debts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.tables import DATE, MONEY, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges import papers, shown
from carrel.doors.web.charges.deeds import attempt, to_account
from carrel.doors.web.charges.tabs import tabs_for
from carrel.doors.web.pdf import pdf_answer
from carrel.doors.web.people.sight import today_of
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.charges import actions, forms, queries
from carrel.rooms.charges.phrases import PLAN_WORDS

VIEW = "charges.view_charges"


@require_POST
@allowed("charges.agree_work")
def agree_work(request: HttpRequest, person_id: int) -> HttpResponse:
    """Agree that a debt is worked off."""

    def deed(values: Mapping[str, Any]) -> str:
        actions.agree_work(actor_of(request), person_id=person_id, agreed_with=values["agreed_with"], now=now())
        return _("It is agreed. Enter the hours as they are worked.")

    attempt(request, forms.AgreeForm(request.POST), deed)
    return to_account(person_id, "lieu")


@require_POST
@allowed("charges.enter_work")
def enter_work(request: HttpRequest, person_id: int, agreement_id: int) -> HttpResponse:
    """So many minutes, seen by somebody."""
    form = forms.WorkForm(request.POST)

    def deed(values: Mapping[str, Any]) -> str:
        paid = actions.enter_work(
            actor_of(request), agreement_id=agreement_id, worked=form.worked(), now=now(), key=values["key"]
        )
        return _("The work is entered. %(sum)s is still owed.") % {"sum": shown.money(paid.left_minor)}

    attempt(request, form, deed)
    return to_account(person_id, "lieu")


@require_POST
@allowed("charges.end_work")
def end_work(request: HttpRequest, person_id: int, agreement_id: int) -> HttpResponse:
    """End an agreement on work."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.end_work(actor_of(request), agreement_id=agreement_id, now=now())
        return _("The agreement is over. What was worked stays.")

    attempt(request, None, deed)
    return to_account(person_id, "lieu")


@require_POST
@allowed("charges.make_plan")
def make_plan(request: HttpRequest, person_id: int) -> HttpResponse:
    """All that is owed, in equal parts with days."""
    form = forms.PlanForm(request.POST)

    def deed(values: Mapping[str, Any]) -> str:
        actions.make_plan(
            actor_of(request), person_id=person_id, parts=form.plan(queries.owed_by(person_id)),
            agreed_with=values["agreed_with"], now=now(),
        )  # fmt: skip
        return _("The plan is made.")

    attempt(request, form, deed)
    return to_account(person_id, "plan")


@require_POST
@allowed("charges.end_plan")
def end_plan(request: HttpRequest, person_id: int, plan_id: int) -> HttpResponse:
    """End a payment plan."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.end_plan(actor_of(request), plan_id=plan_id, now=now())
        return _("The plan is over. What is owed stays owed.")

    attempt(request, None, deed)
    return to_account(person_id, "plan")


@require_safe
@allowed(VIEW)
def plans(request: HttpRequest) -> HttpResponseBase:
    """The payment plans of the school: kept, late, done; also as CSV and XLSX."""
    actor = actor_of(request)
    found = [queries.plan_shown(each, today_of(actor)) for each in queries.plans_in_sight(actor)]
    found.sort(key=lambda each: (each.standing.word != "late", each.standing.next_on or each.plan.made_at.date()))
    if shape := wanted_shape(request):
        columns = [
            Column(_("Name"), width=32), Column(_("How it stands")), Column(_("In all"), MONEY),
            Column(_("Left"), MONEY), Column(_("Behind"), MONEY), Column(_("Next on"), DATE),
        ]  # fmt: skip
        lines = [
            [each.plan.person.list_name, str(PLAN_WORDS[each.standing.word]), each.plan.total_minor, each.left_minor,
             each.standing.behind_minor, each.standing.next_on]
            for each in found
        ]  # fmt: skip
        return table_response(Table(_("Payment plans"), columns, lines), shape)
    words = shown.money_words()
    rows = [shown.plan_on_page(each, words) for each in found]
    return render(request, "web/charges/plans.html", {"rows": rows, "tabs": tabs_for(actor, "plans")})


@require_safe
@allowed(VIEW)
def waivers(request: HttpRequest) -> HttpResponse:
    """Waivers that wait for approval."""
    actor = actor_of(request)
    words = shown.money_words()
    rows = [(each, words(each.amount_minor)) for each in queries.waivers_waiting(actor)]
    context = {"rows": rows, "may_approve": actor.may("charges.approve_waiver"), "tabs": tabs_for(actor, "waivers")}
    return render(request, "web/charges/waivers.html", context)


@require_POST
@allowed("charges.approve_waiver")
def approve_waiver(request: HttpRequest, waiver_id: int) -> HttpResponse:
    """Waive what was asked for."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.approve_waiver(actor_of(request), waiver_id=waiver_id, now=now())
        return _("It is waived. Your name stands beside it.")

    attempt(request, None, deed)
    return redirect("charges.waivers")


@require_POST
@allowed("charges.approve_waiver")
def decline_waiver(request: HttpRequest, waiver_id: int) -> HttpResponse:
    """Let it be owed as before."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.decline_waiver(actor_of(request), waiver_id=waiver_id, now=now())
        return _("It is not waived.")

    attempt(request, None, deed)
    return redirect("charges.waivers")


@require_POST
@allowed("charges.make_invoice")
def make_invoice(request: HttpRequest, person_id: int) -> HttpResponse:
    """Bill all that is open, itemised."""

    def deed(values: Mapping[str, Any]) -> str:
        actions.make_invoice(actor_of(request), person_id=person_id, addressee=values["addressee"], now=now())
        return _("The invoice is made. Print it, or save it.")

    attempt(request, forms.InvoiceForm(request.POST), deed)
    return to_account(person_id, "invoices")


@require_POST
@allowed("charges.withdraw_invoice")
def withdraw_invoice(request: HttpRequest, person_id: int, invoice_id: int) -> HttpResponse:
    """Withdraw an invoice; what is owed stays owed."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.withdraw_invoice(actor_of(request), invoice_id=invoice_id, now=now())
        return _("The invoice is withdrawn.")

    attempt(request, None, deed)
    return to_account(person_id, "invoices")


@require_safe
@allowed(VIEW)
def invoice(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """An invoice as PDF, in the language of the family where the program speaks it."""
    found = queries.invoice_seen(actor_of(request), invoice_id)
    if found is None:
        raise Http404
    language = found.person.home_language
    with translation.override(language if language in dict(settings.LANGUAGES) else translation.get_language()):
        return pdf_answer(papers.invoice(found), f"invoice-{found.pk}")
