"""Missing parts: the list, the count of a kit that came back, found, replaced, waived."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.kernel.writing import writing
from carrel.cellar.tables import CODE, MOMENT, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.kits.parts import said
from carrel.doors.web.kits.ticks import missing_of
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.forms import ChargePartsForm, SettleForm
from carrel.rooms.circulation.queries import MissingShown, checklist_of
from carrel.rooms.circulation.queries import missing_parts as missing_of_actor
from carrel.rooms.circulation.queries.facts import loan_facts
from carrel.rooms.people.actions import record_views

if TYPE_CHECKING:
    from carrel.rooms.circulation.models import Loan


@require_safe
@allowed("circulation.view_loans")
def missing_parts(request: HttpRequest) -> HttpResponseBase:
    """Every part that is missing and not settled; `?as=csv|xlsx`."""
    actor, moment = actor_of(request), now()
    rows = missing_of_actor(actor)
    seen = sorted({each.person_id for each in rows if each.person_id is not None})
    record_views(actor, person_ids=seen, page="missing_parts", now=moment)
    if shape := wanted_shape(request):
        return table_response(_table(rows), shape)
    context = {"rows": rows, "may_find": actor.may("circulation.part_found")}
    return render(request, "web/kits/missing_parts.html", context)


def _table(rows: tuple[MissingShown, ...]) -> Table:
    columns = [
        Column(_("Part")), Column(_("How many"), NUMBER), Column(_("Its barcode"), CODE), Column(_("Kit"), width=40),
        Column(_("Number"), CODE), Column(_("Reader")), Column(_("Since"), MOMENT),
    ]  # fmt: skip
    return Table(_("Missing parts"), columns, _lines(rows), zone=timezone.get_current_timezone_name())


def _lines(rows: tuple[MissingShown, ...]) -> Iterator[list[object]]:
    for each in rows:
        yield [each.name, each.count, each.part_barcode, each.title, each.barcode, each.person, each.noted_at]


@require_http_methods(["GET", "POST"])
@allowed("circulation.note_missing_part")
def count_parts(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Count the parts of a kit that has come back, here when the desk has gone on; settle what is missing."""
    actor = actor_of(request)
    loan = _loan(actor, loan_id)
    faults: list[str] = []
    if request.method == "POST":
        try:
            names = _note(actor, loan_id, request)
        except Refused as refused:
            faults = sentences(refused)
        else:
            say = _("Missing: %(parts)s.") % {"parts": ", ".join(names)} if names else _("All its parts are there.")
            messages.info(request, say, extra_tags="ask" if names else "done")
            return redirect("kits.count_parts", loan_id)
    rows = missing_of_actor(actor, loan_id=loan_id)
    context = {
        "charge_form": ChargePartsForm(rows=rows, auto_id="charge_%s"),
        "may_charge": actor.may("circulation.charge_missing_parts") and loan.patron_id is not None,
        "loan": loan, "parts": checklist_of(loan_id), "faults": faults, "key": new_key(), "form": SettleForm(),
        "rows": rows, "may_settle": actor.may("circulation.settle_missing_part"),
    }  # fmt: skip
    return render(request, "web/kits/count_parts.html", context, status=409 if faults else 200)


def _note(actor: Actor, loan_id: int, request: HttpRequest) -> list[str]:
    missing, key, names = missing_of(request.POST), request.POST.get("key", "")[:60], []
    with writing():
        for each in checklist_of(loan_id):
            if count := missing.get(each.key, 0):
                actions.note_missing_part(
                    actor, loan_id=loan_id, part_id=each.part_id if each.loan_id is None else None,
                    part_loan_id=each.loan_id, count=count, now=now(), key=f"{key}:{each.key}" if key else "",
                )  # fmt: skip
                names.append(each.name)
    return names


@require_POST
@allowed("circulation.part_found")
def part_found(request: HttpRequest, missing_id: int) -> HttpResponse:
    """The part is here."""
    say = _("It is here: nothing is owed for it.")
    said(request, lambda: actions.part_found(actor_of(request), missing_id=missing_id, now=now()), say)
    return _back(request)


@require_POST
@allowed("circulation.charge_missing_parts")
def charge_missing_parts(request: HttpRequest, loan_id: int) -> HttpResponse:
    """All that is missing of a kit is charged at once, each part at its price."""
    actor = actor_of(request)
    _loan(actor, loan_id)
    form = ChargePartsForm(request.POST, rows=missing_of_actor(actor, loan_id=loan_id))
    if not form.is_valid():
        faults = (str(each) for errors in form.errors.values() for each in errors)
        messages.info(request, " ".join(faults), extra_tags="refused")
        return redirect("kits.count_parts", loan_id)
    try:
        done = actions.charge_missing_parts(
            actor, loan_id=loan_id, prices=form.prices(), reason=form.cleaned_data["reason"], now=now(),
            key=request.POST.get("key", "")[:80],
        )  # fmt: skip
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
    else:
        charged = _("Charged: %(sum)s. It is settled.") % {"sum": money(done.minor)}
        messages.info(request, charged if done.minor else _("It is settled."), extra_tags="done")
    return redirect("kits.count_parts", loan_id)


@require_POST
@allowed("circulation.settle_missing_part")
def settle_missing_part(request: HttpRequest, missing_id: int) -> HttpResponse:
    """Replaced or waived, with a reason."""
    form = SettleForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        key = request.POST.get("key", "")[:80]
        say = _("It is settled.")
        said(
            request,
            lambda: actions.settle_missing_part(
                actor_of(request),
                missing_id=missing_id,
                how=values["how"],
                reason=values["reason"],
                now=now(),
                key=key,
                price_minor=values["price_minor"] or 0,
            ),
            say,
        )
    else:
        messages.info(request, _("Say in a word or two why it is settled without being found."), extra_tags="refused")
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the list, or for helpers who have none, to the desk."""
    return redirect("kits.missing_parts" if actor_of(request).may("circulation.view_loans") else "desk.desk")


def _loan(actor: Actor, loan_id: int) -> "Loan":
    loan = loan_facts(loan_id)
    if loan is None or not actor.sees_site(loan.item.site_id):
        raise Http404
    return loan
