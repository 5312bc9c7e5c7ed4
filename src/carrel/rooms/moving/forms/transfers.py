"""Where a transfer goes, why, until when; what it is filled with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.inputs import DayInput
from carrel.rooms.catalogue.queries import record_by_isbn
from carrel.rooms.inventory.models import ItemList
from carrel.rooms.inventory.queries import item_of_number, saved_lists
from carrel.rooms.moving.models import Transfer
from carrel.rooms.moving.rules.transfers import MOST_ITEMS, WHY_LENGTH
from carrel.rooms.schools.models import Site
from carrel.rooms.schools.queries import sites


class ChangeTransferForm(forms.Form):
    """Why, and until when; without a day it is for good."""

    until_on = forms.DateField(
        label=_("Until"), widget=DayInput, required=False,
        help_text=_("Empty: for good. The items belong to the other school as soon as they arrive."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why"), max_length=WHY_LENGTH, required=False, help_text=_("Stands on the packing list.")
    )


class BeginTransferForm(ChangeTransferForm):
    """The same, and where to."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    to_site = forms.ModelChoiceField(Site.objects.none(), label=_("To"), empty_label=_("Choose a school"))
    field_order = ("key", "to_site", "until_on", "why")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["to_site"]
        choice.queryset = sites().filter(is_active=True).exclude(pk=actor.site_id or 0)
        choice.label_from_instance = lambda site: site.called


class FillForm(forms.Form):
    """So many copies of a title, or what a saved list finds."""

    title = forms.CharField(
        label=_("Title"), max_length=64, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The number of one of its copies, or its ISBN."),
    )  # fmt: skip
    count = forms.IntegerField(label=_("How many copies"), min_value=1, max_value=MOST_ITEMS, required=False, initial=1)
    saved = forms.ModelChoiceField(
        ItemList.objects.none(), label=_("Or a saved list"), required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, actor: Actor, transfer: Transfer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.transfer = transfer
        choice: Any = self.fields["saved"]
        choice.queryset = saved_lists(actor)

    def clean(self) -> dict[str, Any]:
        """One of the two; the title's record comes back as `record_id`."""
        values = super().clean() or {}
        text = values.get("title", "")
        if bool(text) == bool(values.get("saved")):
            raise forms.ValidationError(_("Say which title, or choose a saved list."))
        if text:
            item = item_of_number(text, site_id=self.transfer.from_site_id)
            record = record_by_isbn(text) if item is None else None
            if item is None and record is None:
                self.add_error("title", _("No copy and no title has this number. Look at it again."))
            values["record_id"] = item.record_id if item else record.pk if record else None
        return values
