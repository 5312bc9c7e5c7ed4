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
    Work(
        _("Labels"), _("Spines, barcodes, pockets, asset tags, cards: from a scan or a list."), "labels.labels",
        "labels.start_run",
    ),
    Work(_("Shelf list"), _("Items in the order they stand in."), "items.shelf_list", "inventory.view_items"),
    Work(_("Lists"), _("By type, place, fund, age; master files; the insurance list."), "items.lists",
         "inventory.view_items"),
    Work(
        _("On the way between schools"), _("What was sent, what comes, what did not arrive."), "transits.transits",
        "circulation.cancel_transit",
    ),
    Work(_("Mending"), _("What is mended here, and when it should be back."), "care.mending", "care.view_care"),
    Work(_("Repair"), _("What is with a vendor, and what it costs."), "care.repairs", "care.view_care"),
    Work(_("Change many items"), _("Scan a stack, and its place, genre or price changes."), "care.change_many",
         "care.look_at_change"),
    Work(_("Genres"), _("Shelving by genre: what is in which, and where it stands."), "care.genres", "care.view_care"),
    Work(_("Disposal"), _("What is to go: scanned, approved, withdrawn."), "care.disposals", "care.view_care"),
    Work(_("Item types"), _("Kinds of things, as lending rules see them."), "inventory.item_types",
         "inventory.view_items"),
    Work(_("Off-air recordings and rights"), _("What may be shown until when, what must be erased, what was copied."),
         "media.recordings", "media.view_media"),
    Work(_("Licences of software"), _("Seats, who holds them, and what ends soon."), "software.licences",
         "software.view_licences"),
)  # fmt: skip
"""In the order of a thing's life: it comes, is made ready, is looked after, moves, goes."""


def work_for(actor: Actor) -> tuple[Work, ...]:
    """The work this actor may begin."""
    return tuple(each for each in WORK if actor.may(each.permission))
