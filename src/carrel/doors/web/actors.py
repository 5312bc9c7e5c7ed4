"""Who is acting in this request: account, site, desk and the badge at the desk, found once per request."""

import secrets
from dataclasses import replace

from django.http import HttpRequest

from carrel.cellar.kernel.actors import VISITOR, Actor
from carrel.cellar.kernel.clock import now
from carrel.rooms.people import queries as people

SITE_KEY = "site_id"
BADGE_KEY = "badge_person_id"
BADGE_NAME_KEY = "badge_name"
DESK_KEY = "desk"
DEVICE_KEY = "device"
_KEPT = "actor"


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request; somebody not signed in is a visitor without permissions."""
    kept: Actor | None = getattr(request, _KEPT, None)
    if kept is None:
        kept = _found(request)
        setattr(request, _KEPT, kept)
    return kept


def forget_actor(request: HttpRequest) -> None:
    """Lets the next `actor_of` look again; needed after the site, the badge or a role has changed."""
    if hasattr(request, _KEPT):
        delattr(request, _KEPT)


def device_of(request: HttpRequest) -> str:
    """The token of this browser for parked work: made once per sign-in, kept in the session, never shown."""
    kept: str = request.session.get(DEVICE_KEY, "")
    if not kept:
        kept = secrets.token_hex(8)
        request.session[DEVICE_KEY] = kept
    return kept


def _found(request: HttpRequest) -> Actor:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return VISITOR
    kept = request.session
    actor = people.actor_for(user, site_id=kept.get(SITE_KEY), now=now())
    return replace(
        actor,
        desk=kept.get(DESK_KEY, ""),
        badge_person_id=kept.get(BADGE_KEY),
        badge_name=kept.get(BADGE_NAME_KEY, ""),
    )
