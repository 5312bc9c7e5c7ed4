"""The buttons beside a hold: each is one deed, said in a sentence, and leads back to where it was pressed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.phrases import sentences
from carrel.rooms.circulation import actions


def _done(request: HttpRequest, deed: Callable[..., Any], said: str, **values: Any) -> HttpResponse:
    try:
        deed(actor_of(request), now=now(), **values)
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
    else:
        messages.info(request, said, extra_tags="done")
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "holds.shelf")


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:80]


@allowed("circulation.cancel_hold")
@require_POST
def cancel_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """End a hold nobody wants any more."""
    said = _(
        "The hold has ended. A copy that stood ready goes to the next reader, or back. Under “Ended lately” it can be "
        "taken back."
    )
    return _done(request, actions.cancel_hold, said, hold_id=hold_id, key=_key(request))


@allowed("circulation.restore_hold")
@require_POST
def restore_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Put a hold that ended by mistake back at its old place."""
    return _done(request, actions.restore_hold, _("It waits again at its old place."), hold_id=hold_id)


@allowed("circulation.check_in")
@require_POST
def print_hold_slip(request: HttpRequest, hold_id: int) -> HttpResponse:
    """The slip of a copy on the hold shelf once more."""
    return _done(request, actions.print_hold_slip, _("The slip is on its way."), hold_id=hold_id)


@allowed("circulation.freeze_hold")
@require_POST
def freeze_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Pass a hold over until a day, or until it is thawed."""
    said = _("It keeps its place and is passed over until then.")
    return _done(request, actions.freeze_hold, said, hold_id=hold_id, until_on=_day(request.POST.get("until_on", "")))


@allowed("circulation.thaw_hold")
@require_POST
def thaw_hold(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Let a frozen hold be filled again."""
    return _done(request, actions.thaw_hold, _("It can be filled again."), hold_id=hold_id)


@allowed("circulation.move_hold_to_front")
@require_POST
def move_hold_to_front(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Put a hold before everybody else."""
    reason = request.POST.get("reason", "")[:200]
    return _done(request, actions.move_hold_to_front, _("It comes first now."), hold_id=hold_id, reason=reason)


@allowed("circulation.move_hold_back")
@require_POST
def move_hold_back(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Put a hold back where its time places it."""
    return _done(request, actions.move_hold_back, _("It stands at its own place again."), hold_id=hold_id)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
