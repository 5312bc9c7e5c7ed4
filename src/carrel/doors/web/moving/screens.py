"""Floating: a plain noun with the generic screens."""

from django.utils.translation import gettext_lazy as _

from carrel.doors.web.crud import Column, Screen
from carrel.doors.web.moving.shown import tabs
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.forms import ReturnRowForm

RETURN_ROWS = Screen(
    room="moving",
    noun="return_row",
    nouns="return_rows",
    title=_("Floating"),
    add_word=_("Add a row"),
    lead=_("Kinds whose things stay where they are returned, instead of travelling home. Who waits comes first."),
    form=ReturnRowForm,
    rows=queries.return_rows,
    columns=(
        Column(_("Item type"), lambda row: row.item_type),
        Column(_("Returned at"), lambda row: row.site.called if row.site else _("every school")),
        Column(_("What happens"), lambda row: row.get_goes_display()),
    ),
    view_permission="moving.view_transfers",
    initial=lambda actor: {"site": actor.site_id},
    tabs=lambda actor: tabs(actor, "floating"),
)
