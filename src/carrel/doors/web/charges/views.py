"""The list of what is owed, and a charge taken off a name or put back."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables import CODE, DATE, MONEY, Column, Table
from carrel.doors.web.access import allowed
from carrel.doors.web.actors import actor_of
from carrel.doors.web.charges import shown
from carrel.doors.web.charges.tabs import tabs_for
from carrel.doors.web.phrases import sentences
from carrel.doors.web.tables import table_response, wanted_shape
from carrel.rooms.charges import actions, queries
from carrel.rooms.charges.phrases import KIND_WORDS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from carrel.rooms.charges.models import Charge

CHARGES_A_PAGE = 50
SORTS = {"name": "person__family_name", "charged": "charged_on", "left": "left_minor"}


@require_safe
@allowed("charges.view_charges")
def owed(request: HttpRequest) -> HttpResponseBase:
    """What the persons of the actor's schools owe, by name; under `?as=csv` and `?as=xlsx` as a table."""
    actor = actor_of(request)
    kind, sort = request.GET.get("kind", ""), request.GET.get("sort", "")
    found = queries.charges_owed(actor)
    if kind in KIND_WORDS:
        found = found.filter(kind=kind)
    if column := SORTS.get(sort.removeprefix("-")):
        found = found.order_by(f"-{column}" if sort.startswith("-") else column, "pk")
    if shape := wanted_shape(request):
        return table_response(_table(found), shape)
    charges, persons, minor = queries.owed_in_all(actor)
    page = Paginator(found, CHARGES_A_PAGE).get_page(request.GET.get("page"))
    words = shown.money_words()
    rows = [(each, KIND_WORDS[each.kind], words(each.left_minor)) for each in page]
    context = {
        "page": page,
        "rows": rows,
        "charges": charges,
        "persons": persons,
        "total": words(minor),
        "kind": kind,
        "kind_words": KIND_WORDS,
        "sort": sort,
        "tabs": tabs_for(actor, "owed"),
    }
    return render(request, "web/charges/owed.html", context)


def _table(found: "QuerySet[Charge]") -> Table:
    columns = [
        Column(_("Name"), width=32), Column(_("Grade"), CODE), Column(_("Homeroom")),
        Column(pgettext("column of a register", "Kind")),
        Column(pgettext("column of a register", "What for"), width=44),
        Column(_("Barcode"), CODE), Column(_("Title"), width=44), Column(_("Amount"), MONEY), Column(_("Left"), MONEY),
        Column(_("Charged on"), DATE),
    ]  # fmt: skip
    return Table(_("What is owed"), columns, _rows(found))


def _rows(found: "QuerySet[Charge]") -> Iterator[list[object]]:
    for each in found.iterator(2000):
        person = each.person
        yield [
            person.list_name, person.grade, person.homeroom.name if person.homeroom else "",
            str(KIND_WORDS[each.kind]), each.text, each.about_barcode, each.about_title, each.amount_minor,
            each.left_minor, each.charged_on,
        ]  # fmt: skip


@require_POST
@allowed("charges.reverse_charge")
def reverse_charge(request: HttpRequest, charge_id: int) -> HttpResponse:
    """Take what is left of a charge off a name, with the reason."""
    try:
        actions.reverse_charge(
            actor_of(request), charge_id=charge_id, reason=squeeze(request.POST.get("reason", ""), 200), now=now()
        )
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
    else:
        messages.info(request, _("The charge is reversed. It stays on record with its reason."), extra_tags="done")
    return _back(request, charge_id)


@require_POST
@allowed("charges.reinstate_charge")
def reinstate_charge(request: HttpRequest, charge_id: int) -> HttpResponse:
    """Put a reversed charge back on a name."""
    try:
        actions.reinstate_charge(actor_of(request), charge_id=charge_id, now=now())
    except Refused as refused:
        messages.info(request, " ".join(sentences(refused)), extra_tags="refused")
    else:
        is_owed = bool(queries.left_of_charge(charge_id))
        said = _("The charge is owed again.") if is_owed else _("The charge is back. Nothing of it is owed.")
        messages.info(request, said, extra_tags="done")
    return _back(request, charge_id)


def _back(request: HttpRequest, charge_id: int) -> HttpResponse:
    if request.POST.get("from") == "charge":
        return redirect("charges.charge", charge_id)
    person = request.POST.get("person", "")
    if request.POST.get("from") == "account" and person.isascii() and person.isdigit():
        return redirect("charges.account", int(person))
    return redirect("people.person", int(person)) if person.isascii() and person.isdigit() else redirect("charges.owed")
