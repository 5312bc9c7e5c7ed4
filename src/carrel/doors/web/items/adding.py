"""A copy is added to a record: with all else preset, one scan and Enter."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.items import own, shown
from carrel.doors.web.items.views import ODD
from carrel.doors.web.phrases import sentences
from carrel.rooms.catalogue import queries as catalogue
from carrel.rooms.intake.queries import place_meant
from carrel.rooms.inventory import actions, queries
from carrel.rooms.inventory.forms import AddItemForm, item_initial
from carrel.rooms.labels.queries import next_number_to_give


@require_http_methods(["GET", "POST"])
@allowed("inventory.add_item")
def add_item(request: HttpRequest, record_id: int) -> HttpResponse:
    """Add copies to a record, one label after another; type, call number and price come from the last one like it."""
    actor = actor_of(request)
    record = catalogue.record(record_id)
    if record is None or actor.site_id is None:
        raise Http404
    site_id = actor.site_id
    form = AddItemForm(
        request.POST or None,
        site_id=site_id,
        currency=shown.currency(),
        own=queries.fields_by_kind(),
        initial=preset(record_id, site_id) | _asked(request) | own.asked_kind(request),
    )
    can_be_passed = False
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            added = actions.add_item(
                actor, record_id=record_id, site_id=site_id, facts=form.facts(), number=values["number"],
                own=form.own_texts(),
                overrides=ODD if values["keep_as_is"] else (), reason=values["reason"], key=values["key"], now=now(),
            )  # fmt: skip
        except Refused as refused:
            can_be_passed = refused.can_be_passed
            for sentence in sentences(refused):
                form.add_error("number", sentence)
        else:
            said = added.number or _("a copy without a label yet")
            messages.info(request, format_html(_("Added: {}. Scan the next copy, or leave."), said), extra_tags="done")
            return redirect("items.add_item", record_id)
    context = {
        "record": record,
        "form": form,
        "copies": queries.copies_of(record_id, actor),
        "next_number": next_number_to_give(site_id),
        "can_be_passed": can_be_passed or bool(request.POST.get("keep_as_is")),
    }
    return render(request, "web/items/add_item.html", context, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest) -> dict[str, object]:
    """`?number=`: the label in the hand of whoever was sent here from the desk."""
    number = squeeze(request.GET.get("number", ""), 64)
    return {"number": number} if number else {}


def preset(record_id: int, site_id: int) -> dict[str, object]:
    """What a new copy most likely is: like the last one of this record, else as the record says."""
    last = queries.last_item_like(record_id, site_id=site_id)
    key: dict[str, object] = {"key": secrets.token_urlsafe(16)}
    if last is not None:
        kept = item_initial(last) | {"note": "", "condition": "good", "acquired_on": None}
        kept["place"] = place_meant(last) if last.site_id == site_id else None
        highest = max((copy.copy_number or 0 for copy in queries.copies_of(record_id)), default=0)
        kept["copy_number"] = highest + 1 if highest else None
        if kept["price"] is None:
            kept["price"] = last.item_type.default_price_minor
        return kept | key
    record = catalogue.record(record_id)
    if record is None or not record.call_number:
        return key
    return {"call_number": record.call_number, "call_number_scheme": record.call_number_scheme or "other"} | key
