"""Text to values for floor plans."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from carrel.rooms.plans import rules
from carrel.rooms.plans.models import FloorPlan, PlanShape
from carrel.rooms.schools.queries import places_in_tree


class AddPlanForm(forms.Form):
    """The name of a new plan."""

    name = forms.CharField(label=_("Name"), max_length=rules.NAME_LENGTH, help_text=_("As people call the room."))
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)


class PictureForm(forms.Form):
    """A picture of the room: a photo, or a page of the architect's plan."""

    picture = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("A plan of the house, scanned or photographed. The place and time a camera writes are taken out."),
    )


def _side(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=rules.LEAST_SIDE, max_value=rules.MOST_SIDE)


class SheetForm(forms.Form):
    """The sheet: its name, its size in squares, how its call numbers are read."""

    name = forms.CharField(label=_("Name"), max_length=rules.NAME_LENGTH)
    width = _side(_("Squares across"))
    height = _side(_("Squares down"))
    scheme = forms.ChoiceField(label=_("Call numbers"), choices=FloorPlan.Scheme.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _number(label: Any, least: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=rules.MOST_SIDE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ShapeForm(forms.Form):
    """One rectangle as a line of numbers."""

    kind = forms.ChoiceField(label=_("Kind"), choices=PlanShape.Kind.choices, initial=rules.SHELF)
    label = forms.CharField(label=_("Label"), max_length=rules.LABEL_LENGTH)
    x = _number(_("Across"), 0)
    y = _number(_("Down"), 0)
    width = _number(_("Wide"), 1)
    height = _number(_("Deep"), 1)
    place = forms.TypedChoiceField(label=_("Place"), required=False, coerce=int, empty_value=None)
    call_from = forms.CharField(label=_("From"), max_length=rules.CALL_LENGTH, required=False)
    call_to = forms.CharField(label=_("To"), max_length=rules.CALL_LENGTH, required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["place"].choices = [("", _("none")), *places]

    def shape(self) -> rules.Shape:
        """The value, from a form found in order."""
        values = self.cleaned_data
        return rules.Shape(
            values["kind"], values["label"].strip(), values["x"], values["y"], values["width"], values["height"],
            values["place"], values["call_from"].strip(), values["call_to"].strip(),
        )  # fmt: skip


class _Shapes(BaseFormSet[ShapeForm]):
    def shapes(self) -> list[rules.Shape]:
        """What is drawn, without lines left blank or taken away."""
        return [
            form.shape()
            for form in self.forms
            if form.cleaned_data.get("label") and not form.cleaned_data.get("DELETE", False)
        ]


ShapeSet: Any = formset_factory(
    ShapeForm, formset=_Shapes, extra=3, max_num=rules.MOST_SHAPES + 3, absolute_max=rules.MOST_SHAPES + 3,
    can_delete=True,
)  # fmt: skip


def place_choices(site_id: int) -> list[tuple[str, str]]:
    """The places of a site for a shape to be tied to, each with its way."""
    return [(str(each.place.pk), each.path) for each in places_in_tree(site_id)]
