"""What the pages of moving have in common: tabs, words and shapes, a deed with what came of it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Objection, Refused
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.phrases import sentences

TRANSFER_SHAPES = {"packing": "parked", "sent": "away", "received": "ask", "closed": "done"}
LINE_SHAPES = {"": "tell", "counted": "done", "missing": "unknown", "elsewhere": "moved"}
_PAGES = (
    ("moving.transfers", "transfers", "moving.view_transfers"),
    ("transits.transits", "transits", "circulation.cancel_transit"),
    ("moving.displays", "displays", "moving.view_displays"),
    ("moving.runs", "runs", "moving.view_runs"),
    ("moving.return_rows", "floating", "moving.view_transfers"),
)


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The pages of moving that the actor may open."""
    words = {
        "transfers": _("Transfers"), "transits": _("On the way"), "displays": _("Displays"),
        "runs": _("Delivery runs"), "floating": _("Floating"),
    }  # fmt: skip
    return [
        {"url": reverse(name), "word": words[code], "count": None, "current": code == current}
        for name, code, permission in _PAGES
        if actor.may(permission)
    ]


def do(request: HttpRequest, deed: Callable[[], object], *, said: str, to: str, refused_to: str = "") -> HttpResponse:
    """Do a deed, say what came of it, and go on to `to`; refused, to `refused_to`."""
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


def tell(request: HttpRequest, objections: Iterable[Objection]) -> None:
    """Say on the next page what the desk says of it, a line each."""
    told = tuple(objections)
    if told:
        for text in sentences(Refused(*told)):
            messages.info(request, text, extra_tags="tell")
