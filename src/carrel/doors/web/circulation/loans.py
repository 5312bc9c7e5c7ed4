"""One loan: who, what, until when, what happened to it, and what can be done."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.circulation.money import money_of
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.phrases import sentence, sentences
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.forms import ChangeDueForm, RenewForm, SwapForm
from carrel.rooms.circulation.phrases import CHANGES, KEPT
from carrel.rooms.circulation.queries.claims import claim_of
from carrel.rooms.circulation.queries.explaining import changes_of
from carrel.rooms.circulation.queries.facts import loan_facts
from carrel.rooms.circulation.queries.standing import open_loan_of
from carrel.rooms.circulation.queries.swapping import loan_of_number
from carrel.rooms.people.actions import record_view
from carrel.rooms.people.queries import may_see_person

if TYPE_CHECKING:
    from carrel.rooms.circulation.models import Loan


@allowed("circulation.view_loans")
@require_safe
def loan(request: HttpRequest, loan_id: int) -> HttpResponse:
    """The page of one loan."""
    actor = actor_of(request)
    found = loan_in_sight(actor, loan_id)
    if found.patron_id is not None:
        record_view(actor, person_id=found.patron_id, page="loan", now=now())
    return _page(request, actor, found)


@allowed("circulation.view_loans")
@require_POST
def renew(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Renew from the loan's page; what asks is shown there with a field for the reason."""
    actor, form = actor_of(request), RenewForm(request.POST)
    found = loan_in_sight(actor, loan_id)
    if not form.is_valid():
        return _page(request, actor, found, renew_form=form, status=422)
    values = form.cleaned_data
    overrides = [code for code in values["overrides"].split(",") if code]
    try:
        renewed = actions.renew(
            actor, loan_id=loan_id, now=now(), key=values["key"], overrides=overrides, reason=values["reason"]
        )
    except Refused as refused:
        return _page(request, actor, found, refused=refused, status=409)
    return _done(request, loan_id, renewed.tells, _("Renewed."))


@allowed("circulation.view_loans")
@require_POST
def change_due(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Set another due date by hand."""
    actor, form = actor_of(request), ChangeDueForm(request.POST)
    found = loan_in_sight(actor, loan_id)
    if not form.is_valid():
        return _page(request, actor, found, change_form=form, status=422)
    try:
        changed = actions.change_due(actor, loan_id=loan_id, now=now(), **form.cleaned_data)
    except Refused as refused:
        for text in sentences(refused):
            form.add_error("due_on", text)
        return _page(request, actor, found, change_form=form, status=409)
    return _done(request, loan_id, changed.tells, _("The due date is changed."))


@allowed("circulation.view_loans")
@require_POST
def check_in(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Take the item back from the loan's page."""
    actor = actor_of(request)
    found = loan_in_sight(actor, loan_id)
    if found.returned_at is not None:
        return _page(request, actor, found, status=409)
    returned = actions.check_in(actor, item_id=found.item_id, now=now(), key=request.POST.get("key", "")[:80])
    return _done(request, loan_id, returned.tells, _("Returned."))


@allowed("circulation.swap_copies")
@require_POST
def swap_copies(request: HttpRequest, loan_id: int) -> HttpResponse:
    """The reader has another copy of it: the loan that copy is on and this one exchange their copies."""
    actor, form = actor_of(request), SwapForm(request.POST)
    found = loan_in_sight(actor, loan_id)
    if not form.is_valid():
        return _page(request, actor, found, swap_form=form, status=422)
    other = loan_of_number(form.cleaned_data["number"], site_id=actor.site_id)
    if other is None:
        form.add_error("number", _("No item on loan has this number. If it is in, return this one and lend the other."))
        return _page(request, actor, found, swap_form=form, status=422)
    try:
        key = form.cleaned_data["key"]
        actions.swap_copies(actor, loan_id=loan_id, other_loan_id=other, now=now(), key=key)
    except Refused as refused:
        for text in sentences(refused):
            form.add_error("number", text)
        return _page(request, actor, found, swap_form=form, status=409)
    return _done(request, loan_id, (), _("Swapped. Each reader has the copy they really hold on their name."))


@allowed("circulation.undo")
@require_POST
def take_back_renewal(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Take back that the loan renewed itself last night: nobody at a desk did it, so no desk has its line."""
    actor = actor_of(request)
    found = loan_in_sight(actor, loan_id)
    act_id = _renewed_itself(found)
    try:
        actions.undo(actor, act_id=act_id, now=now(), key=request.POST.get("key", "")[:80])
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.info(request, _("Taken back. The earlier due date holds again."), extra_tags="done")
    return redirect("circulation.loan", loan_id)


def _renewed_itself(found: "Loan") -> int:
    """The act by which the loan renewed itself, when nothing has happened to it since; 0 else."""
    last = changes_of(found)[-1:]
    return last[0].act_id if last and last[0].kind == "auto_renew" and found.returned_at is None else 0


def _done(request: HttpRequest, loan_id: int, tells: Iterable[Objection], word: str) -> HttpResponse:
    """Back to the loan's page, which says what was done and what was told with it."""
    for each in tells:
        messages.info(request, sentence(each), extra_tags="tell")
    messages.info(request, word, extra_tags="done")
    return redirect("circulation.loan", loan_id)


def loan_in_sight(actor: Actor, loan_id: int) -> "Loan":
    """The loan when its patron is within the actor's sight, else as if there were none."""
    found = loan_facts(loan_id)
    if found is None or (found.patron_id is not None and not may_see_person(actor, found.patron_id)):
        raise Http404
    if found.patron_id is None and not actor.sees_site(found.item.site_id):
        raise Http404
    return found


_VERBS = (
    "renew", "renew_many", "change_due", "check_in", "explain", "swap_copies", "declare_lost", "claim_returned",
    "forgive_fine",
)  # fmt: skip


def _reasons(codes: Iterable[str]) -> str:
    return "; ".join(str(KEPT[code]) for code in codes if code in KEPT)


def _page(request: HttpRequest, actor: Actor, found: "Loan", *, status: int = 200, **more: Any) -> HttpResponse:
    refused: Refused | None = more.pop("refused", None)
    context = {
        "loan": found,
        "shown": open_loan_of(found, now()),
        "changes": [(CHANGES[each.kind], each, _reasons(each.codes)) for each in changes_of(found)],
        "renew_form": RenewForm(initial={"key": new_key()}),
        "change_form": ChangeDueForm(initial={"key": new_key()}),
        "swap_form": SwapForm(initial={"key": new_key()}),
        "key": new_key(),
        "renewed_itself": actor.may("circulation.undo") and _renewed_itself(found),
        "may": {verb: actor.may(f"circulation.{verb}") for verb in _VERBS},
        "may_view_person": actor.may("people.view_person"),
        "money": money_of(actor, found, now()),
        "claim": claim_of(found.pk),
        "may_undo": actor.may("circulation.undo"),
    }
    if refused is not None:
        codes = ",".join(each.code for each in refused.objections)
        context |= {
            "refusals": sentences(refused),
            "can_be_passed": refused.can_be_passed and all(actor.may(each.override) for each in refused.objections),
            "renew_form": RenewForm(initial={"key": new_key(), "overrides": codes}),
        }
    return render(request, "web/circulation/loan.html", context | more, status=status)
