"""What the pages of recovery have in common: tabs, words of steps, papers as an answer, said or refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.papers.documents import Document
from carrel.cellar.papers.typesetting import pdf_of_document
from carrel.doors.web.phrases import sentences
from carrel.rooms.recovery.phrases import KIND_WORDS

_PAGES = (
    ("recovery.standing", "standing", "recovery.view_standing"),
    ("recovery.homerooms", "homerooms", "recovery.print_papers"),
    ("recovery.runs", "runs", "recovery.make_run"),
    ("recovery.calls", "calls", "recovery.view_calls"),
    ("recovery.clearances", "clearances", "recovery.view_clearances"),
    ("post.outbox", "outbox", "post.manage"),
    ("recovery.keep_ladder", "ladder", "recovery.keep_ladder"),
)


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """The pages about getting things back that the actor may open."""
    words = {
        "standing": _("Who is due"), "homerooms": _("By class"), "runs": _("Made"), "calls": _("Calls"),
        "clearances": _("Leavers"), "outbox": _("Post"), "ladder": _("Ladder"),
    }  # fmt: skip
    return [
        {"url": reverse(name), "word": words[code], "count": None, "current": code == current}
        for name, code, permission in _PAGES
        if actor.may(permission)
    ]


def step_words(code: str, kind: str = "") -> str:
    """A step by its kind and number: Notice 2."""
    head, _dash, number = code.partition("-")
    word = str(KIND_WORDS.get(kind or head, kind or head))
    return f"{word} {number}" if number else word


def pdf_response(document: Document, name: str) -> HttpResponse:
    """A document to look at and print; nobody keeps a copy on the way."""
    answer = HttpResponse(pdf_of_document(document), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def done(request: HttpRequest, deed: Callable[[], object], said: str, to: str, *arguments: int) -> HttpResponse:
    """Do it, say so or say what stands against it, and go on to a page."""
    try:
        deed()
    except Refused as refused:
        for text in sentences(refused):
            messages.info(request, text, extra_tags="refused")
    else:
        messages.info(request, said, extra_tags="done")
    return redirect(to, *arguments)
