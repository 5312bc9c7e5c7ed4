"""What is done with a transfer at the school it comes to: counted, received, settled, taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import number_in, tell_refused
from carrel.doors.web.moving.scanned import counted_card, is_command, refused_card
from carrel.doors.web.moving.shown import do, tell
from carrel.doors.web.moving.transfers import answered, found_or_404
from carrel.rooms.moving import actions
from carrel.rooms.moving.rules.transfers import STRANGER_ENDS


@require_POST
@allowed("moving.count_transfer")
def count_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """One scan, one answer: expected, counted before, of another list, or a stranger. A script gets what changed."""
    found_or_404(request, transfer_id)
    number = request.POST.get("text", "").strip()[:64]
    if not number or is_command(number):
        return answered(request, transfer_id, None)
    try:
        counted = actions.count_transfer(
            actor_of(request), transfer_id=transfer_id, number=number, now=now(), key=request.POST.get("key", "")[:80]
        )
    except NotAllowed:
        raise
    except Refused as refused:
        return answered(request, transfer_id, refused_card(number, refused))
    return answered(request, transfer_id, counted_card(counted, number))


@require_POST
@allowed("moving.receive_transfer")
def receive_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """The boxes are empty."""
    found_or_404(request, transfer_id)
    try:
        is_closed = actions.receive_transfer(actor_of(request), transfer_id=transfer_id, now=now())
    except Refused as refused:
        tell_refused(request, refused)
        return redirect("moving.transfer", transfer_id)
    if is_closed:
        messages.info(request, _("All of it is there. The transfer is closed."), extra_tags="done")
    else:
        messages.info(request, _("Received. Settle below what is open, then it closes by itself."), extra_tags="ask")
    return redirect("moving.transfer", transfer_id)


@require_POST
@allowed("moving.reopen_transfer")
def reopen_transfer(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Count it once more."""
    found_or_404(request, transfer_id)
    return do(
        request,
        lambda: actions.reopen_transfer(actor_of(request), transfer_id=transfer_id, now=now()),
        said=_("It can be counted once more."),
        to=reverse("moving.transfer", args=[transfer_id]),
    )


@require_POST
@allowed("moving.settle_line")
def settle_line(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """It did not come."""
    found_or_404(request, transfer_id)
    line_id = number_in(request.POST.get("line")) or 0
    return do(
        request,
        lambda: actions.settle_line(actor_of(request), transfer_id=transfer_id, line_id=line_id, now=now()),
        said=_("Settled. Any scan of it, at any school, finds it again."),
        to=reverse("moving.transfer", args=[transfer_id]),
    )


@require_POST
@allowed("moving.take_back_line")
def take_back_line(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Counted or settled by mistake."""
    found_or_404(request, transfer_id)
    line_id = number_in(request.POST.get("line")) or 0
    return do(
        request,
        lambda: actions.take_back_line(actor_of(request), transfer_id=transfer_id, line_id=line_id, now=now()),
        said=_("Taken back. It is on its way as before."),
        to=reverse("moving.transfer", args=[transfer_id]),
    )


@require_POST
@allowed("moving.settle_stranger")
def settle_stranger(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """What came besides is added, sent on, or laid aside."""
    found_or_404(request, transfer_id)
    how = request.POST.get("how", "")
    if how not in STRANGER_ENDS:
        return redirect("moving.transfer", transfer_id)
    stranger_id = number_in(request.POST.get("stranger")) or 0
    try:
        told = actions.settle_stranger(
            actor_of(request), transfer_id=transfer_id, stranger_id=stranger_id, how=how, now=now()
        )
    except Refused as refused:
        tell_refused(request, refused)
    else:
        messages.info(request, _("Settled."), extra_tags="done")
        tell(request, told)
    return redirect("moving.transfer", transfer_id)


@require_POST
@allowed("moving.take_back_stranger")
def take_back_stranger(request: HttpRequest, transfer_id: int) -> HttpResponse:
    """Settled by mistake, or scanned by mistake."""
    found_or_404(request, transfer_id)
    stranger_id = number_in(request.POST.get("stranger")) or 0
    return do(
        request,
        lambda: actions.take_back_stranger(
            actor_of(request), transfer_id=transfer_id, stranger_id=stranger_id, now=now()
        ),
        said=_("Taken back."),
        to=reverse("moving.transfer", args=[transfer_id]),
    )
