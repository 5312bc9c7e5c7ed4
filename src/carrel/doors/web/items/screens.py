"""Item types: a plain noun with the generic screens."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.crud import Column, Screen
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.forms import ItemTypeForm, KitPartForm


def _item_types(actor: Actor) -> QuerySet[Any]:
    del actor  # item types are the district's: everybody sees all
    return queries.item_types_found()


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
    ),
    view_permission="inventory.view_items",
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
SCREENS = (ITEM_TYPES, KIT_PARTS)
