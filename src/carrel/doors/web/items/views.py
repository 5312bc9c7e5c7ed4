"""The page of one item: what it is, where it stands, its numbers, its state and what happened to it."""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.care.shown import care_of_item
from carrel.doors.web.items import own, shown
from carrel.doors.web.items.attachments import attachments_of_item
from carrel.doors.web.items.last_borrower import last_borrower_until
from carrel.doors.web.items.media import media_of_item
from carrel.doors.web.items.parts import parts_shown
from carrel.doors.web.items.receiving import processing_of
from carrel.doors.web.phrases import sentences
from carrel.doors.web.plans.shown import maps_of
from carrel.doors.web.transits.words import sent_words
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.circulation.forms import SendItemForm
from carrel.rooms.circulation.queries.conditions import conditions_of
from carrel.rooms.circulation.queries.of_item import loans_of_item
from carrel.rooms.circulation.queries.places import place_of_item
from carrel.rooms.circulation.queries.sending import standing_elsewhere
from carrel.rooms.inventory import actions, queries, rules
from carrel.rooms.inventory.forms import ItemForm, NumberForm, StateForm, item_initial, own_initial
from carrel.rooms.inventory.phrases import STATE_WORDS
from carrel.rooms.moving.queries.displays import displays_of_items
from carrel.rooms.moving.queries.transfers import open_line_of
from carrel.rooms.schools import queries as schools

if TYPE_CHECKING:
    from carrel.cellar.kernel.actors import Actor
    from carrel.rooms.inventory.models import Item

ODD = tuple(f"inventory.number_{what}" for what in ("is_isbn", "length", "prefix", "check"))
"""What a person may pass by saying that the label is printed so."""


@require_safe
@allowed("inventory.view_items")
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item."""
    return _page(request, item_id)


def _page(request: HttpRequest, item_id: int, *, status: int = 200, **forms: Form) -> HttpResponse:
    actor = actor_of(request)
    found = queries.item_by_id(item_id)
    if found is None:
        raise Http404
    is_ours = actor.sees_site(found.site_id)
    loans = loans_of_item(item_id)
    verbs = ("change_item", "assign_number", "remove_number", "set_item_state", "take_out_item")
    context = {
        "item": found,
        "state": shown.state_shown(found.state),
        "price": shown.price_words(found.price_minor),
        "numbers": queries.numbers_of(item_id),
        "own": own.own_shown(item_id, found.item_type_id),
        "loan": next((loan for loan in loans if loan.is_open), None),
        "at_place": place_of_item(item_id) if any(loan.is_open for loan in loans) else "",
        "on_display": displays_of_items([item_id]).get(item_id) if any(loan.is_open for loan in loans) else None,
        "in_transfer": open_line_of(item_id),
        "history": shown.history(queries.history_of(item_id), loans)[:60],
        "may": {verb: is_ours and actor.may(f"inventory.{verb}") for verb in verbs},
        "last_borrower_until": last_borrower_until(actor, found, now()),
        "may_lose": is_ours and actor.may("circulation.declare_lost"),
        "may_see_loans": actor.may("circulation.view_loans") and is_ours,
        "conditions": [shown.condition_shown(each) for each in conditions_of(item_id)] if is_ours else [],
        "maps": maps_of([item_id]),
        "care": care_of_item(actor, found),
        "attachments": attachments_of_item(actor, item_id, is_ours=is_ours),
        "may_note_condition": actor.may("circulation.note_condition"),
        "media": media_of_item(actor, found, now()),
        "can_be_found": found.state in {rules.LOST, rules.MISSING, rules.IN_REPAIR, rules.WITHDRAWN},
        "number_form": NumberForm(auto_id="number_%s"),
        "stands_at": _stands_at(found),
        "send_form": _send_form(actor, found),
        "state_form": StateForm(auto_id="state_%s", initial={"state": found.state}),
        "processing": processing_of(actor, item_id),
        "key": secrets.token_urlsafe(16),
        "kit": parts_shown(actor, found),
        **forms,
    }
    return render(request, "web/items/item.html", context, status=status)


@require_http_methods(["GET", "POST"])
@allowed("inventory.change_item")
def change_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Change what is said of an item; a page that is too old overwrites nothing."""
    found = queries.item_by_id(item_id)
    if found is None:
        raise Http404
    fields, texts = queries.fields_by_kind(), queries.texts_of(item_id)
    every = [field for of_kind in fields.values() for field in of_kind]
    form = ItemForm(
        request.POST or None, site_id=found.site_id, currency=shown.currency(), own=fields,
        initial=item_initial(found) | own_initial(every, texts) | own.asked_kind(request),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        with_version = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None

        def change() -> None:
            actions.change_item(
                actor_of(request), item_id=item_id, facts=form.facts(), own=form.own_texts(), now=now(),
                version=with_version,
            )  # fmt: skip

        if _done(form, change):
            messages.info(request, _("“%(title)s” is changed.") % {"title": found.record.title}, extra_tags="done")
            return redirect("items.item", item_id)
    status = 422 if form.is_bound else 200
    return render(request, "web/items/change_item.html", {"item": found, "form": form}, status=status)


@require_POST
@allowed("inventory.assign_number")
def assign_number(request: HttpRequest, item_id: int) -> HttpResponse:
    """Give an item one more number."""
    form = NumberForm(request.POST, auto_id="number_%s")
    if form.is_valid():
        values = form.cleaned_data

        def assign() -> None:
            number = actions.assign_number(
                actor_of(request), item_id=item_id, number=values["number"], kind=values["kind"],
                overrides=ODD if values["keep_as_is"] else (), reason=values["reason"], now=now(),
                key=request.POST.get("key", ""),
            )  # fmt: skip
            messages.info(request, _("%(number)s finds this item now.") % {"number": number}, extra_tags="done")

        if _done(form, assign):
            return redirect("items.item", item_id)
    return _page(request, item_id, status=422, number_form=form)


@require_POST
@allowed("inventory.remove_number")
def remove_number(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take a number off an item."""
    number = request.POST.get("number", "")[:200]
    actions.remove_number(actor_of(request), item_id=item_id, number=number, now=now())
    messages.info(request, _("%(number)s is taken off.") % {"number": number}, extra_tags="done")
    return redirect("items.item", item_id)


@require_POST
@allowed("inventory.set_item_state")
def set_item_state(request: HttpRequest, item_id: int) -> HttpResponse:
    """Set an item to missing, lost, in repair, withdrawn or found."""
    form = StateForm(request.POST, auto_id="state_%s")
    if form.is_valid():
        state, reason = form.cleaned_data["state"], form.cleaned_data["reason"]

        def put() -> None:
            changed = actions.set_item_state(
                actor_of(request), item_id=item_id, state=state, reason=reason, now=now(),
                key=request.POST.get("key", ""),
            )  # fmt: skip
            text = _("State: %(state)s.") if changed else _("It was in this state already: %(state)s.")
            messages.info(request, text % {"state": STATE_WORDS[state]}, extra_tags="done")

        if _done(form, put):
            return redirect("items.item", item_id)
    return _page(request, item_id, status=422, state_form=form)


@require_POST
@allowed("circulation.send_item")
def send_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Send an item that lies here to another school."""
    actor = actor_of(request)
    if queries.item_by_id(item_id) is None:
        raise Http404
    form = SendItemForm(request.POST, actor=actor, asks_number=False, auto_id="send_%s")
    if form.is_valid():
        try:
            sent = circulation.send_item(actor, item_id=item_id, now=now(), **form.values())
        except Refused as refused:
            for sentence in sentences(refused):
                form.add_error("to_site", sentence)
        else:
            messages.info(request, sent_words(sent), extra_tags="done")
            return redirect("items.item", item_id)
    return _page(request, item_id, status=422, send_form=form)


def _stands_at(found: "Item") -> str:
    """The school where it stays because staff sent it there; blank where it is at home or not in."""
    at = standing_elsewhere(found.pk).get(found.pk) if found.state == rules.AVAILABLE else None
    return schools.site_names().get(at, "") if at is not None else ""


def _send_form(actor: "Actor", found: "Item") -> SendItemForm | None:
    """To send it from here, where it is in and there is another school."""
    if found.state != rules.AVAILABLE or not actor.may("circulation.send_item") or actor.site_id is None:
        return None
    others = [each for each in schools.site_names() if each != actor.site_id]
    return SendItemForm(actor=actor, asks_number=False, auto_id="send_%s") if others else None


@require_POST
@allowed("inventory.take_out_item")
def take_out_item(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take an item that was added by mistake out again."""
    found = queries.item_by_id(item_id)
    if found is None:
        raise Http404
    actions.take_out_item(actor_of(request), item_id=item_id, now=now())
    text = _("The copy of “%(title)s” is taken out, as if it had never been added.")
    messages.info(request, text % {"title": found.record.title}, extra_tags="done")
    return redirect("items.items")


def _done(form: Form, act: Callable[[], None]) -> bool:
    """Whether the act was done; if it was refused, the form says why, unless the page would not show the form."""
    try:
        act()
    except Refused as refused:
        if refused.code in {"inventory.other_site", "inventory.no_such_item"}:
            raise
        for sentence in sentences(refused):
            form.add_error("number" if refused.can_be_passed and "number" in form.fields else None, sentence)
        form.can_be_passed = refused.can_be_passed  # type: ignore[attr-defined]  # read by the template
        return False
    return True
