"""A person's account: what is owed and why, paid, waived, worked off, given back; and everything agreed about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges import shown
from carrel.doors.web.charges.deeds import attempt, charges_ticked, new_key, site_of, to_account
from carrel.doors.web.people.sight import opened, to_kept, today_of, within_sight
from carrel.rooms.charges import actions, forms, queries, rules
from carrel.rooms.charges.phrases import LAW_NAMES, OWES_WORDS, PLAN_WORDS
from carrel.rooms.people import queries as people

VIEW = "charges.view_charges"
DEEDS = (
    "take_payment", "charge_by_hand", "reverse_charge", "reinstate_charge", "waive_charge", "ask_waiver",
    "refund_charge", "use_credit", "pay_out_credit", "agree_work", "enter_work", "end_work", "make_plan", "end_plan",
    "make_invoice", "withdraw_invoice", "protect_person", "sell", "reverse_credit",
)  # fmt: skip


@require_safe
@allowed(VIEW)
def find(request: HttpRequest) -> HttpResponseBase:
    """Who a scanned card or a typed name is: one person's account at once, else the names to choose from."""
    actor, text = actor_of(request), request.GET.get("q", "")[:200].strip()
    card = people.person_of_card(text) if text else None
    if card is not None and people.may_see_person(actor, card.person_id):
        return redirect("charges.account", card.person_id)
    found = people.persons_found(actor, text, today=today_of(actor), limit=20) if text else []
    if len(found) == 1:
        return redirect("charges.account", found[0].person_id)
    owed = queries.owed_by_each([each.person_id for each in found])
    words = shown.money_words()
    rows = [(each, words(owed[each.person_id]) if each.person_id in owed else "") for each in found]
    return render(request, "web/charges/find.html", {"q": text, "rows": rows})


@require_safe
@allowed(VIEW)
@within_sight
def account(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """The account of one person."""
    person = opened(request, person_id, "account")
    if (moved := to_kept(person, person_id, "charges.account")) is not None:
        return moved
    actor, today = actor_of(request), today_of(actor_of(request))
    owed = shown.account_of(person.pk, today)
    laws, own = queries.laws_of_sites(), queries.law_of_district()
    law = queries.law_of_site(actor.site_id)
    of_each = [laws.get(each.site_id or 0, own).of(each.code) for each in owed.open_ones]
    setting = queries.money_setting(actor.site_id)
    guardians = queries.guardians_of(person.pk)
    # Who has neither a grade nor a guardian is no student: a teacher owes what a teacher lost.
    by_guardian = any(each.owes == rules.GUARDIAN for each in of_each)
    owes = rules.GUARDIAN if by_guardian and (person.grade or guardians) else rules.PATRON
    words = shown.money_words()
    work = queries.open_work(person.pk)
    plan = queries.open_plan(person.pk)
    context = {
        "person": person,
        "owed": owed,
        "owes_words": OWES_WORDS[owes],
        "guardians": guardians,
        "law_name": LAW_NAMES.get(law.code, law.code),
        "statutes": sorted({each.statute for each in of_each} - {""}),
        "may": {deed: actor.may(f"charges.{deed}") for deed in DEEDS},
        "key": new_key(),
        "pay_form": forms.PayForm(initial={"amount": owed.total_minor}, auto_id="pay_%s"),
        "by_hand_form": forms.ByHandForm(auto_id="hand_%s"),
        "damage_form": forms.DamageForm(rows=queries.damage_rows(actor).filter(is_active=True), auto_id="damage_%s"),
        "tender_form": forms.TenderForm(auto_id="out_%s"),
        "work": work,
        "work_rate": words(work.rate_minor if work else setting.work_rate_minor),
        "work_form": forms.WorkForm(initial={"on": today, "supervised_by": actor.name}, auto_id="work_%s"),
        "agree_form": forms.AgreeForm(initial={"agreed_with": ", ".join(guardians)}, auto_id="agree_%s"),
        "plan": shown.plan_on_page(queries.plan_shown(plan, today), words) if plan is not None else None,
        "plan_word": PLAN_WORDS,
        "plan_form": forms.PlanForm(
            initial={"agreed_with": ", ".join(guardians), "first_on": today}, auto_id="plan_%s"
        ),
        "invoice_form": forms.InvoiceForm(
            initial={"addressee": ", ".join(guardians) or person.legal_name}, auto_id="invoice_%s"
        ),
        "protection": queries.protection_of(actor, person.pk),
        "ground_form": forms.GroundForm(auto_id="ground_%s"),
    }
    return render(request, "web/charges/account.html", context)


@require_POST
@allowed("charges.take_payment")
def take_payment(request: HttpRequest, person_id: int) -> HttpResponse:
    """Money for the ticked charges, else for the oldest."""
    form = forms.PayForm(request.POST)
    receipt: list[int] = []

    def deed(values: Mapping[str, Any]) -> str:
        paid = actions.take_payment(
            actor_of(request), person_id=person_id, amount_minor=values["amount"], tender=form.tender(),
            charge_ids=charges_ticked(request), now=now(), key=values["key"],
        )  # fmt: skip
        receipt.append(paid.receipt_id)
        return _paid(paid)

    if attempt(request, form, deed):
        return redirect("charges.receipt", receipt[0])
    return to_account(person_id, "pay")


def _paid(paid: actions.Paid) -> str:
    left = _("%(sum)s is still owed.") % {"sum": shown.money(paid.left_minor)} if paid.left_minor else ""
    change = _("Give back %(sum)s.") % {"sum": shown.money(paid.change_minor)} if paid.change_minor else ""
    return " ".join(part for part in (_("It is paid."), change, left) if part)


@require_POST
@allowed("charges.charge_by_hand")
def charge_by_hand(request: HttpRequest, person_id: int) -> HttpResponse:
    """A charge that staff make, in their words."""

    def deed(values: Mapping[str, Any]) -> str:
        new = rules.NewCharge(
            person_id, site_of(request), values["kind"], values["amount"] or 0, values["amount"] or 0,
            today_of(actor_of(request)), values["text"], values["barcode"], values["title"], basis={"rule": "by hand"},
        )  # fmt: skip
        actions.charge_by_hand(actor_of(request), new=new, now=now(), key=values["key"])
        return _("It is charged.")

    attempt(request, forms.ByHandForm(request.POST), deed)
    return to_account(person_id)


@require_POST
@allowed("charges.charge_by_hand")
def charge_damage(request: HttpRequest, person_id: int) -> HttpResponse:
    """A damage out of the schedule, by the price and age of the thing."""
    actor = actor_of(request)

    def deed(values: Mapping[str, Any]) -> str:
        row = values["row"]
        found = queries.damage_assessed(
            row, price_minor=values["price"], age_years=values["years"] or 0, count=values["count"]
        )
        new = rules.NewCharge(
            person_id, site_of(request), rules.DAMAGED, found.minor, found.minor, today_of(actor), row.name, "",
            values["title"], basis=found.basis,
        )  # fmt: skip
        actions.charge_by_hand(actor, new=new, now=now(), key=values["key"])
        return _("%(damage)s: %(sum)s is charged.") % {"damage": row.name, "sum": shown.money(found.minor)}

    attempt(request, forms.DamageForm(request.POST, rows=queries.damage_rows(actor)), deed)
    return to_account(person_id)


@require_POST
@allowed("charges.waive_charge")
def waive_charge(request: HttpRequest, person_id: int, charge_id: int) -> HttpResponse:
    """Let part of a charge go; above the limit it waits for approval."""
    actor = actor_of(request)

    def deed(values: Mapping[str, Any]) -> str:
        given = {"charge_id": charge_id, "amount_minor": values["amount"], "reason": values["reason"], "now": now()}
        if "ask" in request.POST:
            actions.ask_waiver(actor, **given)
            return _("It waits for somebody who may approve.")
        actions.waive_charge(actor, **given)
        return _("It is waived. It stays on record with its reason.")

    attempt(request, forms.PartForm(request.POST), deed)
    return _back(request, person_id, charge_id)


@require_POST
@allowed("charges.refund_charge")
def refund_charge(request: HttpRequest, person_id: int, charge_id: int) -> HttpResponse:
    """Owe part of what was paid back."""

    def deed(values: Mapping[str, Any]) -> str:
        actions.refund_charge(
            actor_of(request), charge_id=charge_id, amount_minor=values["amount"], reason=values["reason"], now=now()
        )
        return _("It is owed back. Pay it out, or set it against another charge.")

    attempt(request, forms.PartForm(request.POST), deed)
    return _back(request, person_id, charge_id, "credits")


def _back(request: HttpRequest, person_id: int, charge_id: int, at: str = "") -> HttpResponse:
    """To the page of the charge when that is where it was done, else to the account."""
    if request.POST.get("back") == "charge":
        return redirect("charges.charge", charge_id)
    return to_account(person_id, at)


@require_POST
@allowed("charges.reverse_credit")
def reverse_credit(request: HttpRequest, person_id: int, credit_id: int) -> HttpResponse:
    """Take an unused credit back."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.reverse_credit(
            actor_of(request), credit_id=credit_id, reason=squeeze(request.POST.get("reason", ""), 200), now=now()
        )
        return _("The credit is taken back.")

    attempt(request, None, deed)
    return to_account(person_id, "credits")


@require_POST
@allowed("charges.use_credit")
def use_credit(request: HttpRequest, person_id: int, credit_id: int) -> HttpResponse:
    """Set a credit against what is owed, the oldest first."""

    def deed(_values: Mapping[str, Any]) -> str:
        key = request.POST.get("key", "")[:60]
        return _paid(actions.use_credit(actor_of(request), credit_id=credit_id, now=now(), key=key))

    attempt(request, None, deed)
    return to_account(person_id)


@require_POST
@allowed("charges.pay_out_credit")
def pay_out_credit(request: HttpRequest, person_id: int, credit_id: int) -> HttpResponse:
    """Give back over the counter what is left of a credit."""
    form = forms.TenderForm(request.POST)
    receipt: list[int] = []

    def deed(values: Mapping[str, Any]) -> str:
        paid = actions.pay_out_credit(
            actor_of(request), credit_id=credit_id, tender=form.tender(), now=now(), key=values["key"]
        )
        receipt.append(paid.receipt_id)
        return _("It is paid out.")

    if attempt(request, form, deed):
        return redirect("charges.receipt", receipt[0])
    return to_account(person_id, "credits")


@require_POST
@allowed("charges.protect_person")
def protect_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Stop billing a person, or bill again; only few see that, and why."""
    actor = actor_of(request)

    def deed(values: Mapping[str, Any]) -> str:
        actions.protect_person(actor, person_id=person_id, ground=values["ground"], now=now())
        return _("Billing has stopped.")

    attempt(request, forms.GroundForm(request.POST), deed)
    return to_account(person_id)


@require_POST
@allowed("charges.end_protection")
def end_protection(request: HttpRequest, person_id: int) -> HttpResponse:
    """Bill a person again from now on."""

    def deed(_values: Mapping[str, Any]) -> str:
        actions.end_protection(actor_of(request), person_id=person_id, now=now())
        return _("From now on charges are billed again.")

    attempt(request, None, deed)
    return to_account(person_id)
