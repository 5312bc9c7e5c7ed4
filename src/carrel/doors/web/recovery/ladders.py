"""How this school asks: the steps, what families are told, on which days."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import done
from carrel.doors.web.phrases import sentences
from carrel.doors.web.recovery.shown import tabs
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.forms import LadderForm, StepSet
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.queries.languages import tongues


@allowed("recovery.keep_ladder")
@require_http_methods(["GET", "HEAD", "POST"])
def keep_ladder(request: HttpRequest) -> HttpResponse:
    """The ladder of the actor's school, or of the district for whoever works at no school."""
    actor = actor_of(request)
    asking = asking_of(actor.site_id)
    said = {
        "shows": asking.shows, "per_family": asking.per_family, "office_email": asking.office_email,
        "weekdays": list(asking.weekdays),
    }  # fmt: skip
    rows = [{"code": each.code, "kind": each.kind, "days": each.days, "way": each.way} for each in asking.steps]
    form = LadderForm(request.POST or None, initial=said)
    steps = StepSet(request.POST, prefix="steps") if request.POST else StepSet(initial=rows, prefix="steps")
    faults: list[str] = []
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        try:
            actions.keep_ladder(actor, site_id=actor.site_id, steps=steps.steps(), now=now(), **form.cleaned_data)
        except Refused as refused:
            faults = sentences(refused)
        else:
            messages.info(request, _("Kept. Steps taken before stay taken."), extra_tags="done")
            return redirect("recovery.keep_ladder")
    context = {
        "tabs": tabs(actor, "ladder"), "form": form, "steps": steps, "faults": faults, "asking": asking,
        "languages": list(tongues().values()), "may_drop": asking.is_own and actor.may("recovery.drop_ladder"),
    }  # fmt: skip
    status = 409 if faults else 422 if request.method == "POST" else 200
    return render(request, "web/recovery/ladder.html", context, status=status)


@allowed("recovery.drop_ladder")
@require_POST
def drop_ladder(request: HttpRequest) -> HttpResponse:
    """Let the district's ladder, or the default, hold again."""
    actor = actor_of(request)
    deed = partial(actions.drop_ladder, actor, site_id=actor.site_id, now=now())
    return done(request, deed, _("The ladder of before holds again."), "recovery.keep_ladder")
