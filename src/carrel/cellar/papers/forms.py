"""A printer as staff describe it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.papers import rules
from carrel.cellar.papers.models import Printer


class DeskForm(forms.Form):
    """Which desk of the site a browser stands on; blank for none. `known` are the desks that printers name."""

    desk = forms.CharField(
        label=_("This browser is the desk"), required=False, max_length=80,
        help_text=_("Such as “Front desk”, as the printers of this school call it. Blank: no desk of its own."),
    )  # fmt: skip

    def __init__(self, *args: Any, known: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = tuple(known)
        if known:
            self.fields["desk"].widget.attrs["list"] = "known-desks"

    def clean_desk(self) -> str:
        """The name in one line; as a printer of the site writes it, where one is meant."""
        name = squeeze(self.cleaned_data["desk"], 80)
        return next((each for each in self.known if each.casefold() == name.casefold()), name)


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
