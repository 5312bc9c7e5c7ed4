"""Who may open a page: every view of the door says it in one line above itself, and a table of all of them is tested.

    @allowed("circulation.check_out")     one of these permissions is held
    @signed_in                            anybody who is signed in
    @public                               anybody

A view that says nothing asks for a sign-in, and the test of that table refuses it. Whether a page shows this person or
that school is decided below, by the rooms' queries and actions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from carrel.cellar.kernel.actors import require
from carrel.doors.web.actors import actor_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Condition = Callable[[HttpRequest], bool]


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks for: one of `permissions`, or only a sign-in when there are none; nothing when `is_public`.

    With `open_when` the page is open to everybody while the condition holds (a school's public catalogue).
    """

    permissions: tuple[str, ...] = ()
    is_public: bool = False
    open_when: Condition | None = None


def allowed(*permissions: str, open_when: Condition | None = None) -> Callable[[View], View]:
    """The page is for whoever holds one of the permissions; others are told what to do, visitors sign in first."""
    if not permissions:
        raise ValueError("Name a permission, or use signed_in or public.")
    return _guarded(Access(permissions, open_when=open_when))


def signed_in(view: View) -> View:
    """The page is for everybody who is signed in."""
    return _guarded(Access())(view)


def public(view: View) -> View:
    """The page is for everybody."""
    view.access = Access(is_public=True)  # type: ignore[attr-defined]  # the mark is read by access_of
    return view


def access_of(view: Callable[..., Any]) -> Access | None:
    """What a view asks for; None when it does not say."""
    return cast("Access | None", getattr(view, "access", None))


def _guarded(access: Access) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if access.open_when is not None and access.open_when(request):
                return view(request, *args, **kwargs)
            actor = actor_of(request)
            if actor.account_id is None:
                return to_sign_in(request)
            if access.permissions and not any(actor.may(each) for each in access.permissions):
                require(actor, access.permissions[0])
            return view(request, *args, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]  # the mark is read by access_of
        return cast("View", guarded)

    return decorate


def to_sign_in(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """To the sign-in page and back here afterwards; a script in the page gets a 401 that says where to go."""
    wanted = request.get_full_path() if request.method == "GET" else ""
    is_part = request.headers.get("HX-Request") == "true" or request.headers.get("Sec-Fetch-Mode") == "cors"
    query = {name: value for name, value in (("next", "" if is_part else wanted), ("why", reason)) if value}
    address = reverse("account_login") + (f"?{urlencode(query)}" if query else "")
    if is_part:
        return HttpResponse(status=401, headers={"HX-Redirect": address, "X-Sign-In": address})
    return redirect(address)
