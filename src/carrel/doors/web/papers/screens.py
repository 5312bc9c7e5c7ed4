"""Printers: a plain noun with the generic screens, and a test slip."""

from django.utils.translation import gettext_lazy as _

from carrel.cellar.papers import actions, queries
from carrel.cellar.papers.forms import PrinterForm
from carrel.doors.web.crud import Column, Deed, Screen

PRINTERS = Screen(
    room="papers",
    noun="printer",
    nouns="printers",
    title=_("Printers"),
    add_word=_("Add a printer"),
    lead=_("Slips come out of these by themselves. Without a printer they gather in the list of slips."),
    form=PrinterForm,
    rows=queries.printers_of,
    view_permission="papers.keep_printer",
    keep=actions.keep_printer,
    columns=(
        Column(_("Printer"), lambda row: row.name),
        Column(_("Kind"), lambda row: row.get_kind_display()),
        Column(_("Address"), lambda row: row.address),
        Column(_("Desk"), lambda row: row.desk or _("all")),
        Column(_("Slips waiting"), lambda row: row.waiting),
        Column(_("In use"), lambda row: _("yes") if row.is_active else _("no")),
    ),
    deeds=(Deed(_("Test slip"), "papers.print_test_slip"),),
)
SCREENS = (PRINTERS,)
