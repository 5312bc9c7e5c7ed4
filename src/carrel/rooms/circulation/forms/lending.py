"""Text to values: hard due dates, due dates, blocks, conditions, and the filter of the overdues."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput, ScanInput
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.inventory.phrases import CONDITION_WORDS
from carrel.rooms.people.models import PatronCategory
from carrel.rooms.schools.models import Site

COMPARES = [("before", _("at the latest")), ("exactly", _("exactly")), ("after", _("at the earliest"))]
FAR = timedelta(days=731)


class SwapForm(forms.Form):
    """The number of the copy a reader really has."""

    number = forms.CharField(
        label=_("Number of that copy"), max_length=64, widget=forms.TextInput(attrs={"data-scan-box": ""})
    )
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


EVENTS = [("issue", _("when lent")), ("return", _("when returned")), ("seen", _("when looked at"))]


class ConditionForm(forms.Form):
    """The condition of an item, with a photo where one says more than a word."""

    condition = forms.ChoiceField(label=_("Condition"), choices=list(CONDITION_WORDS.items()), widget=forms.RadioSelect)
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("The place and time a camera writes into it are taken out."),
    )
    note = forms.CharField(label=_("What is to be seen"), required=False, max_length=200)
    event = forms.ChoiceField(choices=EVENTS, widget=forms.HiddenInput, initial="seen")


class HardDueDateForm(forms.Form):
    """Name and site of a series."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As people call it: End of term, Seniors."))
    grades = forms.CharField(
        label=_("Cut-off for grades"),
        max_length=60,
        required=False,
        help_text=_(
            "12, or 8, 12: a last day for everything these grades borrow. Empty: for the rows of the policy that name "
            "this series."
        ),
    )
    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), required=False, empty_label=_("all sites"))

    def clean_grades(self) -> str:
        return ", ".join(
            part for each in self.cleaned_data["grades"].replace(";", ",").split(",") if (part := each.strip())
        )

    def __init__(self, *args: Any, sites: Any, all_sites: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["site"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = sites
        if not all_sites:
            field.required, field.empty_label = True, None


class HardDueDayForm(forms.Form):
    """One date of a series."""

    on = forms.DateField(label=_("Due"), widget=DayInput, required=False)
    compare = forms.ChoiceField(label=_("How"), choices=COMPARES, required=False)
    active_from = forms.DateField(label=_("For loans made from"), widget=DayInput, required=False)


class _EachDayOnce(BaseFormSet[HardDueDayForm]):
    def clean(self) -> None:
        days = [each.cleaned_data["on"] for each in self.forms if each.cleaned_data.get("on")]
        if len(days) != len(set(days)):
            raise forms.ValidationError(_("The same day stands here twice. Keep one of them."))


HardDueDays = formset_factory(HardDueDayForm, formset=_EachDayOnce, extra=2, max_num=20)


class ChangeDueForm(forms.Form):
    """A due date given by hand."""

    due_on = forms.DateField(label=_("New due date"), widget=DayInput)
    reason = forms.CharField(label=_("Why"), required=False, max_length=200)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)


class RenewForm(forms.Form):
    """A renewal, with what is passed and why."""

    overrides = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), required=False, max_length=200)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)


BECAUSE = [("other", _("something else")), ("debt", _("something is owed"))]


class BlockForm(forms.Form):
    """A block on a patron's borrowing."""

    kind = forms.ChoiceField(
        label=_("What it does"),
        choices=[("stop", _("Stops lending; may be passed with a reason")), ("warn", _("Is shown, and stops nothing"))],
        widget=forms.RadioSelect,
        initial="stop",
    )
    because = forms.ChoiceField(
        label=_("Because"), choices=BECAUSE, widget=forms.RadioSelect, initial="other", required=False
    )
    note = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Whoever lends to them reads this aloud or not.")
    )
    until_on = forms.DateField(
        label=_("Until"), widget=DayInput, required=False, help_text=_("Empty: until it is lifted.")
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)


class WhatIfForm(forms.Form):
    """A reader or a kind of readers, an item or a kind of items, and days: what would happen."""

    card = forms.CharField(
        label=_("Card or student number"), max_length=200, required=False,
        widget=ScanInput,
    )  # fmt: skip
    category = forms.ModelChoiceField(
        PatronCategory.objects.all(), label=_("or any reader who is"), required=False, empty_label="–"
    )
    item = forms.CharField(
        label=_("Item number"), max_length=200, required=False,
        widget=ScanInput,
    )  # fmt: skip
    item_type = forms.ModelChoiceField(
        ItemType.objects.all(), label=_("or any item that is"), required=False, empty_label="–"
    )
    grade = forms.CharField(label=_("in grade"), max_length=10, required=False)
    site = forms.ModelChoiceField(Site.objects.none(), label=_("of the school"), required=False, empty_label=None)
    on = forms.DateField(label=_("Lent on"), widget=DayInput, required=False)
    returned_on = forms.DateField(label=_("Given back on, if late"), widget=DayInput, required=False)

    def __init__(self, *args: Any, sites: QuerySet[Site], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choice: Any = self.fields["site"]
        choice.queryset = sites
        self.fields["on"].initial = today

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for field, kind, said in (
            ("card", "category", _("Scan a card, or choose a kind of reader.")),
            ("item", "item_type", _("Scan an item, or choose a kind of item.")),
        ):
            if not values.get(field) and not values.get(kind) and not {field, kind} & set(self.errors):
                self.add_error(field, said)
        on = values.setdefault("on", None) or self.today
        values["on"] = on
        if abs(on - self.today) > FAR:
            self.add_error("on", _("Give a day within two years of today."))
        elif values.get("returned_on") and not on <= values["returned_on"] <= on + FAR:
            self.add_error("returned_on", _("Give a day after the lending, within two years."))
        return values


class OverdueForm(forms.Form):
    """The filter of the overdues."""

    homeroom = forms.ChoiceField(label=_("Class"), required=False)
    days = forms.TypedChoiceField(
        label=_("Late at least"),
        choices=[(1, _("1 day")), (7, _("7 days")), (30, _("30 days"))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, homerooms: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms, kinds = self.fields["homeroom"], self.fields["kind"]
        assert isinstance(rooms, forms.ChoiceField)
        assert isinstance(kinds, forms.ChoiceField)
        rooms.choices = [("", _("All classes")), *((each, each) for each in homerooms)]
        kinds.choices = [("", _("Everything")), *ItemType.Family.choices]


class PauseForm(forms.Form):
    """Until when one's hold is passed over; empty: until one says so."""

    until_on = forms.DateField(label=_("Until"), required=False, widget=DayInput)
