"""What is chosen to look into a MARC file, and how the files of a vendor are read."""

from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.intake import rules
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.schools.models import Site, Vendor
from carrel.rooms.schools.queries import sites_of, vendors


class MarcFileForm(forms.Form):
    """A MARC file with the site and item type of copies that name none."""

    file = forms.FileField(
        label=_("MARC file"),
        widget=forms.FileInput(attrs={"accept": ".mrc,.marc,.xml,.json,.gz,.001,.dat"}),
        help_text=_("ISO 2709, MARCXML or MARC-in-JSON, as the vendor sent it; compressed too."),
        allow_empty_file=True,
    )
    vendor = forms.ModelChoiceField(
        Vendor.objects.none(),
        label=_("Vendor"),
        required=False,
        empty_label=_("No particular vendor"),
        help_text=_("Says how copies are written in it, and what becomes of records you have."),
    )
    site = forms.ModelChoiceField(
        Site.objects.none(),
        label=_("Site"),
        empty_label=None,
        help_text=_("For copies whose field 852 names no site known here."),
    )
    item_type = forms.ModelChoiceField(
        ItemType.objects.none(),
        label=_("Item type"),
        empty_label=None,
        help_text=_("For copies that name no item type known here. No type is ever made by a file."),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        sites: Any = self.fields["site"]
        sites.queryset = sites_of(actor)
        sites.initial = actor.site_id
        vendors_field: Any = self.fields["vendor"]
        vendors_field.queryset = vendors(actor)
        item_types: Any = self.fields["item_type"]
        item_types.queryset = ItemType.objects.all()

    def upload(self) -> tuple[BinaryIO, str]:
        """The file sent in as a stream, and its name."""
        sent: Any = self.cleaned_data["file"]
        sent.seek(0)
        return sent.file, sent.name or "file.mrc"


PRESET_WORDS = {
    "auto": _("Found by itself: 852 as school vendors write it, else Koha's 952"),
    "marc852": _("852 of the standard"),
    "koha952": _("Koha, 952"),
    "evergreen852": _("Evergreen, 852"),
    "unicorn999": _("Sirsi Unicorn and Evergreen, 999"),
    "local949": _("949, a first guess to look at"),
}
PART_WORDS = {
    "site": _("Site"),
    "place": _("Place"),
    "call_number": _("Call number"),
    "barcode": _("Barcode"),
    "copy_number": _("Copy number"),
    "price": _("Price"),
    "item_type": _("Item type"),
    "volume": _("Volume"),
    "acquired": _("Acquired on"),
    "fund": _("Fund"),
    "staff_note": _("Note for staff"),
    "public_note": _("Note for everybody"),
}
CHOICE_WORDS = {
    rules.ADD_ITEMS: _("Keep your record, add the copies"),
    rules.REPLACE: _("Put theirs in its place, add the copies"),
    rules.KEEP: _("Keep your record, take nothing"),
    rules.ASK: _("Ask me, record by record"),
}
PRICE_WORDS = {
    rules.CENTS: _("Cents: 850 is 8.50"),
    rules.POINT: _("Whole dollars: 850 is 850.00"),
}


class ProfileForm(forms.Form):
    """How a vendor writes copies, and what becomes of records we have."""

    matching = forms.ChoiceField(
        choices=[(code, CHOICE_WORDS[code]) for code in rules.CHOICES],
        widget=forms.RadioSelect,
        label=_("When the file brings a record you have"),
    )
    tag = forms.CharField(
        max_length=3,
        required=False,
        label=_("Field of a copy"),
        help_text=_("Three digits. Left empty, the field is found by itself and what is below is not used."),
    )
    price_rule = forms.ChoiceField(
        choices=[(code, PRICE_WORDS[code]) for code in rules.PRICE_RULES],
        label=_("A price without a point"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for part in rules.PARTS:
            self.fields[f"part_{part}"] = forms.CharField(
                max_length=12, required=False, label=PART_WORDS[part], widget=forms.TextInput(attrs={"size": 6})
            )

    def parts(self) -> dict[str, str]:
        """The map as it was typed."""
        return {part: self.cleaned_data[f"part_{part}"] for part in rules.PARTS}
