"""My account: loans with due dates in words, holds, what is owed; renewing one or all."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed, signed_in
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import owed_by_oneself
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.mine.shown import things_out, waiting_for
from carrel.doors.web.mine.words import own_sentences
from carrel.doors.web.people.totals import class_totals
from carrel.doors.web.places import address
from carrel.doors.web.shell.views import back
from carrel.rooms.circulation import actions, queries
from carrel.rooms.circulation.forms import PauseForm
from carrel.rooms.schools import queries as schools

MOST_AT_ONCE = 500


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What is out on the own name, what is waited for, what is owed."""
    return _page(request)


@allowed("circulation.renew_own")
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Renew the loans that are named; what stands against one is said beside it, and the others are renewed."""
    actor, key = actor_of(request), _key(request)
    said: dict[int, list[str]] = {}
    done: list[int] = []
    for loan_id in _numbers(request.POST.getlist("loan"))[:MOST_AT_ONCE]:
        try:
            actions.renew_own(actor, loan_id=loan_id, now=now(), key=f"{key}:{loan_id}" if key else "")
            done.append(loan_id)
        except Refused as refused:
            said[loan_id] = own_sentences(refused)
    if said:
        return _page(request, said=said, done=frozenset(done), status=409)
    if done:
        text = ngettext("Renewed. Look at the new date.", "%(count)s renewed. Look at the new dates.", len(done))
        messages.info(request, text % {"count": len(done)}, extra_tags="done")
    return redirect("mine.mine")


@allowed("circulation.place_own_hold")
@require_POST
def place_hold(request: HttpRequest) -> HttpResponse:
    """Wait for a title, to be fetched at the school that was chosen; back to the page one was on."""
    record_id, pickup_id = _numbers([request.POST.get("record", "")]), _numbers([request.POST.get("pickup", "")])
    try:
        placed = actions.place_own_hold(
            actor_of(request),
            record_id=(record_id or [0])[0],
            pickup_site_id=(pickup_id or [0])[0],
            now=now(),
            key=_key(request),
        )
    except Refused as refused:
        for text in own_sentences(refused):
            messages.info(request, text, extra_tags="refused")
    else:
        text = _("You wait for ‹%(title)s›: number %(place)s. It stands under My account.")
        messages.info(request, text % {"title": placed.title, "place": placed.position or 1}, extra_tags="done")
    return back(request)


@allowed("circulation.cancel_own_hold")
@require_POST
def cancel_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Wait for it no longer; the next in the queue moves up."""
    try:
        ended = actions.cancel_own_hold(actor_of(request), hold_id=hold_id, now=now(), key=_key(request))
    except Refused as refused:
        for text in own_sentences(refused):
            messages.info(request, text, extra_tags="refused")
    else:
        text = _("You do not wait for ‹%(title)s› any more. By mistake? The library gives you your place back.")
        messages.info(request, text % {"title": ended.title}, extra_tags="done")
    return back(request)


@allowed("circulation.freeze_own_hold")
@require_POST
def freeze_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Let others pass for a while and keep the place: until a day, or until one says so."""
    form = PauseForm(request.POST)
    if not form.is_valid():
        said = " ".join(str(text) for texts in form.errors.values() for text in texts)
        messages.info(request, said, extra_tags="refused")
        return back(request)
    until_on = form.cleaned_data["until_on"]
    try:
        actions.freeze_own_hold(actor_of(request), hold_id=hold_id, until_on=until_on, now=now())
    except Refused as refused:
        for text in own_sentences(refused):
            messages.info(request, text, extra_tags="refused")
    else:
        messages.info(request, _("Others come first meanwhile; your place is kept."), extra_tags="done")
    return back(request)


@allowed("circulation.thaw_own_hold")
@require_POST
def thaw_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Wait in earnest again."""
    try:
        actions.thaw_own_hold(actor_of(request), hold_id=hold_id, now=now())
    except Refused as refused:
        for text in own_sentences(refused):
            messages.info(request, text, extra_tags="refused")
    else:
        messages.info(request, _("You wait again. The next copy that is your turn is kept for you."), extra_tags="done")
    return back(request)


def _key(request: HttpRequest) -> str:
    sent = request.POST.get("key", "")
    return sent if sent.isascii() and sent.isprintable() and len(sent) <= 60 else ""


def _page(
    request: HttpRequest,
    *,
    said: dict[int, list[str]] | None = None,
    done: frozenset[int] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    actor, moment = actor_of(request), now()
    person_id = actor.person_id
    today = schools.today_at(actor.site_id, moment)
    loans = queries.open_loans(person_id, moment) if person_id is not None else ()
    out = things_out(loans, today, said, done)
    shown = {loan_id for each in out for loan_id in each.loan_ids}
    context = {
        "out": out,
        "out_count": len(loans),
        "late_count": sum(each.is_overdue for each in loans),
        "holds": waiting_for(queries.own_holds(person_id, today)) if person_id is not None else [],
        "reserved": queries.own_reservations(person_id) if person_id is not None else (),
        "owed": owed_by_oneself(actor),
        "classes": class_totals(actor, moment) if actor.may("people.view_class") else [],
        "has_person": person_id is not None,
        "elsewhere": [text for loan_id, texts in (said or {}).items() if loan_id not in shown for text in texts],
        "history_url": address("mine.history") if actor.may("circulation.keep_history") else "",
        "key": new_key(),
    }
    return render(request, "web/mine/mine.html", context, status=status)


def _numbers(texts: Iterable[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16]
