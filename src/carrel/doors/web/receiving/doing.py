"""How the pages of receiving do a deed: done, it is said and the page shown anew; refused, the reasons are."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.deeds import number_in, tell_refused


def do(request: HttpRequest, deed: Callable[[], object], *, said: str, to: str, refused_to: str = "") -> HttpResponse:
    """Do a deed, say what came of it, and go on to `to`; refused, to `refused_to`, where nothing has changed."""
    try:
        deed()
    except NotAllowed:
        raise
    except Refused as refused:
        tell_refused(request, refused)
        return redirect(refused_to or to)
    if said:
        messages.info(request, said, extra_tags="done")
    return redirect(to)


def number(text: str | None) -> int:
    """A row's number or a count out of a form or an address, 0 for anything else."""
    return number_in(text) or 0


def counts_sent(request: HttpRequest, prefix: str) -> dict[int, int]:
    """The numbers of a form whose fields are called `prefix_<row>`; what is no number is left out."""
    found = {}
    for name, value in request.POST.items():
        row, text = name.removeprefix(f"{prefix}_"), str(value).strip()
        if name.startswith(f"{prefix}_") and number(row) and text.isascii() and text.isdigit() and len(text) < 6:
            found[number(row)] = int(text)
    return found
