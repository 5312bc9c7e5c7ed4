"""What people type on the pages of figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carrel.cellar.kernel.inputs import DayInput


class MonthForm(forms.Form):
    """Which month; browsers that know months offer a calendar, others take 2026-11."""

    month = forms.RegexField(
        r"^2[0-9]{3}-(0[1-9]|1[0-2])$",
        label=pgettext_lazy("figures", "Month"),
        widget=forms.TextInput(attrs={"type": "month"}),
        error_messages={"invalid": _("Write the year and the month like this: 2026-11.")},
    )


class NoteForm(forms.Form):
    """A note beside a page."""

    text = forms.CharField(
        label=pgettext_lazy("figures", "Note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 600}),
        help_text=_("What explains these figures: a book fair, a week without a desk. It is printed with them."),
    )


class DaysForm(forms.Form):
    """From which day to which."""

    first = forms.DateField(label=_("First day"), widget=DayInput)
    last = forms.DateField(label=_("Last day"), widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.error_messages["invalid"] = _("Write a day, for example 2026-11-02.")
