"""Text to values for the district's own nouns."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput
from carrel.cellar.kernel.texts import fold, squeeze
from carrel.rooms.schools.models import (
    BellPeriod,
    BellSchedule,
    CalendarDay,
    District,
    Fund,
    Place,
    SchoolYear,
    Site,
    Term,
    Vendor,
)
from carrel.rooms.schools.rules import SCHOOL_WEEK

LONGEST_CLOSURE = timedelta(days=120)
_WEEKDAYS = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]


class ClockInput(forms.TimeInput):
    """A time of day as the browser's own picker takes it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class WeekField(forms.MultipleChoiceField):
    """Weekdays as ticks; the value is seven ones and noughts, Monday first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_WEEKDAYS, widget=forms.CheckboxSelectMultiple, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return [str(place) for place, sign in enumerate(value) if sign == "1"]
        return value

    def clean(self, value: Any) -> str:
        ticked = set(super().clean(value))
        return "".join("1" if str(place) in ticked else "0" for place in range(7))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class _ZoneForm(forms.ModelForm[Any]):
    def clean_timezone(self) -> str:
        zone: str = self.cleaned_data["timezone"]
        if zone not in available_timezones():
            raise forms.ValidationError(
                _("“%(zone)s” is no time zone. Write it like America/Los_Angeles."), params={"zone": zone}
            )
        return zone


class DistrictForm(_ZoneForm):
    class Meta:
        model = District
        fields = ["name", "timezone", "currency", "language"]


class SiteForm(_ZoneForm):
    open_weekdays = WeekField(label=_("Open on"), initial=SCHOOL_WEEK)
    barcode_length = forms.IntegerField(
        label=_("Signs in a whole barcode, 0 for any"), required=False, min_value=0, max_value=64, initial=0
    )

    class Meta:
        model = Site
        fields = [
            "name", "short_name", "code", "kind", "timezone", "open_weekdays", "opens_at", "closes_at",
            "public_catalogue", "out_again", "still_same_after_seconds", "hold_slips", "transit_slips", "transit_days",
            "barcode_prefix", "barcode_length", "barcode_check", "is_active", "district",
        ]  # fmt: skip
        widgets = {"district": forms.HiddenInput, "opens_at": ClockInput, "closes_at": ClockInput}

    def clean_barcode_length(self) -> int:
        """Left blank, a barcode may have any length."""
        return self.cleaned_data["barcode_length"] or 0


class PlaceForm(forms.ModelForm[Place]):
    class Meta:
        model = Place
        fields = ["name", "code", "kind", "parent", "sort", "site"]
        widgets = {"site": forms.HiddenInput}
        help_texts = {"code": _("As MARC holdings and labels write it, for example FIC.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site_id = self.initial.get("site") or self.instance.site_id
        parents: Any = self.fields["parent"]
        parents.queryset = Place.objects.filter(site_id=site_id).exclude(pk=self.instance.pk)

    def clean_parent(self) -> Place | None:
        parent: Place | None = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(
                    _("This place stands inside the one you want to move it from. Choose another.")
                )
            above = above.parent
        return parent


class SchoolYearForm(forms.ModelForm[SchoolYear]):
    class Meta:
        model = SchoolYear
        fields = ["name", "starts_on", "ends_on", "district"]
        widgets = {"district": forms.HiddenInput, "starts_on": DayInput, "ends_on": DayInput}


class TermForm(forms.ModelForm[Term]):
    class Meta:
        model = Term
        fields = ["name", "school_year", "site", "starts_on", "ends_on"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}
        help_texts = {"site": _("Leave it open for a term of the whole district.")}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        year, first, last = values.get("school_year"), values.get("starts_on"), values.get("ends_on")
        if year and first and last and not year.starts_on <= first <= last <= year.ends_on:
            raise forms.ValidationError(
                _("The term lies outside of %(year)s, which runs from %(first)s to %(last)s."),
                params={"year": year, "first": year.starts_on, "last": year.ends_on},
            )
        return values


class BellScheduleForm(forms.ModelForm[BellSchedule]):
    weekdays = WeekField(label=_("Rings on"), initial=SCHOOL_WEEK)

    class Meta:
        model = BellSchedule
        fields = ["name", "weekdays", "is_half_day", "site"]
        widgets = {"site": forms.HiddenInput}


class BellPeriodForm(forms.ModelForm[BellPeriod]):
    class Meta:
        model = BellPeriod
        fields = ["name", "starts", "ends", "bell_schedule"]
        widgets = {"bell_schedule": forms.HiddenInput, "starts": ClockInput, "ends": ClockInput}


class DaysForm(forms.Form):
    """A stretch of days that differ from their weekday, or are ordinary again."""

    ORDINARY = "ordinary"
    first_on = forms.DateField(label=_("First day"), widget=DayInput)
    last_on = forms.DateField(label=_("Last day"), widget=DayInput, required=False, help_text=_("Empty for one day."))
    kind = forms.ChoiceField(
        label=_("The day is"), choices=[*CalendarDay.Kind.choices, (ORDINARY, _("An ordinary day again"))]
    )
    note = forms.CharField(
        label=_("Why"), max_length=80, required=False, help_text=_("Shown wherever this day moves a due date.")
    )
    all_sites = forms.BooleanField(label=_("At every school of the district"), required=False)

    def __init__(self, *args: Any, many: bool = False, **options: Any) -> None:
        """`many`: whether whoever marks may do so at more than one school."""
        super().__init__(*args, **options)
        if not many:
            del self.fields["all_sites"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first: date | None = values.get("first_on")
        last: date | None = values.get("last_on") or first
        values["last_on"] = last
        if first and last and last < first:
            self.add_error("last_on", _("The last day lies before the first."))
        elif first and last and last - first > LONGEST_CLOSURE:
            self.add_error(
                "last_on", _("That is more than 120 days. Enter it in parts, so that a slip of the pen closes no year.")
            )
        return values


class VendorForm(forms.ModelForm[Vendor]):
    class Meta:
        model = Vendor
        fields = ["name", "kind"]

    def clean_name(self) -> str:
        """The name on one line; no two vendors whose names read the same."""
        name = squeeze(self.cleaned_data["name"], 80)
        self.instance.folded = fold(name) or name
        if Vendor.objects.filter(folded=self.instance.folded).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a vendor of this name already."))
        return name


class FundForm(forms.ModelForm[Fund]):
    class Meta:
        model = Fund
        fields = ["name", "code"]
        help_texts = {"code": _("As vendors' files and orders write it, for example TITLE-I.")}


class CalendarFileForm(forms.Form):
    """A calendar file, for the site one works at or for all one may change."""

    file = forms.FileField(
        label=_("Calendar file"),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        help_text=_("Ends in .ics, as the district's calendar program exports it."),
        allow_empty_file=True,
    )
    all_sites = forms.BooleanField(label=_("At every school of the district"), required=False)

    def __init__(self, *args: Any, many: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not many:
            del self.fields["all_sites"]
