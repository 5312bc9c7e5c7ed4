"""Item types and number ranges: plain nouns with the generic screens."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.crud import Column, Screen
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.forms import ItemTypeForm, KitPartForm, NumberRangeForm


def _item_types(actor: Actor) -> QuerySet[Any]:
    del actor  # item types are the district's: everybody sees all
    return queries.item_types_found()


def _fields_link(row: Any) -> SafeString:
    """The way to the fields of a kind, with how many it defines itself."""
    words = ngettext("%(count)s field", "%(count)s fields", row.field_count) % {"count": row.field_count}
    url = reverse("inventory.item_fields", args=[row.pk])
    return format_html('<a href="{}">{}<span class="sr">: {}</span></a>', url, words, row.name)


ITEM_TYPES = Screen(
    room="inventory",
    noun="item_type",
    nouns="item_types",
    title=_("Item types"),
    add_word=_("Add an item type"),
    lead=_("Kinds of things as lending rules see them: books, reference books, Chromebooks, chargers."),
    form=ItemTypeForm,
    rows=_item_types,
    columns=(
        Column(_("Name"), lambda row: row.name),
        Column(_("Code"), lambda row: row.code),
        Column(_("Family"), lambda row: row.get_family_display()),
        Column(_("Part of"), lambda row: row.parent or "—"),
        Column(_("Fields"), _fields_link),
    ),
    view_permission="inventory.view_items",
)


def _use_of(row: Any) -> str:
    """A link to which of its numbers are used."""
    return format_html('<a href="{}">{}</a>', reverse("receiving.use_of_range", args=[row.pk]), _("Used and free"))


NUMBER_RANGES = Screen(
    room="inventory",
    noun="number_range",
    nouns="number_ranges",
    title=_("Number ranges"),
    add_word=_("Reserve a range"),
    lead=_("Barcodes that a vendor prints and sticks on. Nobody here is offered one of them as the next free number."),
    form=NumberRangeForm,
    rows=queries.number_ranges,
    columns=(
        Column(_("Numbers"), str),
        Column(_("Vendor"), lambda row: row.vendor),
        Column(_("Site"), lambda row: row.site.called),
        Column(_("Note"), lambda row: row.note or "—"),
        Column(_("Use"), _use_of),
    ),
    view_permission="inventory.keep_number_range",
    initial=lambda actor: {"site": actor.site_id},
)


def _kit_parts(actor: Actor) -> QuerySet[Any]:
    del actor  # the district's, as item types are
    return queries.kit_parts_found()


KIT_PARTS = Screen(
    room="inventory",
    noun="kit_part",
    nouns="kit_parts",
    title=_("Usual parts"),
    add_word=_("Add a usual part"),
    lead=_("What new items of a type begin with: a Chromebook with its case and charger."),
    form=KitPartForm,
    rows=_kit_parts,
    columns=(
        Column(_("Part"), lambda row: row.name),
        Column(_("How many"), lambda row: row.count),
        Column(_("Item type"), lambda row: row.item_type),
    ),
    view_permission="inventory.view_items",
)
SCREENS = (ITEM_TYPES, NUMBER_RANGES, KIT_PARTS)
