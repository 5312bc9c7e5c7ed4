"""Text to values at the money desk: what is paid, charged, waived, worked, agreed, sold, counted."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput
from carrel.rooms.charges import queries, rules
from carrel.rooms.charges.actions import Sold, Tender, Worked
from carrel.rooms.charges.forms.fields import MoneyField
from carrel.rooms.charges.models import Article, DamageRow
from carrel.rooms.charges.phrases import KIND_WORDS, MEANS_WORDS

MEANS = [(code, MEANS_WORDS[code]) for code in rules.MEANS_OF_MONEY]
BY_HAND = (rules.FEE, rules.LOST, rules.DAMAGED, rules.PROCESSING, rules.SALE, rules.OTHER)


class KeyedForm(forms.Form):
    """A deed with the key that makes it happen once."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)


class TenderForm(KeyedForm):
    """How somebody pays."""

    means = forms.ChoiceField(label=_("Paid by"), choices=MEANS, initial=rules.CASH)
    tendered = MoneyField(label=_("Cash laid down"), required=False)
    reference = forms.CharField(
        label=_("Number of the check or card slip"), required=False, max_length=rules.REFERENCE_LENGTH
    )

    def tender(self) -> Tender:
        """The values of a form found in order."""
        return Tender(
            self.cleaned_data["means"], self.cleaned_data.get("tendered"), self.cleaned_data.get("reference", "")
        )


class PayForm(TenderForm):
    """So much, for the ticked charges or the oldest."""

    amount = MoneyField(label=_("Amount"))
    field_order = ("amount", "means", "tendered", "reference", "key")


class ByHandForm(KeyedForm):
    """A charge that staff make."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[(code, KIND_WORDS[code]) for code in BY_HAND])
    amount = MoneyField(label=_("Amount"))
    text = forms.CharField(label=_("What for"), max_length=rules.TEXT_LENGTH)
    title = forms.CharField(label=_("Title, if it is about a book"), max_length=rules.TEXT_LENGTH, required=False)
    barcode = forms.CharField(label=_("Its barcode"), max_length=rules.NUMBER_LENGTH, required=False)
    field_order = ("kind", "amount", "text", "title", "barcode", "key")


class DamageForm(KeyedForm):
    """A damage out of the schedule."""

    row = forms.ModelChoiceField(DamageRow.objects.none(), label=_("Damage"), empty_label=_("Choose one"))
    count = forms.IntegerField(label=_("How many"), min_value=1, max_value=500, initial=1)
    price = MoneyField(label=_("Price of the thing"), required=False)
    years = forms.IntegerField(label=_("Years old"), min_value=0, max_value=99, initial=0, required=False)
    title = forms.CharField(label=_("Title"), max_length=rules.TEXT_LENGTH, required=False)

    def __init__(self, *args: Any, rows: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["row"]
        choice.queryset = rows


class PartForm(KeyedForm):
    """So much of a charge, with the reason: to waive, or to give back."""

    amount = MoneyField(label=_("Amount"))
    reason = forms.CharField(label=_("Why"), max_length=rules.TEXT_LENGTH)


class AgreeForm(forms.Form):
    """With whom of the family something is agreed."""

    agreed_with = forms.CharField(label=_("Agreed with"), max_length=rules.NAME_LENGTH)


class WorkForm(KeyedForm):
    """So many minutes on a day: what was done, and who was there."""

    on = forms.DateField(label=_("Day"), widget=DayInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600)
    what = forms.CharField(label=_("What was done"), max_length=rules.TEXT_LENGTH)
    supervised_by = forms.CharField(label=_("Who was there"), max_length=rules.NAME_LENGTH)
    field_order = ("on", "minutes", "what", "supervised_by", "key")

    def worked(self) -> Worked:
        """The values of a form found in order."""
        return Worked(*(self.cleaned_data[name] for name in ("on", "minutes", "what", "supervised_by")))


class PlanForm(AgreeForm):
    """All that is owed in equal parts, from a day on, every so many weeks."""

    parts = forms.IntegerField(label=_("Number of parts"), min_value=1, max_value=24, initial=3)
    first_on = forms.DateField(label=_("First on"), widget=DayInput)
    weeks = forms.IntegerField(label=_("Weeks from one to the next"), min_value=1, max_value=26, initial=4)

    def plan(self, total_minor: int) -> list[rules.Part]:
        """The parts a form found in order comes to."""
        count, first = self.cleaned_data["parts"], self.cleaned_data["first_on"]
        days: list[date] = [first + timedelta(weeks=at * self.cleaned_data["weeks"]) for at in range(count)]
        return rules.equal_parts(total_minor, days)


class SellForm(TenderForm):
    """So many of each article; a quick button sells one for cash."""

    def __init__(self, *args: Any, site_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.articles: list[Article] = list(queries.articles_of(site_id))
        for each in self.articles:
            self.fields[f"count_{each.pk}"] = forms.IntegerField(
                label=each.name, min_value=0, max_value=999, required=False
            )

    def sold(self) -> list[Sold]:
        """The values of a form found in order."""
        return [Sold(each.pk, self.cleaned_data.get(f"count_{each.pk}") or 0) for each in self.articles]


class FloatForm(forms.Form):
    """What lies in the drawer in the morning."""

    amount = MoneyField(label=_("Float in the drawer"))


class CloseForm(forms.Form):
    """What was counted in the evening."""

    counted = MoneyField(label=_("Cash counted, float included"))
    note = forms.CharField(label=_("If it differs: what you know of it"), max_length=rules.TEXT_LENGTH, required=False)


class InvoiceForm(forms.Form):
    """To whom an invoice is addressed."""

    addressee = forms.CharField(label=_("Addressed to"), max_length=rules.TEXT_LENGTH)


class ChargePhotoForm(KeyedForm):
    """A picture of what was charged for."""

    photo = forms.FileField(
        label=_("Photo"),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("The place and time a camera writes into it are taken out."),
    )


class GroundForm(forms.Form):
    """Why a person is not billed; few see it."""

    ground = forms.CharField(label=_("Ground"), max_length=rules.TEXT_LENGTH)
