"""The list of counted stock, the page of one supply, and what is done to its count."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import NUMBER, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.circulation.tabs import new_key
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.people import queries as people
from carrel.rooms.supplies import actions, queries
from carrel.rooms.supplies.actions import Holder, Moved
from carrel.rooms.supplies.forms import CountForm, HandOutForm
from carrel.rooms.supplies.phrases import KIND_WORDS
from carrel.rooms.supplies.rules import is_low

if TYPE_CHECKING:
    from carrel.rooms.supplies.models import Supply

SORTS = {"name": "name", "on_hand": "on_hand", "handed_out": "handed_out", "place": "place__name"}
_DEEDS = ("receive_supply", "use_supply", "hand_out_supply", "give_back_supply", "write_off_supply", "count_supply")


@require_safe
@allowed("supplies.view_supplies")
def supplies(request: HttpRequest) -> HttpResponseBase:
    """Every supply of this site; `?low=1&sort=&as=csv|xlsx`."""
    actor = actor_of(request)
    only_low = request.GET.get("low") == "1"
    sort = request.GET.get("sort", "name")
    column = SORTS.get(sort.removeprefix("-"), "name")
    found = (queries.low_supplies(actor) if only_low else queries.supplies_of(actor)).filter(is_active=True)
    rows = list(found.order_by(f"-{column}" if sort.startswith("-") else column, "pk"))
    if shape := wanted_shape(request):
        return table_response(_table(rows), shape)
    context = {
        "rows": [(each, is_low(on_hand=each.on_hand, reorder_level=each.reorder_level)) for each in rows],
        "only_low": only_low,
        "sort": sort,
        "low": queries.low_count(actor),
        "may_use": actor.may("supplies.use_supply"),
        "may_keep": actor.may("supplies.keep_supply"),
        "key": new_key(),
    }
    return render(request, "web/supplies/supplies.html", context)


def _table(rows: "list[Supply]") -> Table:
    columns = [
        Column(_("Supply"), width=40), Column(_("On hand"), NUMBER), Column(_("Handed out"), NUMBER),
        Column(_("Counted in")), Column(_("Reorder level"), NUMBER), Column(_("Place")), Column(_("Vendor")),
        Column(_("Site")),
    ]  # fmt: skip
    return Table(_("Supplies"), columns, _lines(rows), zone=timezone.get_current_timezone_name())


def _lines(rows: "list[Supply]") -> Iterator[list[object]]:
    for each in rows:
        yield [
            each.name, each.on_hand, each.handed_out, each.unit, each.reorder_level, str(each.place or ""),
            str(each.vendor or ""), each.site.called,
        ]  # fmt: skip


@require_safe
@allowed("supplies.view_supplies")
def supply(request: HttpRequest, supply_id: int) -> HttpResponse:
    """One supply: how many, who has them, what happened."""
    return _page(request, supply_id)


def _page(request: HttpRequest, supply_id: int, *, faults: list[str] | None = None) -> HttpResponse:
    actor = actor_of(request)
    found = queries.supply_by_id(actor, supply_id)
    if found is None:
        raise Http404
    context = {
        "supply": found,
        "is_low": is_low(on_hand=found.on_hand, reorder_level=found.reorder_level),
        "held": queries.held_by(supply_id),
        "movements": [(KIND_WORDS[each.kind], each) for each in queries.movements_of(supply_id)],
        "count_form": CountForm(auto_id="count_%s"),
        "receive_form": CountForm(auto_id="receive_%s"),
        "hand_out_form": HandOutForm(classes=_classes(actor), auto_id="hand_out_%s"),
        "may": {deed: actor.may(f"supplies.{deed}") for deed in (*_DEEDS, "reverse_movement", "keep_supply")},
        "faults": faults or [],
        "key": new_key(),
    }
    return render(request, "web/supplies/supply.html", context, status=409 if faults else 200)


def _classes(actor: Actor) -> list[tuple[str, str]]:
    if actor.site_id is None:
        return []
    return [(str(each.id), each.name) for each in people.classes_of(actor, actor.site_id)]


def _done(
    request: HttpRequest, supply_id: int, deed: Callable[[], Moved], said: str, *, to_list: bool = False
) -> HttpResponse:
    """Do it and say how many there are now, or say on the supply's page what stands against it."""
    try:
        moved = deed()
    except Refused as refused:
        return _page(request, supply_id, faults=sentences(refused))
    messages.info(request, said % {"on_hand": moved.on_hand}, extra_tags="done")
    return redirect("supplies.supplies") if to_list else redirect("supplies.supply", supply_id)


def _moved(
    request: HttpRequest, supply_id: int, action: Callable[..., Moved], said: str, **who: Holder
) -> HttpResponse:
    """One movement of so many, for a reason; what is no number is none at all, which the rules refuse."""
    form, actor = CountForm(request.POST), actor_of(request)
    form.is_valid()
    values = form.cleaned_data
    count, reason, key = values.get("count", -1), values.get("reason", ""), values.get("key", "")
    return _done(
        request, supply_id,
        lambda: action(actor, supply_id=supply_id, count=count, reason=reason, now=now(), key=key, **who), said,
    )  # fmt: skip


@require_POST
@allowed("supplies.use_supply")
def use_supply(request: HttpRequest, supply_id: int) -> HttpResponse:
    """Used one: one key, from the list or from the page."""
    actor, key = actor_of(request), request.POST.get("key", "")[:80]
    said = _("One is used; %(on_hand)s are left.")
    return _done(
        request, supply_id, lambda: actions.use_supply(actor, supply_id=supply_id, now=now(), key=key), said,
        to_list=request.POST.get("from") == "list",
    )  # fmt: skip


@require_POST
@allowed("supplies.receive_supply")
def receive_supply(request: HttpRequest, supply_id: int) -> HttpResponse:
    """So many came in."""
    return _moved(request, supply_id, actions.receive_supply, _("Received; %(on_hand)s are on hand."))


@require_POST
@allowed("supplies.count_supply")
def count_supply(request: HttpRequest, supply_id: int) -> HttpResponse:
    """So many lie there really."""
    return _moved(request, supply_id, actions.count_supply, _("Counted: %(on_hand)s are on hand."))


@require_POST
@allowed("supplies.hand_out_supply")
def hand_out_supply(request: HttpRequest, supply_id: int) -> HttpResponse:
    """So many to a class or a teacher."""
    actor = actor_of(request)
    form = HandOutForm(request.POST, classes=_classes(actor))
    form.is_valid()
    values, number = form.cleaned_data, form.cleaned_data.get("number", "")
    found = people.person_of_card(number) if number else None
    if number and (found is None or not people.may_see_person(actor, found.person_id)):
        return _page(request, supply_id, faults=[_("No card or badge has the number %(number)s.") % {"number": number}])
    chosen = values.get("school_class", "")
    holder = Holder(found.person_id) if found else Holder(class_id=int(chosen)) if chosen else Holder()
    count, reason, key = values.get("count", -1), values.get("reason", ""), values.get("key", "")
    said = _("Handed out; %(on_hand)s are left.")
    return _done(
        request, supply_id,
        lambda: actions.hand_out_supply(
            actor, supply_id=supply_id, count=count, holder=holder, reason=reason, now=now(), key=key
        ), said,
    )  # fmt: skip


@require_POST
@allowed("supplies.give_back_supply")
def give_back_supply(request: HttpRequest, supply_id: int) -> HttpResponse:
    """So many came back."""
    said = _("Given back; %(on_hand)s are on hand.")
    return _moved(request, supply_id, actions.give_back_supply, said, holder=_holder(request))


@require_POST
@allowed("supplies.write_off_supply")
def write_off_supply(request: HttpRequest, supply_id: int) -> HttpResponse:
    """So many will not come back."""
    said = _("Written off; %(on_hand)s are on hand.")
    return _moved(request, supply_id, actions.write_off_supply, said, holder=_holder(request))


@require_POST
@allowed("supplies.reverse_movement")
def reverse_movement(request: HttpRequest, supply_id: int, movement_id: int) -> HttpResponse:
    """Take one line back."""
    actor, key = actor_of(request), request.POST.get("key", "")[:80]
    said = _("Taken back; %(on_hand)s are on hand.")
    return _done(
        request, supply_id, lambda: actions.reverse_movement(actor, movement_id=movement_id, now=now(), key=key), said
    )


def _holder(request: HttpRequest) -> Holder:
    """Who gives back, as the page of the supply names them: p and a person's number, c and a class's."""
    kind, number = request.POST.get("holder", "")[:1], request.POST.get("holder", "")[1:]
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return Holder()
    return Holder(person_id=int(number)) if kind == "p" else Holder(class_id=int(number))
