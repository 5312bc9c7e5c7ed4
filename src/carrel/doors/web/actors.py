"""Who is acting in this request: account, site, desk and the badge at the desk, found once per request."""

import secrets
from dataclasses import replace

from django.core import signing
from django.http import HttpRequest, HttpResponse

from carrel.cellar.kernel.actors import VISITOR, Actor
from carrel.cellar.kernel.clock import now
from carrel.rooms.people import queries as people

SITE_KEY = "site_id"
BADGE_KEY = "badge_person_id"
BADGE_NAME_KEY = "badge_name"
DEVICE_KEY = "device"
YEAR = 365 * 24 * 60 * 60
DESK_COOKIE = "carrel_desk"
_DESK_SALT = "carrel.desk"
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


def desk_of(request: HttpRequest, site_id: int | None) -> str:
    """Which desk of this site the browser is, whoever signs in; blank where nobody has said so.

    The word is signed and names its site: a laptop that is taken to another school is no desk there.
    """
    try:
        kept = signing.loads(request.COOKIES.get(DESK_COOKIE, ""), salt=_DESK_SALT)
    except signing.BadSignature:
        return ""
    return str(kept["desk"]) if site_id is not None and kept["site"] == site_id else ""


def keep_desk(answer: HttpResponse, *, site_id: int, desk: str, secure: bool) -> None:
    """Let this browser be a desk of a site from now on, for a year at a time; a blank name ends it."""
    if not desk:
        answer.delete_cookie(DESK_COOKIE)
        return
    word = signing.dumps({"site": site_id, "desk": desk}, salt=_DESK_SALT)
    answer.set_cookie(DESK_COOKIE, word, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)


def _found(request: HttpRequest) -> Actor:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return VISITOR
    kept = request.session
    actor = people.actor_for(user, site_id=kept.get(SITE_KEY), now=now())
    return replace(
        actor,
        desk=desk_of(request, actor.site_id),
        badge_person_id=kept.get(BADGE_KEY),
        badge_name=kept.get(BADGE_NAME_KEY, ""),
    )
