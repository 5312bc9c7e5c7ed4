"""What is chosen to look into a MARC file: the file, and what holds for copies that do not say it."""

from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import sites_of


class MarcFileForm(forms.Form):
    """A MARC file with the site and item type of copies that name none."""

    file = forms.FileField(
        label=_("MARC file"),
        widget=forms.FileInput(attrs={"accept": ".mrc,.marc,.xml,.gz,.001,.dat"}),
        help_text=_("ISO 2709 or MARCXML, as the vendor sent it."),
        allow_empty_file=True,
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
        item_types: Any = self.fields["item_type"]
        item_types.queryset = ItemType.objects.all()

    def upload(self) -> tuple[BinaryIO, str]:
        """The file sent in as a stream, and its name."""
        sent: Any = self.cleaned_data["file"]
        sent.seek(0)
        return sent.file, sent.name or "file.mrc"
