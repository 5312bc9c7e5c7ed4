"""Item types: a plain noun with the generic screens."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.crud import Column, Screen
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.forms import ItemTypeForm


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
SCREENS = (ITEM_TYPES,)
