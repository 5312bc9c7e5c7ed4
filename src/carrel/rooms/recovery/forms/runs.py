"""Narrowing a preview, a call, a signature, the next school."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput
from carrel.rooms.recovery.phrases import OUTCOME_WORDS
from carrel.rooms.recovery.rules import clearing


class PreviewForm(forms.Form):
    """Which homeroom, which step, together or one by one."""

    homeroom = forms.ChoiceField(
        label=_("Class"), required=False, error_messages={"invalid_choice": _("Nobody in this class is late now.")}
    )
    step = forms.ChoiceField(
        label=_("Step"), required=False, error_messages={"invalid_choice": _("The ladder has no such step any more.")}
    )
    per_family = forms.TypedChoiceField(
        label=_("Letters"), required=False, empty_value=None, coerce=lambda value: value == "1",
        choices=[("", _("as the school has it")), ("1", _("one for a family")), ("0", _("one for a student"))],
    )  # fmt: skip

    def __init__(self, *args: Any, homerooms: list[tuple[int, str]], steps: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        room: Any = self.fields["homeroom"]
        room.choices = [("", _("All classes")), *((str(pk), name) for pk, name in homerooms)]
        step: Any = self.fields["step"]
        step.choices = [("", _("All that is due")), *steps]

    def clean_step(self) -> tuple[str, ...]:
        """The step as a run takes steps; none means all that are due."""
        return (self.cleaned_data["step"],) if self.cleaned_data["step"] else ()

    def clean_homeroom(self) -> int | None:
        """The number of the class."""
        return int(self.cleaned_data["homeroom"]) if self.cleaned_data["homeroom"] else None


class CallForm(forms.Form):
    """What came of a call."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=list(OUTCOME_WORDS.items()))
    promised_on = forms.DateField(label=_("They bring it on"), required=False, widget=DayInput)
    note = forms.CharField(label=_("Note"), required=False, max_length=clearing.NOTE_LENGTH)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)


class SignForm(forms.Form):
    """Who signs for a department; with something open, that it is passed and why."""

    department = forms.CharField(widget=forms.HiddenInput, max_length=12)
    name = forms.CharField(label=_("Signed by"), max_length=clearing.NAME_LENGTH, required=False)
    overrides = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)
    reason = forms.CharField(label=_("Why it is signed all the same"), required=False, max_length=clearing.NOTE_LENGTH)


class SchoolForm(forms.Form):
    """To whom the letter goes."""

    school = forms.CharField(label=_("Next school"), max_length=clearing.NAME_LENGTH, required=False)
