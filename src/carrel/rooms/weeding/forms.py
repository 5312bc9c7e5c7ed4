"""Text to values for weeding."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import DayInput, ScanInput
from carrel.rooms.inventory.rules import DEWEY
from carrel.rooms.weeding import rules
from carrel.rooms.weeding.models import WeedingProfile
from carrel.rooms.weeding.phrases import MARK_WORDS, REASON_WORDS, SCHEME_WORDS, USUAL_PROFILE
from carrel.rooms.weeding.rules import WeedingRule

SORTS = (
    ("", _("As they stand")), ("title", _("Title")), ("year", _("Published")), ("used", _("Last lent")),
    ("loans", _("Loans")), ("price", _("Price")),
)  # fmt: skip
MOST_COPIES = 99


class ProfileNameForm(forms.Form):
    """The name of a new table."""

    name = forms.CharField(label=_("Name"), max_length=rules.NAME_LENGTH, initial=USUAL_PROFILE)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)


class ProfileForm(forms.Form):
    """The name of a table, and the version that was changed."""

    name = forms.CharField(label=_("Name"), max_length=rules.NAME_LENGTH)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _years(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=rules.LONGEST_YEARS)


class RuleForm(forms.Form):
    """One line of a table. What is left empty is not looked at."""

    section = forms.CharField(label=_("Section"), max_length=rules.SECTION_LENGTH)
    call_from = forms.CharField(label=_("From"), max_length=rules.CALL_LENGTH, required=False)
    call_to = forms.CharField(label=_("To"), max_length=rules.CALL_LENGTH, required=False)
    scheme = forms.ChoiceField(label=_("Call numbers"), required=False, choices=list(SCHEME_WORDS.items()))
    item_type = forms.TypedChoiceField(label=_("Item type"), required=False, coerce=int, empty_value=None)
    age_years = _years(_("Published more than … years ago"))
    owned_years = _years(_("Here for more than … years"))
    unused_years = _years(_("Not used for more than … years"))
    seldom = forms.DecimalField(
        label=_("Fewer uses a year than"), required=False, min_value=Decimal("0.1"), max_value=Decimal(99),
        decimal_places=1,
    )  # fmt: skip
    copies_over = forms.IntegerField(
        label=_("More copies of a title than"), required=False, min_value=1, max_value=MOST_COPIES
    )
    worn = forms.BooleanField(label=_("Worn or damaged"), required=False, initial=True)
    needs = forms.IntegerField(label=_("Reasons needed"), min_value=1, max_value=6, initial=1)
    never = forms.BooleanField(label=_("Never weeded, such as local history"), required=False)

    def __init__(self, *args: Any, types: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["item_type"].choices = [("", _("any")), *((str(pk), name) for pk, name in types.items())]

    def rule(self) -> WeedingRule:
        """The value, from a form found in order."""
        values = self.cleaned_data
        seldom = values["seldom"]
        return WeedingRule(
            values["section"].strip(), values["call_from"].strip(), values["call_to"].strip(), values["item_type"],
            values["age_years"], values["owned_years"], values["unused_years"],
            None if seldom is None else int(seldom * 10), values["copies_over"], values["worn"], values["needs"],
            values["never"], values["scheme"] or DEWEY,
        )  # fmt: skip


class _Rules(BaseFormSet[RuleForm]):
    def rules(self) -> list[WeedingRule]:
        """The lines in their order, without those left blank or taken away."""
        return [
            form.rule()
            for form in self.ordered_forms
            if form.cleaned_data.get("section") and not form.cleaned_data.get("DELETE", False)
        ]


RuleSet: Any = formset_factory(
    RuleForm, formset=_Rules, extra=2, max_num=rules.MOST_RULES + 2, absolute_max=rules.MOST_RULES + 2,
    can_delete=True, can_order=True,
)  # fmt: skip


def rule_initial(rule: WeedingRule) -> dict[str, object]:
    """What a line of the form begins with."""
    names = ("section", "call_from", "call_to", "age_years", "owned_years", "unused_years", "copies_over", "worn")
    seldom = None if rule.seldom_tenths is None else Decimal(rule.seldom_tenths) / 10
    scheme = "" if rule.scheme == DEWEY else rule.scheme
    return {name: getattr(rule, name) for name in names} | {
        "item_type": rule.item_type_id or "", "scheme": scheme, "seldom": seldom, "needs": rule.needs,
        "never": rule.never,
    }  # fmt: skip


class MakeListForm(forms.Form):
    """A list from a table: its name, and where on the shelves."""

    profile = forms.ModelChoiceField(WeedingProfile.objects.none(), label=_("By which table"), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=rules.NAME_LENGTH)
    call_from = forms.CharField(label=_("From call number"), max_length=rules.CALL_LENGTH, required=False)
    call_to = forms.CharField(
        label=_("To call number"), max_length=rules.CALL_LENGTH, required=False,
        help_text=_("Empty: all shelves."),
    )  # fmt: skip
    scheme = forms.ChoiceField(label=_("Call numbers"), required=False, choices=list(SCHEME_WORDS.items()))
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args: Any, profiles: Any, with_lc: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["profile"].queryset = profiles
        if not with_lc:
            del fields["scheme"]

    def scheme_meant(self) -> str:
        """How its two call numbers are meant."""
        return str(self.cleaned_data.get("scheme") or DEWEY)


class NarrowForm(forms.Form):
    """Which lines of a list are shown, and in which order."""

    section = forms.ChoiceField(label=_("Section"), required=False)
    reason = forms.ChoiceField(
        label=_("Reason"),
        required=False,
        choices=[("", _("any")), *((code, word) for code, word in REASON_WORDS.items())],
    )
    mark = forms.ChoiceField(
        label=_("Marked"), required=False, choices=[("", _("any")), ("open", _("not yet")), *MARK_WORDS.items()]
    )
    sort = forms.ChoiceField(label=_("In the order of"), required=False, choices=SORTS)

    def __init__(self, *args: Any, sections: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["section"].choices = [("", _("any")), *((each, each) for each in sections if each)]


class KeepForm(forms.Form):
    """Until when something is kept, and why."""

    until_on = forms.DateField(
        label=_("Keep until"), required=False, widget=DayInput, help_text=_("Empty: for good; then say why.")
    )
    why = forms.CharField(label=_("Why"), max_length=rules.WHY_LENGTH, required=False)


class KeepCopyForm(KeepForm):
    """A scanned copy that is kept against all rules."""

    field_order = ("number", "until_on", "why")
    number = forms.CharField(label=_("Scan it"), max_length=200, widget=ScanInput)
