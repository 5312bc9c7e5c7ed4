"""How a school asks: its steps, and what families are told."""

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from carrel.rooms.recovery.models import LadderSetting
from carrel.rooms.recovery.phrases import KIND_WORDS, WAY_WORDS
from carrel.rooms.recovery.rules import ladder
from carrel.rooms.recovery.rules.ladder import Step

WEEKDAYS = [("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday"))]


class LadderForm(forms.Form):
    """What holds for the whole ladder."""

    shows = forms.ChoiceField(label=_("Families are told"), choices=LadderSetting.Shows.choices)
    per_family = forms.BooleanField(label=_("One letter for brothers and sisters together"), required=False)
    office_email = forms.EmailField(
        label=_("E-mail of the office"), required=False,
        help_text=_("Hears of leavers who are not clear: a name and numbers, no title."),
    )  # fmt: skip
    weekdays = forms.MultipleChoiceField(
        label=_("Make what is due by itself on"), choices=WEEKDAYS, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Without a day, notices are made by hand only."),
    )  # fmt: skip

    def clean_weekdays(self) -> str:
        """The days as they are stored."""
        return "".join(sorted(self.cleaned_data["weekdays"]))


class StepForm(forms.Form):
    """One step. A line without days is none."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=ladder.CODE_LENGTH)
    days = forms.IntegerField(
        label=_("Days after it was due"), required=False, min_value=-ladder.MOST_DAYS, max_value=ladder.MOST_DAYS
    )
    kind = forms.ChoiceField(label=_("Step"), choices=[(each, KIND_WORDS[each]) for each in ladder.KINDS])
    way = forms.ChoiceField(label=_("How"), choices=[(each, WAY_WORDS[each]) for each in ladder.WAYS])


class Steps(forms.BaseFormSet[StepForm]):
    """All steps of a ladder."""

    def steps(self) -> list[Step]:
        """The steps that have days; a new one gets a code nobody had."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("days") is not None]
        known = {row["code"] for row in rows if row["code"]}
        found = []
        for row in rows:
            code = row["code"] or _new_code(row["kind"], known)
            known.add(code)
            found.append(Step(code, row["kind"], row["days"], row["way"]))
        return found


def _new_code(kind: str, known: set[Any]) -> str:
    if kind not in known and kind != ladder.NOTICE:
        return kind
    return next(f"{kind}-{number}" for number in range(1, 99) if f"{kind}-{number}" not in known)


StepSet: Any = formset_factory(StepForm, formset=Steps, extra=3, max_num=ladder.MOST_STEPS)
