"""Lost, or brought back: one page for a loan, what follows from it, and the list to search the shelves by."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables.table import CODE, DATE, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.circulation.loans import loan_in_sight
from carrel.doors.web.circulation.tabs import new_key, tabs_for
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.phrases import sentence, sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.forms import ClaimForm, LostForm
from carrel.rooms.circulation.queries.claims import ClaimShown, claims_to_search
from carrel.rooms.circulation.queries.losing import act_that_ended, lost_sums
from carrel.rooms.people.actions import record_view
from carrel.rooms.schools.queries import today_at

if TYPE_CHECKING:
    from carrel.rooms.circulation.models import Loan


@allowed("circulation.declare_lost", "circulation.claim_returned")
@require_http_methods(["GET", "HEAD", "POST"])
def declare_lost(request: HttpRequest, loan_id: int) -> HttpResponse:
    """What taking it for lost would bill, and the two ways on: it is lost, or the reader says they brought it back."""
    actor = actor_of(request)
    found = loan_in_sight(actor, loan_id)
    if request.method != "POST":
        if found.patron_id is not None:
            record_view(actor, person_id=found.patron_id, page="loan", now=now())
        return _page(request, actor, found)
    form = LostForm(request.POST, auto_id="lost_%s")
    if not form.is_valid():
        return _page(request, actor, found, lost_form=form, status=422)
    try:
        lost = actions.declare_lost(actor, loan_id=loan_id, now=now(), **form.cleaned_data)
    except Refused as refused:
        for text in sentences(refused):
            form.add_error("price_minor", text)
        return _page(request, actor, found, lost_form=form, status=409)
    billed = lost.price_minor + lost.fee_minor + lost.fine_minor
    said = _("Taken for lost. Billed: %(sum)s.") % {"sum": money(billed)} if billed else _("Taken for lost.")
    messages.info(request, said, extra_tags="done")
    return redirect("circulation.loan", loan_id)


@allowed("circulation.claim_returned")
@require_POST
def claim_returned(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Note that the reader says they brought it back."""
    actor, form = actor_of(request), ClaimForm(request.POST, auto_id="claim_%s")
    found = loan_in_sight(actor, loan_id)
    if not form.is_valid():
        return _page(request, actor, found, claim_form=form, status=422)
    try:
        claimed = actions.claim_returned(actor, loan_id=loan_id, now=now(), **form.cleaned_data)
    except Refused as refused:
        for text in sentences(refused):
            form.add_error("said_on", text)
        return _page(request, actor, found, claim_form=form, status=409)
    for each in claimed.tells:
        messages.info(request, sentence(each), extra_tags="tell")
    said = _("Noted. No fine grows from that day on, and it stands on the list to search the shelves by.")
    messages.info(request, said, extra_tags="done")
    return redirect("circulation.loan", loan_id)


@allowed("circulation.undo")
@require_POST
def take_back_loss(request: HttpRequest, loan_id: int) -> HttpResponse:
    """It is not lost after all, or nobody said that they brought it back: the last such deed is taken back."""
    actor = actor_of(request)
    found = loan_in_sight(actor, loan_id)
    try:
        actions.undo(actor, act_id=act_that_ended(found), now=now(), key=request.POST.get("key", "")[:80])
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.info(request, _("Taken back. The loan goes on as it was."), extra_tags="done")
    return redirect("circulation.loan", loan_id)


@allowed("circulation.forgive_fine")
@require_POST
def forgive_fine(request: HttpRequest, loan_id: int) -> HttpResponse:
    """The fine of a loan is forgiven, or charged after all."""
    actor = actor_of(request)
    loan_in_sight(actor, loan_id)
    forgives = request.POST.get("back") != "1"
    deed = actions.forgive_fine if forgives else actions.charge_fine
    try:
        minor = deed(actor, loan_id=loan_id, now=now(), key=request.POST.get("key", "")[:80])
    except Refused as refused:
        tell_refused(request, refused)
    else:
        said = _("Forgiven: %(sum)s.") if forgives else _("Charged again: %(sum)s.")
        messages.info(request, said % {"sum": money(minor)}, extra_tags="done")
    return redirect("circulation.loan", loan_id)


@allowed("circulation.view_claims")
@require_safe
def claims(request: HttpRequest) -> HttpResponseBase:
    """What readers say they brought back, in the order of the shelves, without names; `?as=csv|xlsx`."""
    actor = actor_of(request)
    rows = claims_to_search(actor)
    if shape := wanted_shape(request):
        return table_response(_table(rows), shape)
    context = {
        "tabs": tabs_for(actor, "claims"),
        "rows": rows,
        "key": new_key(),
        "may_check_in": actor.may("circulation.check_in") and actor.may("circulation.view_loans"),
    }
    return render(request, "web/circulation/claims.html", context)


def _table(rows: tuple[ClaimShown, ...]) -> Table:
    columns = [
        Column(_("Call number")), Column(_("Title"), width=40), Column(_("Number"), CODE), Column(_("Place")),
        Column(_("School")), Column(_("Brought back, they say"), DATE), Column(_("Note"), width=30),
    ]  # fmt: skip
    return Table(_("Search the shelves"), columns, _lines(rows), zone=timezone.get_current_timezone_name())


def _lines(rows: tuple[ClaimShown, ...]) -> Iterator[list[object]]:
    for each in rows:
        yield [each.call_number, each.title, each.barcode, each.place, each.site, each.said_on, each.note]


def _page(request: HttpRequest, actor: Actor, found: "Loan", *, status: int = 200, **more: Any) -> HttpResponse:
    sums = lost_sums(found, now())
    first = {"key": new_key(), "price_minor": sums.price_minor}
    today = today_at(found.item.site_id, now())
    context = {
        "loan": found,
        "title": found.item.record.title,
        "price": money(sums.price_minor) if sums.price_minor is not None else "",
        "price_of": sums.price_of,
        "fee": money(sums.fee_minor) if sums.fee_minor else "",
        "fine": money(sums.fine_minor) if sums.fine_minor else "",
        "lost_form": LostForm(initial=first, auto_id="lost_%s"),
        "claim_form": ClaimForm(initial={"key": new_key(), "said_on": today}, auto_id="claim_%s"),
        "may_lose": actor.may("circulation.declare_lost"),
        "may_claim": actor.may("circulation.claim_returned"),
        "sees_money": actor.may("charges.view_charges"),
    }
    return render(request, "web/circulation/lost.html", context | more, status=status)
