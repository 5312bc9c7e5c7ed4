"""Item types: a plain noun with the generic screens."""

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
from carrel.rooms.inventory.forms import ItemTypeForm


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
SCREENS = (ITEM_TYPES,)
