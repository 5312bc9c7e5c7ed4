"""Text to values for parts of kits and slots of carts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import KitPart


class PartForm(forms.Form):
    """A part: what it is called, how many, and the number on its label if it has one of its own."""

    name = forms.CharField(label=_("Part"), max_length=rules.PART_NAME_LENGTH, required=False)
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=rules.MOST_OF_A_PART, initial=1)
    number = forms.CharField(
        label=_("Its own barcode"), max_length=rules.NUMBER_LENGTH, required=False,
        help_text=_("Leave it blank for a part that is only counted."),
    )  # fmt: skip


class SlotsForm(forms.Form):
    """How many slots a cart has."""

    count = forms.IntegerField(label=_("Number of slots"), min_value=1, max_value=rules.MOST_SLOTS)


class FillSlotForm(forms.Form):
    """A scanned device, and the slot it goes to if not the next empty one."""

    number = forms.CharField(label=_("Scan a device"), max_length=rules.NUMBER_LENGTH)
    slot = forms.IntegerField(
        label=_("Slot"), min_value=1, max_value=rules.MOST_SLOTS, required=False,
        help_text=_("Blank: the next empty one."),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)


class SlotForm(forms.Form):
    """Another slot of the same cart."""

    slot = forms.IntegerField(label=_("To slot"), min_value=1, max_value=rules.MOST_SLOTS)


class KitPartForm(forms.ModelForm[KitPart]):
    """A part that new items of a type begin with."""

    class Meta:
        model = KitPart
        fields = ("item_type", "name", "count", "sort")
