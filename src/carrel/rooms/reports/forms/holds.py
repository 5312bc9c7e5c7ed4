"""The form of a legal hold."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carrel.cellar.kernel.inputs import DayInput, ScanInput
from carrel.rooms.people.queries import person_of_card
from carrel.rooms.reports.phrases import RETENTION_WORDS


class LegalHoldForm(forms.Form):
    """On a person, by the card, or on one kind of data; why, and until when."""

    card = forms.CharField(
        label=gettext_lazy("Card of the person"), required=False, max_length=64, widget=ScanInput,
        help_text=gettext_lazy("Scan or type it. Leave it empty to hold one kind of data of everybody."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("or one kind of data"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)
    until_on = forms.DateField(
        label=gettext_lazy("Last day"), required=False, widget=DayInput,
        help_text=gettext_lazy("Empty: until somebody lifts it."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", _("none")), *((code, said.name) for code, said in RETENTION_WORDS.items())]
        self.person_id: int | None = None

    def clean_card(self) -> str:
        """The person the card belongs to."""
        number = str(self.cleaned_data["card"]).strip()
        if number:
            found = person_of_card(number)
            if found is None:
                raise forms.ValidationError(_("No card has this number. Scan it again."))
            self.person_id = found.person_id
        return number

    def clean_until_on(self) -> date | None:
        """A day to come."""
        day: date | None = self.cleaned_data["until_on"]
        if day is not None and day < self.today:
            raise forms.ValidationError(_("This day is over. Choose one to come, or none."))
        return day
