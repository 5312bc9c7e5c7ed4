"""Text to values: something is lost, or said to be brought back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput
from carrel.rooms.inventory.forms import PriceField
from carrel.rooms.schools.queries import district


class LostForm(forms.Form):
    """What is billed for a lost thing, and why it is another sum than proposed."""

    price_minor = PriceField(
        label=_("Price to bill"), required=False, help_text=_("Empty: what is proposed. 0 bills no price.")
    )
    reason = forms.CharField(label=_("Note"), required=False, max_length=200)
    key = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own, field = district(), self.fields["price_minor"]
        assert isinstance(field, PriceField)
        field.currency = own.currency if own is not None else field.currency


class ClaimForm(forms.Form):
    """The day on which a reader says they brought something back, and where."""

    said_on = forms.DateField(label=_("Brought back on, they say"), widget=DayInput)
    note = forms.CharField(
        label=_("Where, and to whom"), required=False, max_length=200, help_text=_("In the book drop; to Mr Weber.")
    )
    key = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
