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


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a thing's life, with the work of it."""

    word: str | Promise
    work: tuple[Work, ...]


STAGES: tuple[Stage, ...] = (
    Stage(_("Coming in"), (
        Work(_("Add by ISBN"), _("Scan a book’s ISBN, then its new label."), "receiving.by_isbn", "intake.add_by_isbn"),
        Work(_("ISBN queue"), _("Books that were added before anybody knew their title."), "receiving.waiting_isbns",
             "intake.fill_waiting"),
        Work(_("Deliveries"), _("Count what came against the packing list, and send it on to schools."),
             "receiving.deliveries", "intake.view_deliveries"),
        Work(_("Processing"), _("New copies made ready: stamp, barcode, spine label, cover, shelf."),
             "receiving.processing", "intake.view_processing"),
        Work(_("Labels"), _("Spines, barcodes, pockets, asset tags, cards: from a scan or a list."), "labels.labels",
             "labels.start_run"),
    )),
    Stage(_("On the shelves"), (
        Work(_("Shelf list"), _("Items in the order they stand in."), "items.shelf_list", "inventory.view_items"),
        Work(_("Stocktake"), _("Scan along a shelf: what stands wrong, what is not there."), "stocktake.counts",
             "stocktake.view_counts"),
        Work(_("Lists"), _("By type, place, fund, age; master files; the insurance list."), "items.lists",
             "inventory.view_items"),
        Work(_("Genres"), _("Shelving by genre: what is in which, and where it stands."), "care.genres",
             "care.view_care"),
        Work(_("Change many items"), _("Scan a stack, and its place, genre or price changes."), "care.change_many",
             "care.look_at_change"),
        Work(_("Carts and sets"), _("What stands in which slot, and how many are in."), "kits.carts",
             "inventory.view_items"),
        Work(_("Supplies"), _("What is counted and has no barcode: paper, toner, sets."), "supplies.supplies",
             "supplies.view_supplies"),
    )),
    Stage(_("Between schools, and on display"), (
        Work(_("Transfers"), _("Packed here, counted there: with packing list and slips for the boxes."),
             "moving.transfers", "moving.view_transfers"),
        Work(_("On the way between schools"), _("What was sent, what comes, what did not arrive."),
             "transits.transits", "circulation.cancel_transit"),
        Work(_("Delivery runs"), _("The van’s round: what is taken up and set down at each stop."), "moving.runs",
             "moving.view_runs"),
        Work(_("Displays"), _("What is shown where until when, and what is to be taken down."), "moving.displays",
             "moving.view_displays"),
        Work(_("Floating"), _("Kinds that stay where they are returned."), "moving.return_rows",
             "moving.view_transfers"),
    )),
    Stage(_("Recordings and software"), (
        Work(_("Off-air recordings and rights"),
             _("What may be shown until when, what must be erased, what was copied."), "media.recordings",
             "media.view_media"),
        Work(_("Licences of software"), _("Seats, who holds them, and what ends soon."), "software.licences",
             "software.view_licences"),
    )),
    Stage(_("Looked after, and gone"), (
        Work(_("Missing parts"), _("What was not there when its kit came back."), "kits.missing_parts",
             "circulation.view_loans"),
        Work(_("Mending"), _("What is mended here, and when it should be back."), "care.mending", "care.view_care"),
        Work(_("Repair"), _("What is with a vendor, and what it costs."), "care.repairs", "care.view_care"),
        Work(_("Weeding"), _("What rules of age, use and wear name: walked, marked, proposed."), "weeding.weeding",
             "weeding.view_weeding"),
        Work(_("Disposal"), _("What is to go: scanned, approved, withdrawn."), "care.disposals", "care.view_care"),
    )),
    Stage(_("How it is set up"), (
        Work(_("Item types"), _("Kinds of things with their fields, as lending rules see them."),
             "inventory.item_types", "inventory.view_items"),
        Work(_("Usual parts"), _("What new items of a type begin with."), "inventory.kit_parts",
             "inventory.view_items"),
        Work(_("Number ranges"), _("Barcodes that vendors print, and which of them are used."),
             "inventory.number_ranges", "inventory.keep_number_range"),
    )),
)  # fmt: skip


def work_for(actor: Actor) -> tuple[Stage, ...]:
    """The work this actor may begin, by stages; a stage without any is left out."""
    mine = (Stage(each.word, tuple(work for work in each.work if actor.may(work.permission))) for each in STAGES)
    return tuple(each for each in mine if each.work)
