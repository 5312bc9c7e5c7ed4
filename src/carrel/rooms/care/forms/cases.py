"""Text to values for mending and repair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput, ScanInput
from carrel.rooms.care import queries
from carrel.rooms.care.actions import CaseWords
from carrel.rooms.care.models import CareCase
from carrel.rooms.care.phrases import OUTCOME_WORDS
from carrel.rooms.care.rules import cases as rules
from carrel.rooms.inventory.forms import PriceField
from carrel.rooms.schools.models import Fund, Vendor


class FindItemForm(forms.Form):
    """The number of the thing in the hand."""

    number = forms.CharField(label=_("Scan it"), max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["number"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}


class MendingForm(forms.Form):
    """What is wrong with a thing, who mends it, and when it should be back. `words()` is what the actions take."""

    what = forms.CharField(label=_("What is wrong"), max_length=rules.WHAT_LENGTH)
    who = forms.CharField(label=_("Who mends it"), max_length=rules.WHO_LENGTH, required=False)
    due_back_on = forms.DateField(label=_("Expected back on"), required=False, widget=DayInput)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def words(self) -> CaseWords:
        """The values of a form found in order."""
        known = set(CaseWords.__dataclass_fields__)
        values = {name: value for name, value in self.cleaned_data.items() if name in known}
        for name in ("vendor", "fund", "invoice"):
            if self.cleaned_data.get(name):
                chosen = self.cleaned_data[name]
                values[f"{name}_id"] = int(chosen) if isinstance(chosen, str) else chosen.pk
        return CaseWords(**values)


class RepairForm(MendingForm):
    """A repair with a vendor: who, under which number, from when to when, for how much, from which fund."""

    field_order = ("what", "vendor", "rma", "sent_on", "due_back_on", "under_warranty", "cost_minor", "fund", "who")
    vendor = forms.ModelChoiceField(Vendor.objects.none(), label=_("Vendor"), empty_label=_("Choose one"))
    rma = forms.CharField(label=_("RMA or ticket number"), max_length=rules.RMA_LENGTH, required=False)
    sent_on = forms.DateField(label=_("Sent on"), required=False, widget=DayInput)
    under_warranty = forms.BooleanField(label=_("Under warranty"), required=False)
    cost_minor = PriceField(label=_("Cost"), required=False, help_text=_("As far as it is known."))
    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("Fund"), required=False, empty_label=_("none"))

    def __init__(self, *args: Any, currency: str = "USD", item_id: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["vendor"].queryset = Vendor.objects.all()
        fields["fund"].queryset = Fund.objects.all()
        fields["cost_minor"].currency = currency
        fields["cost_minor"].widget.attrs["inputmode"] = "decimal"
        invoices = [(str(pk), title) for pk, title in queries.invoices_of(item_id)] if item_id else []
        if invoices:
            choices = [("", _("none")), *invoices]
            self.fields["invoice"] = forms.ChoiceField(label=_("Invoice"), choices=choices, required=False)


def case_initial(case: CareCase) -> dict[str, object]:
    """What the forms show of a case there is already."""
    return {
        "what": case.what,
        "who": case.who,
        "due_back_on": case.due_back_on,
        "vendor": case.vendor_id,
        "rma": case.rma,
        "sent_on": case.begun_on,
        "under_warranty": case.under_warranty,
        "cost_minor": case.cost_minor,
        "fund": case.fund_id,
        "invoice": str(case.invoice_id or ""),
    }


class EndCaseForm(forms.Form):
    """How a case ends."""

    outcome = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect)
    back_on = forms.DateField(label=_("Back on"), required=False, widget=DayInput, help_text=_("Empty: today."))
    replacement = forms.CharField(
        label=_("What came in its place"), max_length=200, required=False, widget=ScanInput,
        help_text=_("Scan the label of the new one. The old one is withdrawn."),
    )  # fmt: skip
    cost_minor = PriceField(label=_("Cost"), required=False)
    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("Fund"), required=False, empty_label=_("as it was"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args: Any, kind: str, currency: str = "USD", **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["outcome"].choices = [(each, OUTCOME_WORDS[each]) for each in rules.OUTCOMES[kind]]
        fields["outcome"].initial = rules.OUTCOMES[kind][0]
        if kind == rules.MENDING:
            for name in ("replacement", "cost_minor", "fund"):
                del self.fields[name]
        else:
            fields["fund"].queryset = Fund.objects.all()
            fields["cost_minor"].currency = currency
            fields["cost_minor"].widget.attrs["inputmode"] = "decimal"


class CostsForm(forms.Form):
    """From when to when."""

    first = forms.DateField(label=_("From"), required=False, widget=DayInput)
    last = forms.DateField(label=_("To"), required=False, widget=DayInput)
