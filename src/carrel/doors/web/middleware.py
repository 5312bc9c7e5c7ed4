"""What the web door does around every page: safe headers, no copies kept, the reader's language, refusals said."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web import errors

# No inline script or style is ever allowed: every page of the house lives under this policy.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS_POLICY = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"

Answer = Callable[[HttpRequest], HttpResponse]
# What a row's number can be in either database; a longer one in an address is a page that is not there.
LARGEST_ROW = 2**63 - 1


class HeadersMiddleware:
    """Adds the security policy to every answer and forbids copies of pages made for somebody signed in.

    A page that sets its own Cache-Control (a photo, an export) keeps it. A refusal no view has caught is answered with
    a page that says why and what now.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_personal(request, response):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, _request: HttpRequest, _view: Callable[..., HttpResponse], _args: tuple[Any, ...], parts: dict[str, Any]
    ) -> None:
        """No database has a row of a number with forty digits: such an address is answered as not found."""
        if any(isinstance(part, int) and part > LARGEST_ROW for part in parts.values()):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers what a room refused: 403 when the role lacks the permission, 409 when the facts stand against it."""
        if isinstance(exception, NotAllowed):
            return errors.not_allowed(request, exception)
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        return None


def _is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and "Cache-Control" not in response.headers


class LanguageMiddleware:
    """Speaks the reader's language: chosen in the foot of a page, else the account's, else the browser's."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        translation.activate(language_for(request))
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        translation.deactivate()
        return response


def language_for(request: HttpRequest) -> str:
    """The language code for this reader, always one of the house's languages."""
    spoken = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in spoken:
        return chosen
    user = getattr(request, "user", None)
    own: str = getattr(user, "language", "") if user is not None and user.is_authenticated else ""
    return own if own in spoken else translation.get_language_from_request(request)
