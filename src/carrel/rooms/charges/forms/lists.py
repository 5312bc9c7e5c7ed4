"""The lists the desk charges by, as forms of the generic screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput
from carrel.rooms.charges.forms.fields import MoneyField
from carrel.rooms.charges.models import Article, DamageRow, DepreciationStep, FundTerm, MoneySetting


class ArticleForm(forms.ModelForm[Article]):
    """Something sold at the desk."""

    price_minor = MoneyField(label=_("Price"))

    class Meta:
        model = Article
        fields = ["name", "price_minor", "is_quick", "sort", "is_active", "site"]
        widgets = {"site": forms.HiddenInput}


class DamageRowForm(forms.ModelForm[DamageRow]):
    """One line of the schedule of damages: an amount or a percent."""

    amount_minor = MoneyField(label=_("Amount"), required=False)
    without_price_minor = MoneyField(label=_("Counts as the price where none is known"), required=False)

    class Meta:
        model = DamageRow
        fields = ["name", "amount_minor", "is_each", "percent", "without_price_minor", "sort", "is_active", "site"]
        widgets = {"site": forms.HiddenInput}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if (values.get("amount_minor") is None) == (values.get("percent") is None):
            raise forms.ValidationError(_("Give an amount or a percent of the price: one of the two."))
        return values


class DepreciationStepForm(forms.ModelForm[DepreciationStep]):
    """From an age on, so much of the price is left."""

    class Meta:
        model = DepreciationStep
        fields = ["from_years", "percent", "site"]
        widgets = {"site": forms.HiddenInput}


class FundTermForm(forms.ModelForm[FundTerm]):
    """Until when money of a fund goes back."""

    class Meta:
        model = FundTerm
        fields = ["fund", "refund_days", "refund_until"]
        widgets = {"refund_until": DayInput()}


class MoneySettingForm(forms.ModelForm[MoneySetting]):
    """What a site lays down about money."""

    waiver_limit_minor = MoneyField(label=_("Waived without a librarian up to"))
    processing_minor = MoneyField(label=_("Processing fee of a lost thing"))
    work_rate_minor = MoneyField(label=_("An hour of work in lieu counts"))
    float_minor = MoneyField(label=_("Float in the drawer"))

    class Meta:
        model = MoneySetting
        fields = [
            "waiver_limit_minor", "processing_minor", "work_rate_minor", "float_minor", "refund_days", "policy_text",
            "site",
        ]  # fmt: skip
        widgets = {"site": forms.HiddenInput}
        help_texts = {
            "policy_text": _("Board policies and regulations by number, as they stand on every invoice."),
            "refund_days": _("Blank: no last day of the site; the fund may have one."),
        }
