"""The cards and badges of a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.people.sight import opened, today_of, within_sight
from carrel.doors.web.people.tabs import person_tabs
from carrel.doors.web.phrases import sentences
from carrel.rooms.people import actions, queries
from carrel.rooms.people.forms import CardForm, PinForm


@allowed("people.assign_card")
@require_http_methods(["GET", "POST"])
@within_sight
def cards(request: HttpRequest, person_id: int) -> HttpResponse:
    """Numbers by which a person is known, and a form for one more."""
    actor = actor_of(request)
    person = opened(request, person_id, "cards")
    form = CardForm(request.POST or None)
    if not actor.may("people.assign_badge"):
        form.fields["kind"].choices = [("card", _("a library card"))]  # type: ignore[attr-defined]  # a choice field
        del form.fields["pin"]
    if request.method == "POST" and form.is_valid():
        try:
            _assign(request, form, person.pk)
        except Refused as refused:
            for sentence in sentences(refused):
                form.add_error("number", sentence)
        else:
            number = form.cleaned_data["number"]
            messages.info(
                request,
                _("%(number)s now belongs to %(name)s.") % {"number": number, "name": person},
                extra_tags="done",
            )
            return redirect("people.cards", person.pk)
    context = {
        "person": person,
        "cards": queries.person_shown(person, today_of(actor)).cards,
        "form": form,
        "today": today_of(actor),
        "may_set_pin": actor.may("people.set_pin"),
        "tabs": person_tabs(actor, person, "cards"),
    }
    return render(request, "web/people/cards.html", context)


def _assign(request: HttpRequest, form: CardForm, person_id: int) -> None:
    actor, values = actor_of(request), form.cleaned_data
    if values["kind"] == "badge":
        actions.assign_badge(
            actor,
            person_id=person_id,
            number=values["number"],
            pin=values.get("pin", ""),
            expires_on=values["expires_on"],
            now=now(),
        )
    else:
        actions.assign_card(
            actor,
            person_id=person_id,
            number=values["number"],
            expires_on=values["expires_on"],
            replaces=values["replaces"],
            now=now(),
        )


@allowed("people.lose_card")
@require_POST
@within_sight
def lose_card(request: HttpRequest, person_id: int, card_id: int) -> HttpResponse:
    """A card was lost, or with `found` it turned up again."""
    person, actor = opened(request, person_id, "cards"), actor_of(request)
    if card_id not in {each.pk for each in queries.person_shown(person, today_of(actor)).cards}:
        return redirect("people.cards", person.pk)
    if "found" in request.POST:
        actions.find_card(actor, card_id=card_id, now=now())
        messages.info(request, _("The card is valid again."), extra_tags="done")
    else:
        actions.lose_card(actor, card_id=card_id, now=now())
        messages.info(
            request, _("The card is marked as lost. Scanned again, the desk asks before it lends."), extra_tags="done"
        )
    return redirect("people.cards", person.pk)


@allowed("people.set_pin")
@require_http_methods(["GET", "POST"])
@within_sight
def set_pin(request: HttpRequest, person_id: int, card_id: int) -> HttpResponse:
    """Give a card a PIN for self-check, another one, or none with an empty field."""
    person, actor = opened(request, person_id, "cards"), actor_of(request)
    cards = queries.person_shown(person, today_of(actor)).cards
    card = next((each for each in cards if each.pk == card_id and each.kind == "card"), None)
    if card is None:
        return redirect("people.cards", person.pk)
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_pin(actor, card_id=card.pk, pin=form.cleaned_data["pin"], now=now())
        except Refused as refused:
            for sentence in sentences(refused):
                form.add_error("pin", sentence)
        else:
            kept = _("The card %(number)s has a new PIN.") if form.cleaned_data["pin"] else _("%(number)s has no PIN.")
            messages.info(request, kept % {"number": card.number}, extra_tags="done")
            return redirect("people.cards", person.pk)
    return render(request, "web/people/set_pin.html", {"person": person, "card": card, "form": form})
