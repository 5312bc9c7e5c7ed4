"""Text to values for the fields of kinds: defining one, and filling one in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.models import ItemField
from carrel.rooms.inventory.phrases import FIELD_KIND_WORDS
from carrel.rooms.inventory.rules import FieldFacts, FieldRule


class ItemFieldForm(forms.Form):
    """A field of a kind. `facts()` is what the actions take."""

    label = forms.CharField(
        label=_("Name"), max_length=rules.FIELD_LABEL_LENGTH, help_text=_("As people read it: Warranty until.")
    )
    kind = forms.ChoiceField(
        label=_("What it holds"), choices=[(kind, FIELD_KIND_WORDS[kind]) for kind in rules.FIELD_KINDS]
    )
    choices = forms.CharField(
        label=_("Choices"), required=False, max_length=8_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One to a line, for a field that is one of some choices."),
    )  # fmt: skip
    is_required = forms.BooleanField(label=_("It has to be filled in"), required=False)
    is_number = forms.BooleanField(
        label=_("It finds the item"), required=False,
        help_text=_("For serial numbers and the like: no two items share one, and a scan of it opens the item."),
    )  # fmt: skip
    is_listed = forms.BooleanField(label=_("Lists show it unless told otherwise"), required=False)
    help = forms.CharField(
        label=_("A word of help"), max_length=200, required=False, help_text=_("Stands below the field.")
    )

    def facts(self) -> FieldFacts:
        """What is said of the field, from a form found in order."""
        values = self.cleaned_data
        return FieldFacts(
            values["label"], "", values["kind"], rules.choices_of(values["choices"]), values["is_required"],
            values["is_number"], values["help"], values["is_listed"],
        )  # fmt: skip


def field_initial(field: ItemField) -> dict[str, object]:
    """What ItemFieldForm shows of a field there is already."""
    names = ("label", "kind", "choices", "is_required", "is_number", "is_listed", "help")
    return {name: getattr(field, name) for name in names}


def own_field_of(field: FieldRule) -> forms.Field:
    """The form field in which a value of a kind's field is written; what it may be is judged by rules.own_value."""
    options: dict[str, Any] = {"label": field.label, "required": field.is_required, "help_text": field.help}
    if field.kind == rules.YES_NO:
        return forms.ChoiceField(choices=[("", _("not said")), (rules.YES, _("Yes")), (rules.NO, _("No"))], **options)
    if field.kind == rules.CHOICE:
        return forms.ChoiceField(choices=[("", _("not said")), *((each, each) for each in field.choices)], **options)
    if field.kind == rules.LONG_TEXT:
        options["widget"] = forms.Textarea(attrs={"rows": 3})
    elif field.kind == rules.DAY:
        options["widget"] = DayInput()
    elif field.kind in (rules.FIGURE, rules.MONEY):
        options["widget"] = forms.TextInput(attrs={"inputmode": "decimal"})
    elif field.is_number:
        options["widget"] = forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        )
    return forms.CharField(**options)
