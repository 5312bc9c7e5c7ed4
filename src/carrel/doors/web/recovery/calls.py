"""The call list: whom, what to say, what came of it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.post.rules import plain_number
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges.shown import money
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.deeds import done
from carrel.doors.web.recovery.shown import tabs
from carrel.rooms.people.actions import record_views
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.forms import CallForm
from carrel.rooms.recovery.phrases import OUTCOME_WORDS
from carrel.rooms.recovery.queries.calls import calls_to_make


@allowed("recovery.view_calls")
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """Every family that waits for a call."""
    actor, moment = actor_of(request), now()
    found = calls_to_make(actor, moment)
    record_views(
        actor, person_ids=[one.person_id for each in found for one in each.students], page="overdues", now=moment
    )
    rows = [
        {
            "call": each,
            "owed": money(each.owed_minor) if each.owed_minor else "",
            "phones": [(one, plain_number(one.phone)) for one in each.guardians],
            "calls": [(OUTCOME_WORDS[call.outcome], call) for call in each.calls],
            "form": CallForm(initial={"key": new_key(), "outcome": "reached"}, auto_id=f"call{each.notice_id}_%s"),
        }
        for each in found
    ]
    context = {"tabs": tabs(actor, "calls"), "rows": rows, "may_log": actor.may("recovery.log_call"),
               "may_take_back": actor.may("recovery.take_back_call")}  # fmt: skip
    return render(request, "web/recovery/calls.html", context)


@allowed("recovery.log_call")
@require_POST
def log_call(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Write a call down."""
    actor, form = actor_of(request), CallForm(request.POST)
    form.is_valid()
    values = {"outcome": "", "note": "", "promised_on": None, "key": ""} | form.cleaned_data
    deed = partial(actions.log_call, actor, notice_id=notice_id, now=now(), **values)
    return done(request, deed, _("The call is written down."), "recovery.calls")


@allowed("recovery.take_back_call")
@require_POST
def take_back_call(request: HttpRequest, call_id: int) -> HttpResponse:
    """The call was written down by mistake."""
    actor = actor_of(request)
    deed = partial(actions.take_back_call, actor, call_id=call_id, now=now())
    return done(request, deed, _("Taken back. The family stands on the list again."), "recovery.calls")
