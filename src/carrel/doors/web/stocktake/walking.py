"""The page one walks along the shelves with: scan, hear, put right, go on."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentences
from carrel.doors.web.stocktake import shown
from carrel.doors.web.stocktake.counts import VIEW
from carrel.rooms.stocktake import actions, queries, rules
from carrel.rooms.stocktake.phrases import STATE_WORDS

if TYPE_CHECKING:
    from carrel.rooms.stocktake.models import Count

MOST_SHOWN = 10
VERBS = (
    "scan",
    "begin_walk",
    "take_back_scan",
    "note_moved",
    "return_seen",
    "finish_count",
    "undo_count",
    "drop_count",
    "drop_stray",
)
SIGNS = frozenset("+-/*.?")
SCAN_LENGTH = 200


def seen_count(request: HttpRequest, count_id: int) -> Count:
    """A count the reader may look at. Raises Http404 for any other."""
    found = queries.count_seen(actor_of(request), count_id)
    if found is None:
        raise Http404
    return found


@require_safe
@allowed(VIEW)
def count(request: HttpRequest, count_id: int) -> HttpResponse:
    """One count: scan while it is open; what came of it when it is finished."""
    found = seen_count(request, count_id)
    return page(request, found)


def page(
    request: HttpRequest,
    found: Count,
    *,
    last: shown.Card | None = None,
    why_not: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, for whoever comes to it and whoever has no script."""
    user = request.user
    context = {
        **now_context(request, found, last),
        **still_context(found),
        "why_not": why_not or [],
        "sounds": getattr(user, "sounds", True),
        "volume": getattr(user, "desk_volume", 70),
    }
    return render(request, "web/stocktake/count.html", context, status=status)


def now_context(request: HttpRequest, found: Count, last: shown.Card | None) -> dict[str, Any]:
    """What changes with a scan: nothing here grows with the number of scans."""
    actor = actor_of(request)
    return {
        "count": found,
        "scope_words": shown.scope_words(found),
        "state_shape": shown.STATE_SHAPES[found.state],
        "state_word": STATE_WORDS[found.state],
        "is_open": found.state == rules.OPEN,
        "progress": queries.progress_of(found.pk),
        "last": last,
        "is_second": is_second(request),
        "may": {verb: actor.may(f"stocktake.{verb}") for verb in VERBS},
        "key": secrets.token_urlsafe(16),
    }


def still_context(found: Count) -> dict[str, Any]:
    """What is still to be seen: read when the page is opened and when the scanner rests, not with each scan."""
    unseen = queries.unseen_items(found)
    return {"unseen": unseen.count(), "unseen_first": queries.in_shelf_order(unseen)[:MOST_SHOWN]}


def is_second(request: HttpRequest) -> bool:
    """Whether one looks for what was not seen, in no order."""
    return (request.POST.get("second") or request.GET.get("second", "")) == "1"


@require_POST
@allowed("stocktake.scan")
def scan(request: HttpRequest, count_id: int) -> HttpResponse:
    """One scan. A script gets the part that changed."""
    found = seen_count(request, count_id)
    text = request.POST.get("text", "")[:SCAN_LENGTH].strip()
    last = scanned(request, found, text) if text and text not in SIGNS else None
    return answered(request, found, last)


def answered(request: HttpRequest, found: Count, last: shown.Card | None) -> HttpResponse:
    """The part that changed, or the whole page where there is no script."""
    if request.headers.get("X-Desk"):
        return render(request, "web/stocktake/now.html", now_context(request, found, last))
    return page(request, found, last=last)


def scanned(request: HttpRequest, found: Count, text: str) -> shown.Card:
    """What a scan is answered, as a card."""
    key = request.POST.get("key", "")[:80]
    try:
        answer = actions.scan(
            actor_of(request), count_id=found.pk, text=text, now=now(), key=key, is_second=is_second(request)
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return shown.Card("refused", _("Not counted"), text[:64], " ".join(sentences(refused)))
    return shown.card_of(answer)
