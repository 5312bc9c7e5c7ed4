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
    Work(
        _("Deliveries"), _("Count what came against the packing list, and send it on to schools."),
        "receiving.deliveries", "intake.view_deliveries",
    ),
    Work(
        _("Processing"), _("New copies made ready: stamp, barcode, spine label, cover, shelf."), "receiving.processing",
        "intake.view_processing",
    ),
    Work(_("Add by ISBN"), _("Scan a book’s ISBN, then its new label."), "receiving.by_isbn", "intake.add_by_isbn"),
    Work(
        _("ISBN queue"), _("Books that were added before anybody knew their title."), "receiving.waiting_isbns",
        "intake.fill_waiting",
    ),
    Work(
        _("Number ranges"), _("Barcodes that vendors print, and which of them are used."), "inventory.number_ranges",
        "inventory.keep_number_range",
    ),
    Work(_("Item types"), _("Kinds of things, as lending rules see them."), "inventory.item_types",
         "inventory.view_items"),
)  # fmt: skip
"""In the order of a thing's life: it comes, is made ready, is looked after, moves, goes."""


def work_for(actor: Actor) -> tuple[Work, ...]:
    """The work this actor may begin."""
    return tuple(each for each in WORK if actor.may(each.permission))
