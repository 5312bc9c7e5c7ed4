"""Text to values: policy rows, hard due dates, due dates, blocks, and the filter of the overdues."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from carrel.rooms.circulation.models import HardDueDate, PolicyRow
from carrel.rooms.circulation.rules.policies import SETTINGS
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.inventory.phrases import CONDITION_WORDS
from carrel.rooms.people.models import PatronCategory
from carrel.rooms.schools.models import Site

YES_NO = [("", _("as a more general row says")), ("yes", _("yes")), ("no", _("no"))]
UNITS = [
    ("", _("as a more general row says")),
    ("open_days", _("open days only")),
    ("calendar_days", _("all days, then on to an open one")),
    ("hours", _("hours")),
]
RENEW_FROM = [
    ("", _("as a more general row says")),
    ("due", _("the due date")),
    ("now", _("the day of renewal")),
]
COMPARES = [("before", _("at the latest")), ("exactly", _("exactly")), ("after", _("at the earliest"))]
LONGEST_LOAN = 3650
FAR = timedelta(days=731)


class SwapForm(forms.Form):
    """The number of the copy a reader really has."""

    number = forms.CharField(label=_("Number of that copy"), max_length=64)
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


class DayInput(forms.DateInput):
    """A day as the browser's own picker takes it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def _number(label: object, text: object = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=LONGEST_LOAN, help_text=text)  # type: ignore[arg-type]  # lazy text


def _yes_no(label: object) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,  # type: ignore[arg-type]  # lazy text
        choices=YES_NO,
        required=False,
        coerce=lambda text: text == "yes",
        empty_value=None,
    )


class PolicyRowForm(forms.Form):
    """One row of the grid. Empty settings leave it to a more general row; a length of 0 means not lent at all."""

    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), required=False, empty_label=_("all sites"))
    category = forms.ModelChoiceField(
        PatronCategory.objects.all(), label=_("Reader category"), required=False, empty_label=_("all readers")
    )
    item_type = forms.ModelChoiceField(
        ItemType.objects.all(), label=_("Item type"), required=False, empty_label=_("all items")
    )
    loanable = _yes_no(_("May be lent"))
    length = _number(_("Loan length"), _("0 means that it is not lent."))
    length_unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, required=False)
    hard_due_date = forms.ModelChoiceField(
        HardDueDate.objects.none(),
        label=_("Hard due date"),
        required=False,
        empty_label=_("as a more general row says"),
    )
    max_loans = _number(_("Loans at a time"), _("All items together; only in a row for all items."))
    max_loans_of_type = _number(_("Loans of this type at a time"), _("With the types below it."))
    max_overdue = _number(_("Overdue items that stop lending"), _("Only in a row for all items."))
    renewals = _number(_("Renewals"))
    renew_from = forms.ChoiceField(label=_("A renewal counts from"), choices=RENEW_FROM, required=False)
    renew_overdue = _yes_no(_("Overdue items may be renewed"))

    def __init__(self, *args: Any, sites: Any, all_sites: bool, row: PolicyRow | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = _initial_of(row)
        super().__init__(*args, **kwargs)
        self._offer_sites(sites, all_sites)
        series = HardDueDate.objects.select_related("site").order_by("name")
        self._choices("hard_due_date").queryset = (
            series if all_sites else series.filter(site=None) | series.filter(site__in=sites)
        )
        if row is not None:
            for name in ("site", "category", "item_type"):
                self.fields.pop(name)

    def _offer_sites(self, sites: Any, all_sites: bool) -> None:
        field = self._choices("site")
        field.queryset = sites
        if not all_sites:
            field.required, field.empty_label = True, None

    def _choices(self, name: str) -> "forms.ModelChoiceField[Any]":
        found = self.fields[name]
        assert isinstance(found, forms.ModelChoiceField)
        return found

    def settings(self) -> dict[str, object]:
        """The settings as `save_policy_row` takes them."""
        found = {name: self.cleaned_data.get(name) for name in SETTINGS}
        series = found["hard_due_date"]
        return found | {"hard_due_date": series.pk if isinstance(series, HardDueDate) else None}


def _initial_of(row: PolicyRow) -> Mapping[str, object]:
    found = {name: getattr(row, name) for name in SETTINGS}
    for name in ("loanable", "renew_overdue"):
        found[name] = {True: "yes", False: "no", None: ""}[found[name]]
    return found


class HardDueDateForm(forms.Form):
    """Name and site of a series."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As people call it: End of term, Seniors."))
    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), required=False, empty_label=_("all sites"))

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


class BlockForm(forms.Form):
    """A block on a patron's borrowing."""

    kind = forms.ChoiceField(
        label=_("What it does"),
        choices=[("stop", _("Stops lending; may be passed with a reason")), ("warn", _("Is shown, and stops nothing"))],
        widget=forms.RadioSelect,
        initial="stop",
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

    card = forms.CharField(label=_("Card or student number"), max_length=200, required=False)
    category = forms.ModelChoiceField(
        PatronCategory.objects.all(), label=_("or any reader who is"), required=False, empty_label="–"
    )
    item = forms.CharField(label=_("Item number"), max_length=200, required=False)
    item_type = forms.ModelChoiceField(
        ItemType.objects.all(), label=_("or any item that is"), required=False, empty_label="–"
    )
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
