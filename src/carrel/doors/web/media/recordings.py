"""Recordings off air: the list, a new one, one with its clocks and showings."""

import secrets
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.media import shown
from carrel.doors.web.media.tabs import tabs_for
from carrel.doors.web.phrases import sentence, sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.media import actions, queries
from carrel.rooms.media.forms import (
    BroadcastForm,
    CopiesForm,
    FurtherCopyForm,
    RecordingForm,
    ShowingForm,
    broadcast_initial,
)
from carrel.rooms.media.phrases import SHOWING_WORDS
from carrel.rooms.media.queries import RecordingShown
from carrel.rooms.schools import queries as schools

VERBS = (
    "record_off_air", "change_recording", "take_back_recording", "count_recording_copies", "add_recording_copy",
    "enter_showing", "take_back_showing", "erase_recording", "add_right",
)  # fmt: skip


@require_safe
@allowed("media.view_media")
def recordings(request: HttpRequest) -> HttpResponseBase:
    """What the site has recorded and still keeps, the first to be erased first; `?erased=1` what is gone."""
    actor, moment = actor_of(request), now()
    is_erased = bool(request.GET.get("erased"))
    found: list[RecordingShown] = []
    if actor.site_id is not None:
        found = queries.erased_at(actor.site_id, moment) if is_erased else queries.kept_at(actor.site_id, moment)
        if shape := wanted_shape(request):
            title = _("Erased recordings") if is_erased else _("Off-air recordings")
            return table_response(shown.recordings_table(title, found, actor.site_id), shape)
    context = {
        "tabs": tabs_for(actor, "recordings"),
        "rows": [(each, shown.phase_chip(each)) for each in found],
        "is_erased": is_erased,
        "may_record": actor.may("media.record_off_air") and actor.site_id is not None,
    }
    return render(request, "web/media/recordings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("media.record_off_air")
def record_off_air(request: HttpRequest) -> HttpResponse:
    """Enter a recording: the label, who asked, what and when; what stands against it is said at once."""
    actor, moment = actor_of(request), now()
    if actor.site_id is None:
        raise Http404
    site_id = actor.site_id
    today = schools.today_at(site_id, moment)
    first = {
        "key": secrets.token_urlsafe(16), "requested_on": today, "broadcast_on": today, "recorded_on": today,
        "copies": 0, "number": squeeze(request.GET.get("number", ""), 64),
    }  # fmt: skip
    form = RecordingForm(
        request.POST or None, actor=actor, site_id=site_id, zone=schools.zone_of(site_id), initial=first
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = actions.record_off_air(actor, site_id=site_id, now=moment, **form.values())
            except Refused as refused:
                status = shown.say(form, refused, actor)
            else:
                for told in done.tells:
                    messages.info(request, sentence(told), extra_tags="tell")
                messages.info(request, _("The recording is entered. Its clocks run."), extra_tags="done")
                return redirect("media.recording", done.recording_id)
    return render(request, "web/media/record_off_air.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("media.change_recording")
def change_recording(request: HttpRequest, recording_id: int) -> HttpResponse:
    """Put right what is said of a recording; its clocks follow."""
    actor, moment = actor_of(request), now()
    found = queries.recording_shown(actor, recording_id, moment)
    if found is None:
        raise Http404
    zone = schools.zone_of(found.site_id)
    form = BroadcastForm(request.POST or None, zone=zone, initial=broadcast_initial(found, zone))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            passed = form.passed()
            try:
                done = actions.change_recording(
                    actor, recording_id=recording_id, said=form.said(), now=moment, overrides=passed["overrides"],
                    reason=passed["reason"],
                )  # fmt: skip
            except Refused as refused:
                status = shown.say(form, refused, actor)
            else:
                for told in done.tells:
                    messages.info(request, sentence(told), extra_tags="tell")
                messages.info(request, _("The recording is changed. Its clocks follow."), extra_tags="done")
                return redirect("media.recording", recording_id)
    context = {"form": form, "recording": found}
    return render(request, "web/media/change_recording.html", context, status=status)


@require_safe
@allowed("media.view_media")
def recording(request: HttpRequest, recording_id: int) -> HttpResponse:
    """One recording: what may be done with it today, why, and who showed it."""
    return _page(request, recording_id)


def _page(request: HttpRequest, recording_id: int, *, status: int = 200, **forms: Form) -> HttpResponse:
    actor, moment = actor_of(request), now()
    found = queries.recording_shown(actor, recording_id, moment)
    if found is None:
        raise Http404
    first = {"key": secrets.token_urlsafe(16), "on": found.today, "kind": "showing", "teacher": found.teacher}
    context: dict[str, Any] = {
        "recording": found,
        "chip": shown.phase_chip(found),
        "why": shown.clock_words_of(found),
        "days": shown.day_lines(queries.days_counted(found)),
        "showings": [(each, SHOWING_WORDS[each.kind]) for each in queries.showings_of(recording_id)],
        "rights": [
            (each, shown.standing_chip(each.standing))
            for each in queries.rights_of_records(actor, [found.record_id], found.today)
        ],
        "performed": queries.may_be_performed(found.record_id, found.site_id, found.today),
        "may": {verb: actor.may(f"media.{verb}") for verb in VERBS},
        "showing_form": ShowingForm(actor=actor, today=found.today, initial=first, auto_id="showing_%s"),
        "copies_form": CopiesForm(initial={"copies": found.copies}, auto_id="copies_%s"),
        "copy_form": FurtherCopyForm(site_id=found.site_id, auto_id="copy_%s"),
        **forms,
    }
    return render(request, "web/media/recording.html", context, status=status)


@require_POST
@allowed("media.enter_showing")
def enter_showing(request: HttpRequest, recording_id: int) -> HttpResponse:
    """Write down that a teacher showed it."""
    actor, moment = actor_of(request), now()
    today = schools.today_at(actor.site_id, moment)
    form, status = ShowingForm(request.POST, actor=actor, today=today, auto_id="showing_%s"), 422
    if form.is_valid():
        try:
            done = actions.enter_showing(actor, recording_id=recording_id, now=moment, **form.values())
        except Refused as refused:
            if refused.code == "media.unknown":
                raise
            status = shown.say(form, refused, actor)
        else:
            for told in done.tells:
                messages.info(request, sentence(told), extra_tags="tell")
            messages.info(request, _("The showing is entered."), extra_tags="done")
            return redirect("media.recording", recording_id)
    return _page(request, recording_id, status=status, showing_form=form)


@require_POST
@allowed("media.take_back_showing")
def take_back_showing(request: HttpRequest, showing_id: int) -> HttpResponse:
    """A showing that never was."""
    recording_id = actions.take_back_showing(actor_of(request), showing_id=showing_id, now=now())
    messages.info(request, _("The showing is taken back and counts no more."), extra_tags="done")
    return redirect("media.recording", recording_id)


@require_POST
@allowed("media.count_recording_copies")
def count_recording_copies(request: HttpRequest, recording_id: int) -> HttpResponse:
    """How many copies without a label there are."""
    form = CopiesForm(request.POST, auto_id="copies_%s")
    if not form.is_valid():
        return _page(request, recording_id, status=422, copies_form=form)
    copies = form.cleaned_data["copies"]
    actions.count_recording_copies(actor_of(request), recording_id=recording_id, copies=copies, now=now())
    messages.info(request, _("The number of copies is kept."), extra_tags="done")
    return redirect("media.recording", recording_id)


@require_POST
@allowed("media.add_recording_copy")
def add_recording_copy(request: HttpRequest, recording_id: int) -> HttpResponse:
    """A copy with a label of its own."""
    actor = actor_of(request)
    form = FurtherCopyForm(request.POST, site_id=actor.site_id or 0, auto_id="copy_%s")
    if not form.is_valid():
        return _page(request, recording_id, status=422, copy_form=form)
    try:
        actions.add_recording_copy(actor, recording_id=recording_id, item_id=form.item_id, now=now())
    except Refused as refused:
        if refused.code == "media.unknown":
            raise
        for text in sentences(refused):
            form.add_error("number", text)
        return _page(request, recording_id, status=409, copy_form=form)
    messages.info(request, _("The copy stands under the same limits."), extra_tags="done")
    return redirect("media.recording", recording_id)


@require_POST
@allowed("media.remove_recording_copy")
def remove_recording_copy(request: HttpRequest, recording_id: int, item_id: int) -> HttpResponse:
    """It is no copy after all."""
    actions.remove_recording_copy(actor_of(request), recording_id=recording_id, item_id=item_id, now=now())
    messages.info(request, _("It is no copy of this recording any more."), extra_tags="done")
    return redirect("media.recording", recording_id)


@require_POST
@allowed("media.take_back_recording")
def take_back_recording(request: HttpRequest, recording_id: int) -> HttpResponse:
    """An entry made by mistake."""
    actions.take_back_recording(actor_of(request), recording_id=recording_id, now=now())
    messages.info(request, _("The entry is taken back. The item stays."), extra_tags="done")
    return redirect("media.recordings")
