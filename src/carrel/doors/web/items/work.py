"""The work there is with items, as the items page lists it: each room's pages begin with one line here."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.places import address


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work: its word, what it is for, its first page and the permission that page asks for."""

    word: str | Promise
    lead: str | Promise
    url_name: str
    permission: str

    @property
    def url(self) -> str:
        return address(self.url_name)


WORK: tuple[Work, ...] = (
    Work(_("Shelf list"), _("Items in the order they stand in."), "items.shelf_list", "inventory.view_items"),
    Work(
        _("On the way between schools"), _("What was sent, what comes, what did not arrive."), "transits.transits",
        "circulation.cancel_transit",
    ),
    Work(_("Carts and sets"), _("What stands in which slot, and how many are in."), "kits.carts",
         "inventory.view_items"),
    Work(_("Missing parts"), _("What was not there when its kit came back."), "kits.missing_parts",
         "circulation.view_loans"),
    Work(_("Supplies"), _("What is counted and has no barcode: paper, toner, sets."), "supplies.supplies",
         "supplies.view_supplies"),
    Work(_("Usual parts"), _("What new items of a type begin with."), "inventory.kit_parts", "inventory.view_items"),
    Work(_("Item types"), _("Kinds of things, as lending rules see them."), "inventory.item_types",
         "inventory.view_items"),
)  # fmt: skip
"""In the order of a thing's life: it comes, is made ready, is looked after, moves, goes."""


def work_for(actor: Actor) -> tuple[Work, ...]:
    """The work this actor may begin."""
    return tuple(each for each in WORK if actor.may(each.permission))
