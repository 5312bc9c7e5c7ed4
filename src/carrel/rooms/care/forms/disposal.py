"""Text to values for lists of disposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import ScanLines
from carrel.rooms.care.phrases import REASON_WORDS, RECIPIENT_WORDS
from carrel.rooms.care.rules import disposal as rules
from carrel.rooms.inventory.forms import PriceField


class DisposalListForm(forms.Form):
    """The name of a list, and what stands over it for the board."""

    name = forms.CharField(label=_("Name"), max_length=rules.NAME_LENGTH)
    notice = forms.CharField(
        label=_("For the board"), max_length=rules.NOTICE_LENGTH, required=False,
        help_text=_("Stands over the printed list, such as the meeting and the resolution."),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)


class PutOnForm(forms.Form):
    """Scanned numbers, and why they go. The reason stays for the next scan."""

    numbers = forms.CharField(
        label=_("Scan one after the other"),
        widget=ScanLines(3),
    )
    reason = forms.ChoiceField(label=_("Why they go"), choices=[(each, REASON_WORDS[each]) for each in rules.REASONS])
    note = forms.CharField(label=_("Note"), max_length=rules.NOTE_LENGTH, required=False)

    def clean_numbers(self) -> list[str]:
        """One number for each line."""
        numbers = [line.strip() for line in self.cleaned_data["numbers"].splitlines() if line.strip()]
        if len(numbers) > rules.MOST_SCANNED:
            raise forms.ValidationError(_("Take at most %(most)s at once."), params={"most": rules.MOST_SCANNED})
        return numbers


class LinesForm(forms.Form):
    """What is said of the ticked lines; what is left open stays as it is."""

    is_stamped = forms.ChoiceField(
        label=_("Stamp"), required=False,
        choices=[("", _("as it is")), ("1", _("Stamped as withdrawn")), ("0", _("Not stamped"))],
    )  # fmt: skip
    recipient_kind = forms.ChoiceField(
        label=_("Where they go"), required=False,
        choices=[("", _("as it is")), *((each, RECIPIENT_WORDS[each]) for each in rules.RECIPIENTS)],
    )  # fmt: skip
    recipient = forms.CharField(label=_("To whom"), max_length=rules.RECIPIENT_LENGTH, required=False)
    value = PriceField(label=_("Value of each"), required=False)
    reason = forms.ChoiceField(
        label=_("Why they go"), required=False,
        choices=[("", _("as it is")), *((each, REASON_WORDS[each]) for each in rules.REASONS)],
    )  # fmt: skip

    def __init__(self, *args: Any, currency: str = "USD", with_reason: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["value"].currency = currency
        fields["value"].widget.attrs["inputmode"] = "decimal"
        if not with_reason:
            del self.fields["reason"]

    def changes(self) -> dict[str, Any]:
        """What change_disposal_lines takes, from a form found in order."""
        values = self.cleaned_data
        said = {
            "is_stamped": {"1": True, "0": False}.get(values["is_stamped"]),
            "recipient_kind": values["recipient_kind"] or None,
            "recipient": values["recipient"] or None,
            "value_minor": values["value"],
            "reason": values.get("reason") or None,
        }
        return {name: value for name, value in said.items() if value is not None}
