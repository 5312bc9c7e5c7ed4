"""Rights to titles: the list, a new one with its proof, ended and taken up again."""

import secrets
from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.files import queries as stored
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import DATE, NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.media import shown
from carrel.doors.web.media.tabs import tabs_for
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.media import actions, queries
from carrel.rooms.media.forms import RightForm
from carrel.rooms.media.phrases import RIGHT_WORDS, STANDING_WORDS
from carrel.rooms.media.queries import RightShown
from carrel.rooms.schools import queries as schools


@require_safe
@allowed("media.view_media")
def rights(request: HttpRequest) -> HttpResponseBase:
    """What owners allow, those first that end first."""
    actor = actor_of(request)
    found = queries.rights_at(actor, schools.today_at(actor.site_id, now()))
    if shape := wanted_shape(request):
        return table_response(_table(found), shape)
    context = {
        "tabs": tabs_for(actor, "rights"),
        "rows": [(each, RIGHT_WORDS[each.kind], shown.standing_chip(each.standing)) for each in found],
        "may_end": actor.may("media.end_right"),
    }
    return render(request, "web/media/rights.html", context)


def _table(found: Sequence[RightShown]) -> Table:
    columns = [
        Column(_("Title"), width=44), Column(_("What it allows")), Column(_("From whom")), Column(_("School")),
        Column(_("From"), DATE), Column(_("Until"), DATE), Column(_("Standing")), Column(_("Copies at most"), NUMBER),
        Column(_("Copies made"), NUMBER),
        Column(_("For whom it may be shown")), Column(_("Terms"), width=44),
    ]  # fmt: skip
    return Table(_("Rights"), columns, _rows(found))


def _rows(found: Sequence[RightShown]) -> Iterator[list[object]]:
    for each in found:
        yield [
            each.title, str(RIGHT_WORDS[each.kind]), each.holder, each.site or _("all schools"), each.from_on,
            each.until_on, str(STANDING_WORDS[each.standing]), each.most_copies, each.copies_made, each.audience,
            each.terms,
        ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("media.add_right")
def add_right(request: HttpRequest, record_id: int) -> HttpResponse:
    """Enter what an owner allows with a title."""
    actor, moment, record = actor_of(request), now(), catalogue.record(record_id)
    if record is None or record.merged_into_id is not None:
        raise Http404
    first = {
        "key": secrets.token_urlsafe(16),
        "site": actor.site_id,
        "from_on": schools.today_at(actor.site_id, moment),
    }
    form = RightForm(request.POST or None, request.FILES or None, actor=actor, initial=first)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.add_right(actor, record_id=record_id, now=moment, **form.values())
            except Refused as refused:
                status = 409
                for text in sentences(refused):
                    form.add_error("proof" if refused.code.startswith("files.") else None, text)
            else:
                messages.info(request, _("The right is on record."), extra_tags="done")
                return redirect("catalogue.record", record_id)
    return render(request, "web/media/add_right.html", {"form": form, "record": record}, status=status)


@require_POST
@allowed("media.end_right")
def end_right(request: HttpRequest, right_id: int) -> HttpResponse:
    """It holds no more."""
    actions.end_right(actor_of(request), right_id=right_id, now=now())
    messages.info(request, _("The right is ended. It stays on the list."), extra_tags="done")
    return redirect("media.rights")


@require_POST
@allowed("media.reopen_right")
def reopen_right(request: HttpRequest, right_id: int) -> HttpResponse:
    """It holds after all."""
    actions.reopen_right(actor_of(request), right_id=right_id, now=now())
    messages.info(request, _("The right holds again."), extra_tags="done")
    return redirect("media.rights")


@require_safe
@allowed("media.view_media")
def proof(request: HttpRequest, right_id: int) -> HttpResponseBase:
    """The stored proof of a right, to save."""
    found = queries.proof_of(actor_of(request), right_id)
    if found is None or found.proof is None or not stored.path_of(found.proof.sha256).is_file():
        raise Http404
    answer = FileResponse(
        stored.open_file(found.proof), as_attachment=True, filename=found.proof.name,
        content_type=found.proof.content_type,
    )  # fmt: skip
    answer["Cache-Control"] = "private, no-store"
    return answer
