"""Parts of an item: added, changed and taken off from its page."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.deeds import tell_refused
from carrel.doors.web.phrases import put_on
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.forms import PartForm
from carrel.rooms.inventory.rules import NewPart


@require_POST
@allowed("inventory.add_part")
def add_part(request: HttpRequest, item_id: int) -> HttpResponse:
    """One more part; what stands against it is said on the item's page."""
    actor, form = actor_of(request), PartForm(request.POST)
    if not form.is_valid():
        _say_faults(request, form)
        return redirect("items.item", item_id)
    new = _new(form)
    if new is None:
        messages.info(request, _no_item(form), extra_tags="refused")
        return redirect("items.item", item_id)
    key = request.POST.get("key", "")[:80]
    done = _("The part is added.")
    said(request, lambda: actions.add_part(actor, item_id=item_id, new=new, now=now(), key=key), done)
    return redirect("items.item", item_id)


@require_http_methods(["GET", "POST"])
@allowed("inventory.change_part")
def change_part(request: HttpRequest, part_id: int) -> HttpResponse:
    """What the part is called, how many there are, which item it is."""
    part = queries.part_by_id(part_id)
    if part is None:
        raise Http404
    first = {"name": part.name, "count": part.count, "number": part.part_item.barcode if part.part_item else ""}
    form = PartForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        new = _new(form, part.slot)
        if new is None:
            form.add_error("number", _no_item(form))
        else:
            try:
                actions.change_part(actor_of(request), part_id=part_id, new=new, now=now())
            except Refused as refused:
                put_on(form, refused)
            else:
                messages.info(request, _("The part is changed."), extra_tags="done")
                return redirect("items.item", part.item_id)
    status = 422 if form.is_bound else 200
    return render(request, "web/kits/change_part.html", {"part": part, "form": form}, status=status)


@require_POST
@allowed("inventory.remove_part")
def remove_part(request: HttpRequest, part_id: int) -> HttpResponse:
    """Take a part off."""
    part = queries.part_by_id(part_id)
    if part is None:
        raise Http404
    done = _("The part is taken off.")
    said(request, lambda: actions.remove_part(actor_of(request), part_id=part_id, now=now()), done)
    return redirect("kits.cart" if part.slot is not None else "items.item", part.item_id)


def said(request: HttpRequest, deed: Callable[[], object], done: str) -> bool:
    """Do it and say so, or say what stands against it."""
    try:
        deed()
    except Refused as refused:
        tell_refused(request, refused)
        return False
    messages.info(request, done, extra_tags="done")
    return True


def _say_faults(request: HttpRequest, form: Form) -> None:
    for faults in form.errors.values():
        for fault in faults:
            messages.info(request, str(fault), extra_tags="refused")


def _new(form: PartForm, slot: int | None = None) -> NewPart | None:
    """What the form says; None when its number is on no item."""
    values = form.cleaned_data
    item_id, name = None, values["name"]
    if values["number"]:
        found = queries.item_of_number(values["number"])
        if found is None:
            return None
        item_id, name = found.item_id, name or found.title[:80]
    return NewPart(name, values["count"], slot, item_id)


def _no_item(form: PartForm) -> str:
    return _("No item has the number %(number)s.") % {"number": form.cleaned_data["number"]}
