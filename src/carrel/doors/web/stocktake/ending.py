"""A count is finished, undone, given up; the long work of it pauses and goes on; a stray is settled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web import long_work
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import done, tell_refused
from carrel.doors.web.stocktake.counts import VIEW
from carrel.doors.web.stocktake.walking import seen_count
from carrel.rooms.stocktake import actions, queries


@require_POST
@allowed("stocktake.finish_count")
def finish_count(request: HttpRequest, count_id: int) -> HttpResponse:
    """Finish it: what nobody saw is missing from now on."""
    seen_count(request, count_id)
    try:
        key = request.POST.get("key", "")[:80]
        job_id = actions.finish_count(
            actor_of(request), count_id=count_id, now=now(), key=key,
            overrides=[each for each in request.POST.getlist("pass") if each.startswith("stocktake.")],
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        if refused.can_be_passed:
            return redirect(f"{reverse('stocktake.count', args=[count_id])}?finish=ask")
        tell_refused(request, refused)
        return redirect("stocktake.count", count_id)
    if job_id is None:
        missing = queries.result_of(seen_count(request, count_id)).missing
        said = ngettext(
            "It is finished. %(n)s copy is missing from now on.",
            "It is finished. %(n)s copies are missing from now on.",
            missing,
        )  # fmt: skip
        messages.info(request, said % {"n": missing}, extra_tags="done")
    return redirect("stocktake.count", count_id)


@require_POST
@allowed("stocktake.undo_count")
def undo_count(request: HttpRequest, count_id: int) -> HttpResponse:
    """Undo the end of it: it is open again."""
    seen_count(request, count_id)
    said = _("It is open again. What it made missing stands in as before.")
    return done(
        request, lambda: actions.undo_count(actor_of(request), count_id=count_id, now=now()), said, "stocktake.count",
        count_id,
    )  # fmt: skip


@require_POST
@allowed("stocktake.drop_count")
def drop_count(request: HttpRequest, count_id: int) -> HttpResponse:
    """Give it up."""
    found = seen_count(request, count_id)
    said = _("“%(count)s” is given up. What it found stays found.") % {"count": found.name}
    try:
        actions.drop_count(actor_of(request), count_id=count_id, now=now())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refused(request, refused)
        return redirect("stocktake.count", count_id)
    messages.info(request, said, extra_tags="done")
    return redirect("stocktake.counts")


@require_POST
@allowed("stocktake.finish_count")
def pause(request: HttpRequest, count_id: int) -> HttpResponse:
    """Pause the work on a large count."""
    return _job(request, count_id, long_work.pause)


@require_POST
@allowed("stocktake.finish_count")
def go_on(request: HttpRequest, count_id: int) -> HttpResponse:
    """Let the work on a large count go on."""
    return _job(request, count_id, long_work.go_on)


def _job(request: HttpRequest, count_id: int, deed: Any) -> HttpResponse:
    found = seen_count(request, count_id)
    if found.job_id is None:
        raise Http404
    deed(request, found.job_id, room="stocktake", page="stocktake.job")
    return redirect("stocktake.count", count_id)


@require_safe
@allowed(VIEW)
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """The work on a large count leads to the count; long work is listed by its job."""
    found = long_work.seen(request, job_id, "stocktake")
    return redirect("stocktake.count", int(found.job.params["count"]))


@require_POST
@allowed("stocktake.drop_stray")
def drop_stray(request: HttpRequest, stray_id: int) -> HttpResponse:
    """Take a number off the list of strays: somebody has looked at it."""
    stray = queries.stray_of(actor_of(request), stray_id)
    if stray is None:
        raise Http404
    try:
        actions.drop_stray(actor_of(request), stray_id=stray_id, now=now())
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refused(request, refused)
    return redirect(f"{reverse('stocktake.results', args=[stray.count_id])}?list=strays")
