"""The page one walks along the shelves with: scan, hear, put right, go on."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web import long_work
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import number_in
from carrel.doors.web.last_scan import SIGNS
from carrel.doors.web.phrases import sentence, sentences
from carrel.doors.web.shell.installing import KEEP
from carrel.doors.web.stocktake import shown
from carrel.doors.web.stocktake.counts import VIEW
from carrel.rooms.stocktake import actions, queries, rules
from carrel.rooms.stocktake.phrases import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from carrel.rooms.stocktake.models import Count, Seen

MOST_SHOWN, MOST_LISTED = 10, 500
VERBS = (
    "scan", "begin_walk", "take_back_scan", "note_moved", "return_seen", "finish_count", "undo_count", "drop_count",
    "drop_stray",
)  # fmt: skip
UNDO = "%undo"
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
    """One count: scan while it is open; how far it is while it is worked on; its results when it is finished."""
    found = seen_count(request, count_id)
    if found.state == rules.FINISHED:
        return redirect("stocktake.results", count_id)
    if found.state != rules.OPEN:
        return under_way(request, found)
    answer = page(request, found)
    return answer if "finish" in request.GET else kept(answer)


@require_safe
@allowed(VIEW)
def second_walk(request: HttpRequest, count_id: int) -> HttpResponse:
    """What was not seen, in the order of the shelves, to look for once more: on paper, or scanned in any order."""
    found = seen_count(request, count_id)
    if found.state != rules.OPEN:
        return redirect("stocktake.count", count_id)
    return kept(page(request, found, is_second=True))


def kept(answer: HttpResponse) -> HttpResponse:
    """A page on which a walk goes on without a network: the device may keep it, since it names copies and no reader."""
    answer.headers[KEEP] = "walk"
    return answer


def under_way(request: HttpRequest, found: Count) -> HttpResponse:
    """A large count that is being finished or undone; where it broke off it can go on."""
    seen = long_work.seen(request, found.job_id, "stocktake") if found.job_id else None
    context = {
        "count": found,
        "scope_words": shown.scope_words(found),
        "state_shape": shown.STATE_SHAPES[found.state],
        "state_word": STATE_WORDS[found.state],
        "seen": seen,
        "broke_off": long_work.broke_off(seen.job) if seen else "",
    }
    return render(request, "web/stocktake/under_way.html", context)


def page(
    request: HttpRequest, found: Count, *, last: shown.Card | None = None, is_second: bool = False
) -> HttpResponse:
    """The whole page, for whoever comes to it and whoever has no script."""
    user = request.user
    context = {
        **now_context(request, found, last, is_second=is_second),
        **still_context(found, is_second=is_second),
        **(asked_context(found) if request.GET.get("finish") == "ask" else {}),
        "sounds": getattr(user, "sounds", True),
        "volume": getattr(user, "desk_volume", 70),
    }
    return render(request, "web/stocktake/count.html", context)


def asked_context(found: Count) -> dict[str, Any]:
    """The question before a count is finished that would make more missing than were seen, and how far it reaches."""
    seen, unseen = queries.progress_of(found.pk).seen, queries.unseen_count(found)
    asked = rules.finish_objections(count=found.name, seen=seen, unseen=unseen)
    ends = queries.ends_walked(found.pk) if found.scope == rules.WALKED else []
    return {"asked": [each.code for each in asked], "asks": [sentence(each) for each in asked], "ends": ends}


def now_context(
    request: HttpRequest, found: Count, last: shown.Card | None, *, is_second: bool = False
) -> dict[str, Any]:
    """What changes with a scan: nothing here grows with the number of scans."""
    actor = actor_of(request)
    progress = queries.progress_of(found.pk, actor.account_id or 0)
    walk_id = progress.second_id if is_second else progress.walk_id
    return {
        "count": found,
        "scope_words": shown.scope_words(found),
        "state_shape": shown.STATE_SHAPES[found.state],
        "state_word": STATE_WORDS[found.state],
        "progress": progress,
        "latest": shown.spines(queries.latest_seen(walk_id) if walk_id else [], last),
        "last": last,
        "is_second": is_second,
        "may": {verb: actor.may(f"stocktake.{verb}") for verb in VERBS},
        "key": secrets.token_urlsafe(16),
    }


def still_context(found: Count, *, is_second: bool) -> dict[str, Any]:
    """What is still to be seen: read when the page is opened and when the scanner rests, not with each scan.

    All of it where one walks by the list: the second time, and through a sample.
    """
    most = MOST_LISTED if is_second or found.scope == rules.SAMPLE else MOST_SHOWN
    unseen = queries.unseen_items(found)
    return {"unseen": unseen.count(), "unseen_first": queries.in_shelf_order(unseen)[:most]}


@require_safe
@allowed(VIEW)
def still(request: HttpRequest, count_id: int) -> HttpResponse:
    """The part with what is still to be seen; the page asks for it when the scanner rests."""
    found, is_second = seen_count(request, count_id), _is_second(request)
    context = {"count": found, "is_second": is_second} | still_context(found, is_second=is_second)
    return render(request, "web/stocktake/still.html", context)


def _is_second(request: HttpRequest) -> bool:
    """Whether one looks for what was not seen, in no order."""
    return request.GET.get("second", "") == "1"


def answered(request: HttpRequest, found: Count, last: shown.Card | None) -> HttpResponse:
    """The part that changed, or the whole page where there is no script."""
    is_second = _is_second(request)
    if request.headers.get("X-Desk"):
        return render(request, "web/stocktake/now.html", now_context(request, found, last, is_second=is_second))
    return page(request, found, last=last, is_second=is_second)


@require_POST
@allowed("stocktake.scan")
def scan(request: HttpRequest, count_id: int) -> HttpResponse:
    """One scan. A script gets the part that changed."""
    found = seen_count(request, count_id)
    text = request.POST.get("text", "")[:SCAN_LENGTH].strip()
    if not text or text in SIGNS:
        return answered(request, found, None)
    if text == UNDO:
        return answered(request, found, _last_taken_back(request, found))
    return answered(request, found, _scanned(request, found, text))


def _scanned(request: HttpRequest, found: Count, text: str) -> shown.Card:
    """What a scan is answered, as a card. `key` names it, `at` says when it was made, if it had to wait."""
    key, at = request.POST.get("key", "")[:80], _moment(request.POST.get("at", ""))
    try:
        answer = actions.scan(
            actor_of(request), count_id=found.pk, text=text, now=now(), key=key, is_second=_is_second(request), at=at
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return shown.Card("refused", _("Not counted"), text[:64], " ".join(sentences(refused)))
    return shown.card_of(answer)


def _moment(text: str) -> datetime | None:
    """When a scan was made that waited for a connection; None where it cannot be read or says no time zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


@require_POST
@allowed("stocktake.begin_walk")
def begin_walk(request: HttpRequest, count_id: int) -> HttpResponse:
    """Another shelf: what comes now is compared with itself alone."""
    found = seen_count(request, count_id)
    from_ = number_in(request.POST.get("from"))

    def deed() -> shown.Card:
        actions.begin_walk(actor_of(request), count_id=count_id, from_seen_id=from_, now=now())
        return shown.Card("tell", _("Another shelf"), found.name, _("Scan on. The range of this shelf is its own."))

    return answered(request, found, _done(deed, found.name))


@require_POST
@allowed("stocktake.take_back_scan")
def take_back_scan(request: HttpRequest, seen_id: int) -> HttpResponse:
    """Take a scan back."""
    seen = _seen(request, seen_id)
    return answered(request, seen_count(request, seen.count_id), _taken_back(request, seen))


@require_POST
@allowed("stocktake.note_moved")
def note_moved(request: HttpRequest, seen_id: int) -> HttpResponse:
    """A copy that stood wrong was taken to its place, or was not after all."""
    seen = _seen(request, seen_id)
    is_moved = request.POST.get("moved", "1") == "1"

    def deed() -> shown.Card:
        actions.note_moved(actor_of(request), seen_id=seen_id, is_moved=is_moved, now=now())
        word = _("Moved") if is_moved else _("Not moved")
        return shown.Card(
            "done" if is_moved else "tell", word, seen.item.record.title, call_number=seen.item.call_number
        )

    card = _done(deed, seen.item.record.title)
    if request.POST.get("back") == "results":
        return redirect(f"{reverse('stocktake.results', args=[seen.count_id])}?list=order")
    return answered(request, seen_count(request, seen.count_id), card)


@require_POST
@allowed("stocktake.return_seen")
def return_seen(request: HttpRequest, seen_id: int) -> HttpResponse:
    """Take back what is out by its record and stands on the shelf."""
    seen = _seen(request, seen_id)

    def deed() -> shown.Card:
        key = request.POST.get("key", "")[:80]
        returned = actions.return_seen(actor_of(request), seen_id=seen_id, now=now(), key=key)
        says = " ".join(sentence(each) for each in returned.tells)
        return shown.Card("fine", _("Taken back"), returned.title, says, returned.call_number)

    return answered(request, seen_count(request, seen.count_id), _done(deed, seen.item.record.title))


def _seen(request: HttpRequest, seen_id: int) -> Seen:
    found = queries.seen_of(actor_of(request), seen_id)
    if found is None:
        raise Http404
    return found


def _last_taken_back(request: HttpRequest, found: Count) -> shown.Card | None:
    """The last scan of one's own, taken back; nothing where there is none."""
    progress = queries.progress_of(found.pk, actor_of(request).account_id or 0)
    walk_id = progress.second_id if _is_second(request) else progress.walk_id
    latest = queries.latest_seen(walk_id) if walk_id else []
    return _taken_back(request, _seen(request, latest[-1].seen_id)) if latest else None


def _taken_back(request: HttpRequest, seen: Seen) -> shown.Card:
    def deed() -> shown.Card:
        actions.take_back_scan(actor_of(request), seen_id=seen.pk, now=now())
        return shown.Card("tell", _("Scan taken back"), seen.item.record.title, call_number=seen.item.call_number)

    return _done(deed, seen.item.record.title)


def _done(deed: Callable[[], shown.Card], title: str) -> shown.Card:
    """The card of a deed, or of why it was not done."""
    try:
        return deed()
    except NotAllowed:
        raise
    except Refused as refused:
        return shown.Card("refused", _("Not done"), title, " ".join(sentences(refused)))
