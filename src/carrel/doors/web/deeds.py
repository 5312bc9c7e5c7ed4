"""A deed from a button: it is done, or what stands against it is said, and one goes on to a page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.phrases import sentences


def done(request: HttpRequest, deed: Callable[[], object], said: str, to: str, *arguments: int | str) -> HttpResponse:
    """Do it, say so or say what stands against it, and go on to the page named `to`."""
    try:
        deed()
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.info(request, said, extra_tags="done")
    return redirect(to, *arguments)


def tell_refused(request: HttpRequest, refused: Refused) -> None:
    """Say on the next page everything that stands against it, a line each."""
    for text in sentences(refused):
        messages.info(request, text, extra_tags="refused")


def number_in(text: str | None) -> int | None:
    """The number of a row as an address or a form gives it; None for anything else, however it is written."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None
