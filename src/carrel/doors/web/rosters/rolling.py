"""Everybody moves up a grade: looked at first, done in one act, taken back in one."""

import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import put_on
from carrel.rooms.rosters import actions, queries
from carrel.rooms.rosters.forms import RollOverForm
from carrel.rooms.rosters.rules import SOON_AGAIN, steps_of

AGAIN = "rosters.rolled_over_lately"


@allowed("rosters.roll_over_grades")
def roll_over_grades(request: HttpRequest) -> HttpResponse:
    """See where each grade would go, say where the oldest go, and move everybody up."""
    actor, moment = actor_of(request), now()
    steps = steps_of(queries.pupils_of(actor))
    sites = queries.sites_rolled(actor)
    rolled = [site for site in sites if any(step.site == site.pk for step in steps)]
    initial = {"key": secrets.token_urlsafe(12)}
    last = queries.last_roll_over([site.pk for site in sites])
    was_lately = last is not None and (moment - last.at).days < SOON_AGAIN
    form = RollOverForm(request.POST or None, sites=sites, rolled=rolled, was_lately=was_lately, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            done = _roll_over(actor, form, moment)
        except Refused as refused:
            put_on(form, refused)
        else:
            said = ngettext("%(n)s student moved up.", "%(n)s students moved up.", done.moved) % {"n": done.moved}
            left = ngettext("%(n)s left.", "%(n)s left.", done.left) % {"n": done.left} if done.left else ""
            messages.info(request, f"{said} {left}".strip(), extra_tags="done")
            return redirect("rosters.roll_over_grades")
    names = {site.pk: site.name for site in sites}
    context: dict[str, Any] = {
        "form": form,
        "steps": [{"step": step, "site": names.get(step.site, "")} for step in steps],
        "earlier": queries.roll_overs_of(actor),
    }
    return render(request, "web/rosters/roll_over.html", context, status=422 if request.method == "POST" else 200)


def _roll_over(actor: Actor, form: RollOverForm, moment: datetime) -> actions.RolledUp:
    values = form.cleaned_data
    return actions.roll_over_grades(
        actor,
        now=moment,
        goes_to=form.goes_to(),
        stays=values["stays"].split(),
        overrides=(AGAIN,) if values.get("again") else (),
        reason=values.get("reason", ""),
        key=values["key"],
    )


@require_POST
@allowed("rosters.undo_roll_over")
def undo_roll_over(request: HttpRequest, roll_over_id: int) -> HttpResponse:
    """Give everybody back what they were before."""
    done = actions.undo_roll_over(actor_of(request), roll_over_id=roll_over_id, now=now())
    said = ngettext(
        "%(n)s student is again what they were.", "%(n)s students are again what they were.", done.restored
    ) % {"n": done.restored}
    if done.changed:
        kept = ngettext("%(n)s was changed since and stays.", "%(n)s were changed since and stay.", done.changed) % {
            "n": done.changed
        }
        said = f"{said} {kept}"
    messages.info(request, said, extra_tags="done")
    return redirect("rosters.roll_over_grades")
