"""The calendar goes out: as a file, and under a secret address that calendar programs subscribe to."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.ics import CalendarEvent, write_calendar
from carrel.cellar.kernel.clock import now
from carrel.doors.web.access import allowed, public
from carrel.doors.web.actors import actor_of
from carrel.doors.web.schools.calendar_files import site_of
from carrel.rooms.schools import actions, queries
from carrel.rooms.schools.rules import CLOSED, HALF, NamedDays

if TYPE_CHECKING:
    from carrel.rooms.schools.models import Site

LOOKS_BACK = timedelta(days=400)
A_WHILE = 3600


@require_safe
@allowed("schools.view_settings")
def export_calendar(request: HttpRequest) -> HttpResponse:
    """The calendar of the site as a file, to be read by any calendar program or by another Carrel."""
    site = queries.site(site_of(actor_of(request)))
    if site is None:
        raise Http404
    answer = _answer(site)
    answer["Content-Disposition"] = f'attachment; filename="{site.code.lower()}.ics"'
    return answer


@require_safe
@public
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar of the site that has this secret address; it names no person. A wrong address is nowhere."""
    site = queries.site_of_feed(secret)
    if site is None:
        raise Http404
    language = queries.district()
    with translation.override(language.language if language else "en"):
        answer = _answer(site)
    answer["Cache-Control"] = f"private, max-age={A_WHILE}"
    answer["X-Robots-Tag"] = "noindex"
    unchanged = get_conditional_response(request, etag=answer["ETag"], response=answer)
    assert isinstance(unchanged, HttpResponse)
    return unchanged


@require_POST
@allowed("schools.renew_feed")
def renew_feed(request: HttpRequest) -> HttpResponse:
    """Make the address, or another one instead of it."""
    actor = actor_of(request)
    actions.renew_feed(actor, site_id=site_of(actor), now=now())
    messages.info(request, _("The address below is new. Any earlier one leads nowhere."), extra_tags="done")
    return redirect("schools.calendar_files")


@require_POST
@allowed("schools.close_feed")
def close_feed(request: HttpRequest) -> HttpResponse:
    """Let the address lead nowhere."""
    actor = actor_of(request)
    actions.close_feed(actor, site_id=site_of(actor), now=now())
    messages.info(request, _("The address leads nowhere now."), extra_tags="done")
    return redirect("schools.calendar_files")


def _answer(site: "Site") -> HttpResponse:
    body = _calendar(site)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return answer


def _calendar(site: "Site") -> bytes:
    today = queries.today_at(site.pk, now())
    first = today - LOOKS_BACK
    events = [
        CalendarEvent(*each.spans[0], _name(each), each.kind, each.note, True, _uid(each.kind, each.spans[0][0], site))
        for each in queries.open_days_to_share(site.pk)
        if each.spans[0][1] >= first
    ]
    for term in queries.terms_of(site.pk):
        for day, name in ((term.starts_on, _("%(term)s: first day")), (term.ends_on, _("%(term)s: last day"))):
            if day >= first:
                words = name % {"term": term.name}
                events.append(CalendarEvent(day, day, words, uid=_uid(f"term-{term.pk}", day, site)))
    events.sort(key=lambda each: (each.first_on, each.uid))
    # The same for a whole day, so that unchanged days are unchanged bytes and nobody fetches them twice.
    made_at = datetime.combine(today, datetime.min.time(), UTC)
    return write_calendar(events, name=_("%(site)s: open days") % {"site": site.name}, made_at=made_at)


def _name(each: NamedDays) -> str:
    words = {CLOSED: _("Closed"), HALF: _("Half day")}.get(each.kind, _("Open"))
    return f"{words}: {each.note}" if each.note else words


def _uid(kind: str, day: object, site: "Site") -> str:
    return f"{kind}-{day}-{site.code.lower()}@carrel"
