"""Around every page: who acts, how long they were idle, which second factor is missing, whose time of day it is."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.doors.web.access import access_of, to_sign_in
from carrel.doors.web.actors import actor_of
from carrel.rooms.people import queries as people
from carrel.rooms.schools import queries as schools

SEEN_KEY = "seen_at"
IDLE_KEY = "idle_minutes"
ZONE_KEY = "zone"
SECOND_FACTOR_KEY = "second_factor_missing"
# A session is written at most this often for the sake of the time-out: a write waits for the disk, a scan must not.
WRITTEN_EVERY = 60
# What a page asks by itself in the background is no work and keeps nobody signed in.
NO_WORK = frozenset({"/alive/", "/look/alive/"})

Answer = Callable[[HttpRequest], HttpResponseBase]


class ActorMiddleware:
    """Puts `request.actor` on each request, signs out who was idle for too long, and speaks in the site's time zone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        moment = now()
        if _was_idle(request, moment):
            logout(request)
            return to_sign_in(request, reason="idle")
        actor = actor_of(request)
        if actor.account_id is None:
            logout(request)
            return to_sign_in(request)
        _note_work(request, actor, moment)
        with timezone.override(_zone(request, actor)):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """A page without a mark asks for a sign-in; whoever lacks their second factor sets it up first."""
        access = access_of(view)
        if access is not None and access.is_public:
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request) if access is None else None
        if request.session.get(SECOND_FACTOR_KEY) and not _is_of_account(request):
            if is_mfa_enabled(request.user):
                request.session[SECOND_FACTOR_KEY] = False
            else:
                return redirect("mfa_activate_totp")
        return None


def _was_idle(request: HttpRequest, moment: datetime) -> bool:
    seen = request.session.get(SEEN_KEY)
    minutes = request.session.get(IDLE_KEY)
    return seen is not None and minutes is not None and moment.timestamp() - seen > minutes * 60


def _note_work(request: HttpRequest, actor: Actor, moment: datetime) -> None:
    session = request.session
    seen = session.get(SEEN_KEY)
    if seen is None:
        session[IDLE_KEY] = people.idle_minutes_for(actor.roles)
        session[SECOND_FACTOR_KEY] = actor.account_id is not None and people.needs_second_factor(actor.account_id)
    if request.path_info in NO_WORK:
        return
    if seen is None or moment.timestamp() - seen > WRITTEN_EVERY:
        session[SEEN_KEY] = int(moment.timestamp())


def _zone(request: HttpRequest, actor: Actor) -> ZoneInfo:
    """The time zone of the site, kept in the session beside the site it belongs to."""
    if actor.site_id is None:
        found = schools.district()
        return ZoneInfo(found.timezone if found else "UTC")
    kept = request.session.get(ZONE_KEY)
    if not kept or kept[0] != actor.site_id:
        kept = [actor.site_id, schools.zone_of(actor.site_id).key]
        request.session[ZONE_KEY] = kept
    return ZoneInfo(kept[1])


def _is_of_account(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    return name.startswith(("account", "mfa_", "shell."))
