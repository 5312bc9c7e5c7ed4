"""Whose station this browser is, and the guard of its pages.

A station is a session without an account: staff were signed out when they opened it. What it may is found anew at each
request, from whoever opened it: when they may not open stations any more, it is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import forget_actor
from carrel.doors.web.self_check.visit import Visit, visit_from
from carrel.rooms.circulation import queries as circulation
from carrel.rooms.circulation.queries import SelfCheck
from carrel.rooms.circulation.rules.self_check import LONGEST_IDLE
from carrel.rooms.people import queries as people
from carrel.rooms.people.rules import STATION
from carrel.rooms.schools import queries as schools

STATION_KEY, VISIT_KEY = "station", "station_visit"
# Not in the session: a touch comes while a scan is under way, and whoever writes a session last writes all of it.
TOUCH_COOKIE = "carrel_station_touch"
OPEN_FOR = timedelta(days=30)
NAME = "Self-check"
_KEPT = "_station"
NO_COPY = "no-store, private, max-age=0"


@dataclass(frozen=True, slots=True)
class Station:
    """A browser that is a station: who acts at it, and how its site wants it."""

    actor: Actor
    site_id: int
    setting: SelfCheck
    language: str  # its own: what a reader finds who has chosen none


def speak(station: Station, visit: Visit | None) -> None:
    """From here on this answer is in the language of whoever stands there."""
    translation.activate((visit.language if visit is not None else "") or station.language)


def station_of(request: HttpRequest) -> Station | None:
    """The station this browser is, looked up once a request; None for everybody else."""
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _found(request))
    found: Station | None = getattr(request, _KEPT)
    return found


def is_station(request: HttpRequest) -> bool:
    """Whether this browser is a station."""
    return station_of(request) is not None


def _found(request: HttpRequest) -> Station | None:
    if request.user.is_authenticated:
        return None
    kept = request.session.get(STATION_KEY)
    opener = people.account(kept["by"]) if kept else None
    if not kept or opener is None:
        return None
    behind = people.actor_for(opener, site_id=kept["site"], now=now())
    if behind.site_id != kept["site"] or not behind.may("circulation.open_self_check"):
        return None
    actor = Actor(
        account_id=opener.pk,
        person_id=None,
        name=NAME,
        site_id=kept["site"],
        site_ids=frozenset({kept["site"]}),
        permissions=STATION.permissions,
        roles=frozenset({STATION.code}),
        desk=NAME,
    )
    return Station(actor, kept["site"], circulation.self_check_of(kept["site"]), translation.get_language())


def make_station(request: HttpRequest, *, site_id: int, account_id: int) -> None:
    """Sign the account out and make this browser a station; it stays one when the machine is switched off and on."""
    logout(request)
    forget_actor(request)
    request.session[STATION_KEY] = {"site": site_id, "by": account_id}
    request.session.set_expiry(OPEN_FOR)
    request.session.cycle_key()


def unmake_station(request: HttpRequest) -> None:
    """Make it an ordinary browser again; nothing of the visit stays."""
    request.session.flush()


def visit_of(request: HttpRequest, station: Station) -> Visit | None:
    """The visit that is open; one that nobody has touched for too long is none. Nothing is written here."""
    visit = visit_from(request.session.get(VISIT_KEY))
    if visit is not None:
        visit.seen = max(visit.seen, _touched(request))
    if visit is not None and visit.seconds_left(now().timestamp(), station.setting.idle_seconds) <= 0:
        return None
    return visit


def keep_touch(answer: HttpResponse, seen: float) -> None:
    """Remember in the browser alone that somebody touched the station; `seen` is in seconds since 1970.

    It may cross a scan in any order: the visit that a scan or "I am done" writes down is never put back by it.
    """
    answer.set_signed_cookie(
        TOUCH_COOKIE, str(seen), max_age=LONGEST_IDLE, httponly=True, secure=settings.TLS, samesite="Lax"
    )


def _touched(request: HttpRequest) -> float:
    """When it was touched last as the browser kept it; 0 for never, and for what this Carrel did not sign."""
    return float(request.get_signed_cookie(TOUCH_COOKIE, default="", max_age=LONGEST_IDLE) or 0)


def keep_visit(request: HttpRequest, visit: Visit | None) -> None:
    """Write the visit down, or throw it away."""
    if visit is not None:
        request.session[VISIT_KEY] = visit.as_state()
    else:
        request.session.pop(VISIT_KEY, None)


Page = Callable[..., HttpResponse]


def at_station(page: Page) -> Callable[..., HttpResponseBase]:
    """A page of the station: it gets the station and the visit, and no browser keeps a copy of it.

    Staff who come here with an account are led to the page that opens a station.
    """

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        station = station_of(request)
        if station is None:
            return redirect("self_check.open_self_check")
        visit = visit_of(request, station)
        speak(station, visit)
        with timezone.override(schools.zone_of(station.site_id)):
            answer = page(request, station, visit, *args, **kwargs)
        answer.headers["Cache-Control"] = NO_COPY
        return answer

    return allowed("circulation.self_check", open_when=is_station)(guarded)
