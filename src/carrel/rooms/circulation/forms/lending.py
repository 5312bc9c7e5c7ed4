"""Text to values: policy rows, hard due dates, due dates, blocks, and the filter of the overdues."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from carrel.rooms.circulation.models import HardDueDate, PolicyRow
from carrel.rooms.circulation.phrases import SETTINGS as SETTING_WORDS
from carrel.rooms.circulation.phrases import VALUES, Text
from carrel.rooms.circulation.rules.policies import GROUPS, NAMED_DATE, SETTINGS
from carrel.rooms.inventory.models import ItemType
from carrel.rooms.inventory.phrases import CONDITION_WORDS
from carrel.rooms.people.models import PatronCategory
from carrel.rooms.schools.models import Site

AS_GENERAL = ("", _("as a more general row says"))
YES_NO = [AS_GENERAL, ("yes", _("yes")), ("no", _("no"))]
UNITS = [
    AS_GENERAL,
    ("open_days", _("open days only")),
    ("calendar_days", _("all days, then on to an open one")),
    ("same_weekday", _("all days, then on to an open one of the same weekday")),
    ("any_days", _("all days, a closed one may be the last")),
    ("hours", _("hours")),
    ("periods", _("school periods, until the bell")),
    ("named_date", _("no length: until the hard due date")),
]
COMPARES = [("before", _("at the latest")), ("exactly", _("exactly")), ("after", _("at the earliest"))]
LONGEST_LOAN = 3650
LONGEST_SHELF = 366
GROUP_TITLES: Mapping[str, Text] = {
    "where": _("For whom and what"),
    "lending": _("Lending"),
    "renewals": _("Renewals"),
    "holds": _("Holds"),
    "privacy": _("Privacy"),
}
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


def _number(label: object, text: object = "", most: int = LONGEST_LOAN) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, help_text=text)  # type: ignore[arg-type]  # lazy text


def _word(setting: str) -> forms.ChoiceField:
    """One of the words a setting may have, as the pages say them."""
    field: Any = PolicyRow._meta.get_field(setting)
    choices = [AS_GENERAL, *((code, VALUES[code]) for code, _code in field.choices)]
    return forms.ChoiceField(label=SETTING_WORDS[setting], choices=choices, required=False)  # type: ignore[arg-type]  # lazy text


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
    length = _number(_("Loan length"), _("0 means that it is not lent. Leave it empty for “no length”."))
    length_unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, required=False)
    hard_due_date = forms.ModelChoiceField(
        HardDueDate.objects.none(),
        label=_("Hard due date"),
        required=False,
        empty_label=AS_GENERAL[1],
        help_text=_("Cut-offs of grades are not chosen here: they hold by themselves."),
    )
    max_loans = _number(_("Loans at a time"), _("All items together; only in a row for all items."))
    max_loans_of_type = _number(_("Loans of this type at a time"), _("With the types below it."))
    max_overdue = _number(_("Overdue items that stop lending"), _("Only in a row for all items."))
    renewals = _number(SETTING_WORDS["renewals"])
    renew_from = _word("renew_from")
    renew_overdue = _yes_no(SETTING_WORDS["renew_overdue"])
    renew_not_before = _number(
        SETTING_WORDS["renew_not_before"], _("Empty: at any time. Before that day the desk says from when."), 366
    )
    auto_renew = _yes_no(SETTING_WORDS["auto_renew"])
    on_shelf_holds = _word("on_shelf_holds")
    hold_from = _word("hold_from")
    max_holds = _number(SETTING_WORDS["max_holds"], _("Only in a row for all items."))
    hold_days = _number(SETTING_WORDS["hold_days"], _("Empty: it waits until it is filled or cancelled."))
    shelf_days = _number(SETTING_WORDS["shelf_days"], "", LONGEST_SHELF)
    local_first = _yes_no(SETTING_WORDS["local_first"])
    keep_borrower_days = _number(
        SETTING_WORDS["keep_borrower_days"],
        _("0 means until the night after. A torn page found on the shelf still has an owner for so long."),
        LONGEST_SHELF,
    )

    def __init__(self, *args: Any, sites: Any, all_sites: bool, row: PolicyRow | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = _initial_of(row)
        super().__init__(*args, **kwargs)
        self._offer_sites(sites, all_sites)
        series = HardDueDate.objects.select_related("site").filter(grades="").order_by("name")
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

    def groups(self) -> Iterator[tuple[Text, list[forms.BoundField]]]:
        """The fields as the page parts them: whom it is for, then the settings by what they are about."""
        where = [self[name] for name in ("site", "category", "item_type") if name in self.fields]
        if where:
            yield GROUP_TITLES["where"], where
        for group, names in GROUPS.items():
            yield GROUP_TITLES[group], [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("length_unit") == NAMED_DATE and values.get("length") is not None:
            self.add_error(
                "length", _("Until a named date there is no length. Leave it empty, or choose another unit.")
            )
        return values

    def where(self) -> dict[str, int | None]:
        """Site, category and item type as `save_policy_row` takes them."""
        chosen = self.cleaned_data
        names = ("site", "category", "item_type")
        return {f"{name}_id": chosen[name].pk if chosen.get(name) else None for name in names}

    def settings(self) -> dict[str, object]:
        """The settings as `save_policy_row` takes them."""
        found = {name: self.cleaned_data.get(name) for name in SETTINGS}
        series = found["hard_due_date"]
        return found | {"hard_due_date": series.pk if isinstance(series, HardDueDate) else None}


def _initial_of(row: PolicyRow) -> Mapping[str, object]:
    found = {name: getattr(row, name) for name in SETTINGS}
    for name in ("loanable", "renew_overdue", "auto_renew", "local_first"):
        found[name] = {True: "yes", False: "no", None: ""}[found[name]]
    return found


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
