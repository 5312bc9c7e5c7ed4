"""Text to values: lists, hand-outs, classes, returns and carts."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput, ScanInput, ScanLines
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Place

CONDITIONS = Item.Condition.choices
"""The conditions a return can be in."""


class BatchListForm(forms.Form):
    """A list that is lent: scanned or pasted, or a file; to one reader, or with a card before each number."""

    reader = forms.CharField(
        label=_("To whom"),
        max_length=200,
        required=False,
        widget=ScanInput,
        help_text=_("Card, student number or name. Empty: each line says it, or a card scanned before its things."),
    )
    text = forms.CharField(
        label=_("Numbers"),
        required=False,
        widget=ScanLines(8),
        help_text=_("A number on each line, or card and number parted by a tab, comma or semicolon."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("CSV or XLSX with a column Barcode, and one Card or Student number if there are many readers."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    due_on = forms.DateField(
        label=_("Due"), widget=DayInput, required=False, help_text=_("Empty: as the rules of lending say.")
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)


class HandOutForm(forms.Form):
    """Many things to the one reader of the page: scanned, or the next copies of a title."""

    text = forms.CharField(
        label=_("Numbers"),
        required=False,
        widget=ScanLines(5),
        help_text=_("Scan one after the other, or begin with none and scan into the box."),
    )
    title = forms.CharField(
        label=_("Or the next copies of"),
        max_length=200,
        required=False,
        help_text=_("ISBN, the number of one copy, or words of the title."),
    )
    copies = forms.IntegerField(label=_("How many"), min_value=1, max_value=500, required=False)
    due_on = forms.DateField(
        label=_("Due"), widget=DayInput, required=False, help_text=_("Empty: as the rules of lending say.")
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)


class BatchDefaultsForm(forms.Form):
    """What all returns of a batch get unless a scan says otherwise."""

    condition = forms.ChoiceField(
        label=_("Condition of all"), choices=[("", _("as it was")), *Item.Condition.choices], required=False
    )
    put_at = forms.ModelChoiceField(
        Place.objects.none(), label=_("Put at"), required=False, empty_label=_("where it stood")
    )

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["put_at"]
        choice.queryset = places


class BatchReturnForm(BatchDefaultsForm):
    """Returns that begin."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)


class BatchPlaceForm(forms.Form):
    """A cart, display or room that gets things, and until when."""

    place = forms.ModelChoiceField(Place.objects.none(), label=_("To which place"), empty_label=_("Choose one"))
    due_on = forms.DateField(
        label=_("Due"), widget=DayInput, required=False, help_text=_("Empty: the last day of the school year.")
    )
    text = forms.CharField(
        label=_("Numbers"),
        required=False,
        widget=ScanLines(5),
        help_text=_("Scan one after the other, or begin with none and scan into the box."),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args: Any, places: QuerySet[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["place"]
        choice.queryset = places


class ClassHandOutForm(forms.Form):
    """Until when a class keeps what it gets; class and titles are chosen beside it."""

    due_on = forms.DateField(
        label=_("Due"), widget=DayInput, required=False, help_text=_("Empty: as the rules of lending say.")
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
