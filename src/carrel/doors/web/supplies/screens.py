"""A supply itself: what is said of it, with the generic screens. Its count is changed by movements alone."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.crud import Column, Screen
from carrel.rooms.supplies import queries
from carrel.rooms.supplies.forms import SupplyForm


def _rows(actor: Actor) -> QuerySet[Any]:
    return queries.supplies_of(actor)


def _own_site(actor: Actor) -> dict[str, object]:
    return {"site": actor.site_id}


SUPPLIES = Screen(
    room="supplies",
    noun="supply",
    nouns="all_supplies",
    title=_("What is kept as supplies"),
    add_word=_("Add a supply"),
    lead=_("Name, unit, place and reorder level. How many there are is changed on the page of the supply."),
    form=SupplyForm,
    rows=_rows,
    columns=(
        Column(_("Supply"), lambda row: row.name),
        Column(_("Counted in"), lambda row: row.unit or "—"),
        Column(_("Reorder level"), lambda row: "—" if row.reorder_level is None else row.reorder_level),
        Column(_("Vendor"), lambda row: row.vendor or "—"),
        Column(_("Kept"), lambda row: _("yes") if row.is_active else _("no")),
    ),
    view_permission="supplies.keep_supply",
    initial=_own_site,
    removable=False,
)
SCREENS = (SUPPLIES,)
