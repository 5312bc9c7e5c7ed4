"""Own sheets and label printers: plain nouns with the generic screens."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.doors.web.crud import Column, Deed, Screen
from carrel.rooms.labels import actions, forms, queries


def _own_site(actor: Actor) -> dict[str, object]:
    return {"site": actor.site_id}


def _size(row: Any) -> str:
    return f"{row.width.normalize():f} × {row.height.normalize():f} in"


LABEL_SHEETS = Screen(
    room="labels", noun="label_sheet", nouns="label_sheets", title=_("Own sheets and rolls"),
    add_word=_("Add a sheet or a roll"),
    lead=_("Sheets that are not among those known by name. Measure one with a ruler, in inches or millimetres."),
    form=forms.LabelSheetForm, rows=queries.own_sheets, view_permission="labels.start_run",
    keep=actions.keep_label_sheet,
    columns=(
        Column(_("Sheet"), lambda row: row.name), Column(_("Label"), _size),
        Column(_("Across"), lambda row: 1 if row.is_roll else row.columns),
        Column(_("Down"), lambda row: 1 if row.is_roll else row.rows),
        Column(_("Roll"), lambda row: _("yes") if row.is_roll else _("no")),
    ),
)  # fmt: skip
LABEL_PRINTERS = Screen(
    room="labels", noun="label_printer", nouns="label_printers", title=_("Label printers"),
    add_word=_("Add a label printer"),
    lead=_("Each printer draws its paper a little differently. What makes its print fit is kept here."),
    form=forms.LabelPrinterForm, rows=queries.label_printers, view_permission="labels.start_run", initial=_own_site,
    keep=actions.keep_label_printer,
    columns=(
        Column(_("Printer"), lambda row: row.name), Column(_("Right"), lambda row: f"{row.offset_right / 100:.2f} in"),
        Column(_("Down"), lambda row: f"{row.offset_down / 100:.2f} in"),
        Column(_("Scale"), lambda row: f"{row.scale.normalize():f} %"),
        Column(_("Queue"), lambda row: row.queue or _("none")),
    ),
    deeds=(Deed(_("Test page"), "labels.test_page"),),
)  # fmt: skip
SCREENS = (LABEL_SHEETS, LABEL_PRINTERS)
