"""A printer as staff describe it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.papers import rules
from carrel.cellar.papers.models import Printer


class PrinterForm(forms.ModelForm[Printer]):
    """A printer of the site; the address must fit its kind."""

    class Meta:
        model = Printer
        fields = ["name", "kind", "address", "paper_mm", "code_page", "for_slips", "desk", "is_active"]
        help_texts = {
            "address": _(
                "For CUPS the name of the queue. For a receipt printer its address in the network, such as 10.1.2.3 or "
                "10.1.2.3:9100."
            ),
            "paper_mm": _("80 or 58 for rolls, 210 for A4, 216 for Letter."),
            "code_page": _("For receipt printers. Letters it lacks are printed without their marks."),
            "desk": _("Leave blank for a printer of the whole site, else the name of the desk it stands on."),
        }

    def clean(self) -> dict[str, Any]:
        """An address that nothing could be sent to is refused with its reason."""
        values: dict[str, Any] = super().clean() or {}
        address, kind = values.get("address", "").strip(), values.get("kind")
        values["address"] = address
        if address and kind == Printer.Kind.CUPS and not rules.is_queue(address):
            self.add_error("address", _("A queue’s name has letters, digits, and the signs _ . @ - only."))
        if address and kind == Printer.Kind.RAW and rules.host_and_port(address) is None:
            ports = {"first": rules.FIRST_PORT, "last": rules.LAST_PORT}
            self.add_error(
                "address",
                _("Write the printer’s address, and a port from %(first)s to %(last)s: 10.1.2.3:9100.") % ports,
            )
        return values
