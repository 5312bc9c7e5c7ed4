"""Carts and sets: a grid of slots, filled by scanning, and who has what is out."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.items.last_borrower import PERMISSION as VIEW_LAST
from carrel.doors.web.items.shown import StateShown, state_shown
from carrel.doors.web.kits.parts import said
from carrel.doors.web.phrases import sentences
from carrel.rooms.circulation.queries.kits import Borrower, borrowers_of, persons_shown
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.forms import FillSlotForm, SlotForm, SlotsForm
from carrel.rooms.inventory.queries import PartShown
from carrel.rooms.people.actions import record_views


@dataclass(frozen=True, slots=True)
class SlotShown:
    """One slot of the grid."""

    part: PartShown
    state: StateShown
    borrower: Borrower | None
    may_see_last: bool


@require_safe
@allowed("inventory.view_items")
def carts(request: HttpRequest) -> HttpResponse:
    """Every cart and set of this site."""
    actor = actor_of(request)
    sites = [actor.site_id] if actor.site_id else None if actor.is_district else list(actor.site_ids)
    return render(request, "web/kits/carts.html", {"carts": queries.carts_found(sites)})


@require_safe
@allowed("inventory.view_items")
def cart(request: HttpRequest, item_id: int) -> HttpResponse:
    """The slots of one cart: in, out, empty, or another device than belongs there."""
    return _page(request, item_id, FillSlotForm(initial={"key": new_key()}))


def _page(request: HttpRequest, item_id: int, form: FillSlotForm, *, status: int = 200) -> HttpResponse:
    actor, moment = actor_of(request), now()
    item = queries.item_by_id(item_id)
    if item is None:
        raise Http404
    is_ours = actor.sees_site(item.site_id)
    slots = _slots(actor, item_id, moment, is_ours=is_ours)
    filled = [each for each in slots if each.part.item_id is not None]
    context = {
        "item": item,
        "slots": slots,
        "filled": len(filled),
        "inside": sum(each.part.state == "available" for each in filled),
        "wrong": sum(each.part.is_wrong for each in slots),
        "form": form,
        "slots_form": SlotsForm(initial={"count": len(slots) or 30}),
        "may_change": is_ours and actor.may("inventory.fill_slot"),
    }
    return render(request, "web/kits/cart.html", context, status=status)


def _slots(actor: Actor, item_id: int, moment: datetime, *, is_ours: bool) -> list[SlotShown]:
    parts = [each for each in queries.parts_of(item_id) if each.slot is not None]
    out = [each.item_id for each in parts if each.state == "on_loan" and each.item_id is not None]
    known = borrowers_of(actor, out) if is_ours else {}
    if seen := persons_shown(actor, list(known)):
        record_views(actor, person_ids=seen, page="cart", now=moment)
    may_see_last = is_ours and actor.may(VIEW_LAST)
    return [
        SlotShown(
            each, state_shown(each.state), known.get(each.item_id or 0),
            may_see_last and each.item_id is not None and each.state != "on_loan",
        )
        for each in parts
    ]  # fmt: skip


@require_POST
@allowed("inventory.make_slots")
def make_slots(request: HttpRequest, item_id: int) -> HttpResponse:
    """Give the cart its slots."""
    form = SlotsForm(request.POST)
    if form.is_valid():
        count = form.cleaned_data["count"]
        done = _("The cart has slots 1 to %(count)s.") % {"count": count}
        said(request, lambda: actions.make_slots(actor_of(request), item_id=item_id, count=count, now=now()), done)
    else:
        messages.info(request, _("Give the number of slots, from 1 to 400."), extra_tags="refused")
    return redirect("kits.cart", item_id)


@require_POST
@allowed("inventory.fill_slot")
def fill_slot(request: HttpRequest, item_id: int) -> HttpResponse:
    """One scanned device goes into the next empty slot, or into the one that was named."""
    form = FillSlotForm(request.POST)
    if not form.is_valid():
        return _page(request, item_id, form, status=422)
    values = form.cleaned_data
    found = queries.item_of_number(values["number"])
    if found is None:
        form.add_error("number", _("No item has the number %(number)s.") % {"number": values["number"]})
        return _page(request, item_id, form, status=422)
    try:
        slot = actions.fill_slot(
            actor_of(request), item_id=item_id, part_item_id=found.item_id, slot=values["slot"], now=now(),
            key=values["key"],
        )  # fmt: skip
    except Refused as refused:
        for text in sentences(refused):
            form.add_error("number", text)
        return _page(request, item_id, form, status=409)
    facts = {"slot": slot, "number": found.barcode}
    messages.info(request, _("%(number)s stands in slot %(slot)s.") % facts, extra_tags="done")
    return redirect("kits.cart", item_id)


@require_POST
@allowed("inventory.empty_slot")
def empty_slot(request: HttpRequest, part_id: int) -> HttpResponse:
    """No device belongs here any more."""
    cart_id = _cart_of(part_id)
    done = _("The slot is empty.")
    said(request, lambda: actions.empty_slot(actor_of(request), part_id=part_id, now=now()), done)
    return redirect("kits.cart", cart_id)


@require_POST
@allowed("inventory.move_to_slot")
def move_to_slot(request: HttpRequest, part_id: int) -> HttpResponse:
    """To another slot; two devices change places."""
    cart_id, form = _cart_of(part_id), SlotForm(request.POST)
    if form.is_valid():
        slot = form.cleaned_data["slot"]
        done = _("It stands in slot %(slot)s now.") % {"slot": slot}
        said(request, lambda: actions.move_to_slot(actor_of(request), part_id=part_id, slot=slot, now=now()), done)
    else:
        messages.info(request, _("Say to which slot."), extra_tags="refused")
    return redirect("kits.cart", cart_id)


@require_POST
@allowed("inventory.note_in_slot")
def note_in_slot(request: HttpRequest, part_id: int) -> HttpResponse:
    """Which device lies in the slot just now; a blank one takes the note back."""
    cart_id, number = _cart_of(part_id), request.POST.get("number", "").strip()[:80]
    found = queries.item_of_number(number) if number else None
    if number and found is None:
        text = _("No item has the number %(number)s.") % {"number": number}
        messages.info(request, text, extra_tags="refused")
        return redirect("kits.cart", cart_id)
    found_id = found.item_id if found else None
    done = _("The slot was looked into.")
    actor = actor_of(request)
    said(request, lambda: actions.note_in_slot(actor, part_id=part_id, found_item_id=found_id, now=now()), done)
    return redirect("kits.cart", cart_id)


def _cart_of(part_id: int) -> int:
    part = queries.part_by_id(part_id)
    if part is None or part.slot is None:
        raise Http404
    return part.item_id
