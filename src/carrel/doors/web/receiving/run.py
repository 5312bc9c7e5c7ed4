"""A run of adding copies one after the other: parked from its first scan, taken up on any device."""

from contextlib import suppress
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.parking import actions as parking
from carrel.cellar.parking import queries as parked
from carrel.cellar.parking.actions import Overtaken

KIND = "intake.add_by_isbn"
MOST_LISTED = 60


def items_of(actor: Actor) -> list[int]:
    """The items of the open run, the newest first."""
    found = parked.parked_of(actor).filter(kind=KIND).first()
    return list(found.state.get("items", [])) if found else []


def note(actor: Actor, *, query: str, item_id: int | None = None, gone: int | None = None) -> None:
    """Write down how far the run is: the title it stands at, one more copy, or one that was taken back."""
    found = parked.parked_of(actor).filter(kind=KIND).first()
    items = [each for each in (found.state.get("items", []) if found else []) if each != gone]
    if item_id is not None:
        items = [item_id, *(each for each in items if each != item_id)]
    state: dict[str, Any] = {"items": items[:MOST_LISTED]}
    detail = ngettext("%(count)s copy", "%(count)s copies", len(items)) % {"count": len(items)}
    words = {"title": _("Adding copies by ISBN"), "detail": detail}
    if found is None:
        url = reverse("receiving.by_isbn") + query
        parking.park(actor, kind=KIND, url=url, state=state, now=now(), **words)
        return
    # Another device has said how far it is, a moment ago.
    with suppress(Overtaken):
        parking.keep_state(actor, parked=found, state=state, now=now(), **words)


def end(actor: Actor) -> None:
    """The run is over; its copies stay."""
    for each in parked.parked_of(actor).filter(kind=KIND):
        parking.drop(actor, parked_id=each.pk)
