"""A display: its name, its place, its last day."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput
from carrel.rooms.moving.rules.displays import NAME_LENGTH
from carrel.rooms.schools.models import Place


class DisplayForm(forms.Form):
    """Name and last day; where it stands, when it is opened."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, help_text=_("Readers see it: New Year, Banned books.")
    )
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Where"), empty_label=_("Choose one"))
    until_on = forms.DateField(label=_("Last day"), widget=DayInput)

    def __init__(self, *args: Any, places: QuerySet[Place] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if places is None:
            self.fields.pop("place")
            return
        choice: Any = self.fields["place"]
        choice.queryset = places
