"""Pages for what went wrong: each says what is, why, and what to do now."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.phrases import sentences

log = logging.getLogger("carrel.web")


def _page(
    request: HttpRequest, status: int, title: str, text: str, word: str, url: str = "/", reference: str = ""
) -> HttpResponse:
    if getattr(request, "htmx", False):
        part = {"title": title, "text": text}
        return HttpResponse(render_to_string("web/parts/refusal.html", part), status=status)
    context = {"title": title, "text": text, "word": word, "url": url, "reference": reference}
    return HttpResponse(render_to_string("web/error.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form cannot be read."""
    text = _("What was sent cannot be read. Go back, look at what you entered, and send it again.")
    return _page(request, 400, _("This cannot be read"), text, _("To the start"))


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the role does not include it."""
    if isinstance(exception, Refused):
        text = " ".join(sentences(exception))
    else:
        text = _("Your role does not include this page. Ask the librarian or the technician of your site.")
    return _page(request, 403, _("Not for this account"), text, _("To the start"))


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """409: the facts stand against it, and nothing was done."""
    back = request.headers.get("Referer", "/")
    url = back if back.startswith(f"{request.scheme}://{request.get_host()}/") else "/"
    return _page(request, 409, _("Not done"), " ".join(sentences(exception)), _("Back"), url)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is at this address, or not for this reader."""
    text = _("Nothing is at this address. It was moved, taken away, or mistyped. Look for it from the start.")
    return _page(request, 404, _("Nothing here"), text, _("To the start"))


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose page is too old, or was sent from elsewhere: nothing was done, and it is opened anew."""
    back = request.headers.get("Referer", "/")
    url = back if back.startswith(f"{request.scheme}://{request.get_host()}/") else "/"
    text = _("This page was open for too long, or the sign-in has changed since. Nothing was done. Open it again.")
    return _page(request, 403, _("This page is too old"), text, _("Open it again"), url)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a mistake of ours. The number stands in the log beside the trace, so that somebody can find it."""
    number = secrets.token_hex(4)
    log.error("Page %s broke, reference %s", request.path, number)
    text = _(
        "Carrel made a mistake here. What was done before is kept. Go back and try again, then tell your technician."
    )
    return _page(request, 500, _("This page broke"), text, _("To the start"), reference=number)
