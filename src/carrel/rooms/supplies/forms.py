"""Text to values for counted stock."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.rooms.schools.models import Place
from carrel.rooms.supplies import rules
from carrel.rooms.supplies.models import Supply


class SupplyForm(forms.ModelForm[Supply]):
    """What is said of a supply; its count is changed by movements alone."""

    class Meta:
        model = Supply
        fields = ["name", "unit", "is_consumable", "place", "reorder_level", "vendor", "note", "is_active", "site"]
        widgets = {"site": forms.HiddenInput}
        help_texts = {
            "unit": _("Pieces, boxes, reams."),
            "is_consumable": _("Paper and toner are used up; a set of textbooks is handed out and comes back."),
            "is_active": _("Take the tick off what you do not keep any more; its history stays."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site_id = self.initial.get("site") or self.instance.site_id
        places: Any = self.fields["place"]
        places.queryset = Place.objects.filter(site_id=site_id)


class CountForm(forms.Form):
    """How many, and why where a reason is needed."""

    count = forms.IntegerField(label=_("How many"), min_value=0, max_value=rules.MOST, initial=1)
    reason = forms.CharField(label=_("Why"), max_length=rules.REASON_LENGTH, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)


class HandOutForm(CountForm):
    """How many, and to which class or teacher; classes are chosen, teachers named by their card or badge."""

    school_class = forms.ChoiceField(label=_("Class"), required=False)
    number = forms.CharField(label=_("Or a teacher’s card"), max_length=64, required=False)

    field_order = ["count", "school_class", "number", "reason", "key"]

    def __init__(self, *args: Any, classes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["school_class"]
        choice.choices = [("", _("none")), *classes]
