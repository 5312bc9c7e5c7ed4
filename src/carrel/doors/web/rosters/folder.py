"""The folder of the student system: whether it is looked into, what lies there, and a look at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentence
from carrel.rooms.rosters import actions, queries
from carrel.rooms.rosters.forms import RosterScheduleForm


@allowed("rosters.keep_roster_schedule")
def keep_roster_schedule(request: HttpRequest) -> HttpResponse:
    """Say whether the folder is looked into, and see what lies there."""
    actor, moment = actor_of(request), now()
    schedule = queries.roster_schedule()
    form = RosterScheduleForm(request.POST or None, instance=schedule)
    if request.method == "POST" and form.is_valid():
        actions.keep_roster_schedule(actor, now=moment, **form.cleaned_data)
        messages.info(request, _("Kept."), extra_tags="done")
        return redirect("rosters.keep_roster_schedule")
    trouble = schedule.trouble
    context = {
        "form": form if actor.is_district else None,
        "schedule": schedule,
        "folder": queries.roster_folder(),
        "found": queries.newest_in_folder(moment),
        "trouble": sentence(Objection(trouble["code"], Weight.REFUSE, trouble["facts"])) if trouble else "",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "web/rosters/folder.html", context, status=status)


@require_POST
@allowed("rosters.fetch_roster")
def fetch_roster(request: HttpRequest) -> HttpResponse:
    """Look into the folder now, whatever the hour."""
    fetched = actions.fetch_roster(actor_of(request), now=now(), at_once=True)
    said = {
        "empty": _("There is no roster in the folder."),
        "unfinished": _("A file in the folder is still being written. Look again in a minute."),
        "known": _("What lies in the folder was taken before. Nothing is new."),
        "refused": _("It cannot come in. See why below, or in the list."),
        "waits": _("It was compared and waits for you."),
        "came_in": _("It was compared and came in."),
    }
    messages.info(request, said[fetched.code], extra_tags="done" if fetched.code == "came_in" else "tell")
    if fetched.import_id is not None:
        return redirect("rosters.roster_import", fetched.import_id)
    return redirect("rosters.keep_roster_schedule")
