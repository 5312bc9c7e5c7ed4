"""Two records of one title become one, and can be taken apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.catalogue.describing import new_key
from carrel.doors.web.phrases import sentences
from carrel.rooms.catalogue import actions, queries
from carrel.rooms.catalogue.forms import MergeRecordsForm
from carrel.rooms.inventory import queries as inventory

if TYPE_CHECKING:
    from carrel.rooms.catalogue.queries import RecordPage

FORMATS_DIFFER = "catalogue.formats_differ"
MOST_LIKE_IT = 10


@allowed("catalogue.merge_records")
@require_http_methods(["GET", "POST"])
def merge_records(request: HttpRequest) -> HttpResponse:
    """Find the second record, see both side by side, make them one."""
    source = request.POST if request.method == "POST" else request.GET
    winner, loser = (_page(source.get(name, "")) for name in ("winner", "loser"))
    initial = {"winner": source.get("winner"), "loser": source.get("loser"), "key": new_key()}
    form = MergeRecordsForm(request.POST if request.method == "POST" else None, initial=initial)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _merge(request, form)
        except Refused as why:
            refused = why
    text = squeeze(request.GET.get("q", ""), 200) or (winner.record.title if winner else "")
    context = {
        "winner": winner,
        "loser": loser,
        "both": [(page, len(inventory.copies_of(page.record.pk))) for page in (winner, loser) if page is not None],
        "form": form,
        "why_not": sentences(refused) if refused else [],
        "may_pass": refused is not None and refused.can_be_passed,
        "q": text,
        "alike": _alike(text, winner) if loser is None and text else [],
    }
    status = 422 if form.is_bound else 200
    return render(request, "web/catalogue/merge_records.html", context, status=status)


def _page(text: str) -> RecordPage | None:
    return queries.record_page(int(text)) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _alike(text: str, winner: RecordPage | None) -> list[queries.Hit]:
    hits = queries.search(text).hits
    return [hit for hit in hits if winner is None or hit.record.pk != winner.record.pk][:MOST_LIKE_IT]


def _merge(request: HttpRequest, form: MergeRecordsForm) -> HttpResponse:
    values = form.cleaned_data
    merged = actions.merge_records(
        actor_of(request),
        winner_id=values["winner"],
        loser_id=values["loser"],
        now=now(),
        key=values["key"],
        overrides=[FORMATS_DIFFER] if values["formats_differ"] else [],
        reason=values["reason"],
    )
    messages.info(request, _("They are one record now. You can take them apart again below."), extra_tags="done")
    return redirect("catalogue.record", merged.winner_id)


@allowed("catalogue.unmerge_record")
@require_POST
def unmerge_record(request: HttpRequest, record_id: int) -> HttpResponse:
    """Let the merged record stand by itself again."""
    actions.unmerge_record(actor_of(request), loser_id=record_id, now=now(), key=request.POST.get("key", "")[:80])
    messages.info(request, _("They are two records again, each with its own copies."), extra_tags="done")
    return redirect("catalogue.record", record_id)
