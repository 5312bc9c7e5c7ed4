"""The morning's erase list: what must go, one line or all; and a wrong tick put right on the same day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.media import shown
from carrel.doors.web.media.tabs import tabs_for
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.media import actions, queries
from carrel.rooms.schools import queries as schools


@require_safe
@allowed("media.erase_recording")
def erase_list(request: HttpRequest) -> HttpResponseBase:
    """What must be erased today or should have been, and what was erased today."""
    actor, moment = actor_of(request), now()
    context: dict[str, Any] = {"tabs": tabs_for(actor, "erase_list"), "due": [], "gone": []}
    if actor.site_id is not None:
        due, today = queries.to_erase(actor.site_id, moment), schools.today_at(actor.site_id, moment)
        if shape := wanted_shape(request):
            return table_response(shown.recordings_table(_("Erase list"), due, actor.site_id), shape)
        context |= {
            "due": [(each, shown.phase_chip(each)) for each in due],
            "here": sum(not each.is_away for each in due),
            "gone": queries.erased_at(actor.site_id, moment, since=today),
            "today": today,
            "may_take_back": actor.may("media.take_back_erasure"),
        }
    return render(request, "web/media/erase_list.html", context)


@require_POST
@allowed("media.erase_recording")
def erase_recording(request: HttpRequest, recording_id: int) -> HttpResponse:
    """One is erased, with all its copies."""
    overrides = ["media.has_a_right"] if request.POST.get("reason", "").strip() else []
    reason = request.POST.get("reason", "")[:200]
    try:
        actions.erase_recording(
            actor_of(request), recording_id=recording_id, overrides=overrides, reason=reason, now=now()
        )
    except Refused as refused:
        return _refused(request, refused, recording_id)
    messages.info(request, _("Written down as erased, and withdrawn."), extra_tags="done")
    return _back(request, recording_id)


@require_POST
@allowed("media.erase_recording")
def erase_all_due(request: HttpRequest) -> HttpResponse:
    """All that is here is erased."""
    actor = actor_of(request)
    done = actions.erase_all_due(actor, site_id=actor.site_id or 0, now=now())
    text = ngettext(
        "%(count)s recording is written down as erased.", "%(count)s recordings are written down as erased.", done.done
    )
    messages.info(request, text % {"count": done.done}, extra_tags="done")
    if done.away:
        text = ngettext("%(count)s is not here and stays on the list.", "%(count)s are not here and stay on the list.",
                        done.away)  # fmt: skip
        messages.info(request, text % {"count": done.away}, extra_tags="tell")
    return redirect("media.erase_list")


@require_POST
@allowed("media.take_back_erasure")
def take_back_erasure(request: HttpRequest, recording_id: int) -> HttpResponse:
    """A wrong tick is put right."""
    try:
        actions.take_back_erasure(
            actor_of(request), recording_id=recording_id, reason=request.POST.get("reason", "")[:200], now=now()
        )
    except Refused as refused:
        return _refused(request, refused, recording_id)
    messages.info(request, _("Put right: it is not erased, and stands on the list again."), extra_tags="done")
    return _back(request, recording_id)


def _refused(request: HttpRequest, refused: Refused, recording_id: int) -> HttpResponse:
    if refused.code == "media.unknown":
        raise refused
    tell_refused(request, refused)
    return _back(request, recording_id)


def _back(request: HttpRequest, recording_id: int) -> HttpResponse:
    """To the page the button stood on: the recording's own, else the list."""
    return redirect("media.recording", recording_id) if request.POST.get("page") else redirect("media.erase_list")
