"""How weeding is shown: reasons in words, states as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils import formats

from carrel.doors.web.actors import actor_of
from carrel.rooms.weeding import queries
from carrel.rooms.weeding.phrases import REASON_WORDS, REASONS_SAID

if TYPE_CHECKING:
    from carrel.rooms.weeding.models import WeedingLine, WeedingList

VIEW = "weeding.view_weeding"
MARK_SHAPES = {"keep": "hold", "withdraw": "moved"}


def list_or_404(request: HttpRequest, list_id: int) -> WeedingList:
    """The list of an address, of a site the actor works at."""
    found = queries.list_seen(actor_of(request), list_id)
    if found is None:
        raise Http404
    return found


def reasons_said(line: WeedingLine) -> str:
    """Why a copy is on a list: "published 1989, years without use: 6"."""
    return ", ".join(_said(code, amount) for code, amount in line.reasons)


def _said(code: str, amount: int) -> str:
    facts: dict[str, Any] = {"amount": amount, "a_year": formats.number_format(amount / 10, 1)}
    return str(REASONS_SAID[code]) % facts


def reason_counts(counts: dict[str, int]) -> list[tuple[str, int]]:
    """The reasons of a section with how often each holds, in their usual order."""
    return [(str(word), counts[code]) for code, word in REASON_WORDS.items() if counts.get(code)]
