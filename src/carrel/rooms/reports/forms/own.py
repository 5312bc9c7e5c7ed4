"""The form a report is put together with: its fields follow the subject."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carrel.cellar.kernel.inputs import DayInput
from carrel.cellar.kernel.texts import squeeze
from carrel.rooms.reports.phrases import COUNT_WORDS, FIELD_WORDS, SUM_WORDS
from carrel.rooms.reports.queries.own import choices_of
from carrel.rooms.reports.queries.shaping import word_of
from carrel.rooms.reports.rules import own
from carrel.rooms.reports.rules.own import CHOICE, COUNT, DAY, MONEY, NUMBER, SUBJECTS, YEAR, Asked, Only, Spec, sound

_LONGEST = 80


class ReportForm(forms.Form):
    """About what, by what, only what, in which order. Unbound it shows what a kept question says."""

    by = forms.ChoiceField(label=gettext_lazy("Grouped by"), required=False)
    then = forms.ChoiceField(label=gettext_lazy("and by"), required=False)
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Fields"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sort = forms.ChoiceField(label=gettext_lazy("In the order of"), required=False)
    down = forms.BooleanField(label=gettext_lazy("the most or the latest first"), required=False)

    def __init__(self, data: Any, *, subject: str, site_id: int | None, is_district: bool) -> None:
        super().__init__(data)
        self.about, self.site_id = SUBJECTS[subject], site_id
        self._set_choices()
        self.asked = [each for each in self.about.fields if is_district or each.code != "site"]
        for each in self.asked:
            self._add_condition(each)

    def _set_choices(self) -> None:
        groups = [(each.code, FIELD_WORDS[each.code]) for each in self.about.fields if each.groups]
        none = _("nothing: single rows") if self.about.is_listed else _("nothing: one sum")
        listed = [(each.code, FIELD_WORDS[each.code]) for each in self.about.fields if each.lists]
        self._choose("by", [("", none), *groups])
        self._choose("then", [("", _("nothing more")), *groups])
        sums = [(each.code, SUM_WORDS[each.code]) for each in self.about.fields if each.sums]
        order = [("", _("as it comes")), (COUNT, COUNT_WORDS[self.about.code]), *sums]
        known = {code for code, _word in order}
        self._choose("sort", [*order, *(each for each in [*groups, *listed] if each[0] not in known)])
        self._choose("columns", listed)
        if not self.about.is_listed:
            del self.fields["columns"]

    def _choose(self, name: str, choices: list[Any]) -> None:
        found = self.fields[name]
        assert isinstance(found, forms.ChoiceField)
        found.choices = list(dict(choices).items())

    def _add_condition(self, about: Asked) -> None:
        word = str(FIELD_WORDS[about.code])
        if about.kind == DAY:
            for end, label in (("from", _("%(field)s: from")), ("to", _("%(field)s: to"))):
                self.fields[f"{end}_{about.code}"] = forms.DateField(
                    label=label % {"field": word}, required=False, widget=DayInput
                )
            return
        if about.kind in (NUMBER, YEAR, MONEY):
            for end, label in (("from", _("%(field)s: at least")), ("to", _("%(field)s: at most"))):
                self.fields[f"{end}_{about.code}"] = forms.DecimalField(
                    label=label % {"field": word}, required=False, max_value=10_000_000, min_value=0,
                    decimal_places=2 if about.kind == MONEY else 0,
                )  # fmt: skip
            return
        choices = choices_of(about, self.about.code, self.site_id) if about.kind == CHOICE else []
        if choices:
            pairs = [("", _("any")), *((each, word_of(about, each)) for each in choices)]
            self.fields[f"only_{about.code}"] = forms.ChoiceField(label=word, required=False, choices=pairs)
        else:
            self.fields[f"only_{about.code}"] = forms.CharField(label=word, required=False, max_length=_LONGEST)

    @property
    def conditions(self) -> list[forms.BoundField]:
        """The fields a report is narrowed by."""
        return [self[name] for name in self.fields if name.partition("_")[0] in ("only", "from", "to")]

    def spec(self) -> Spec:
        """The question as it was put together; what is not in order is left out."""
        if not self.is_valid():
            pass  # cleaned_data holds what is in order
        said: Mapping[str, Any] = getattr(self, "cleaned_data", {})
        only = [
            Only(
                each.code,
                squeeze(str(said.get(f"only_{each.code}") or ""), _LONGEST),
                _plain(each, said.get(f"from_{each.code}")),
                _plain(each, said.get(f"to_{each.code}")),
            )
            for each in self.asked
        ]
        groups = [code for code in (said.get("by", ""), said.get("then", "")) if code]
        return sound(
            Spec(
                self.about.code,
                tuple(groups),
                tuple(said.get("columns", ())),
                tuple(only),
                said.get("sort", ""),
                bool(said.get("down")),
            )
        )


def _plain(about: Asked, value: Any) -> str:
    """A day as 2026-11-02, an amount in minor units, a figure; blank for nothing."""
    if value is None:
        return ""
    if about.kind == MONEY:
        return str(int(Decimal(value) * 100))
    return str(int(value)) if about.kind in (NUMBER, YEAR) else str(value)


def query_of(spec: Spec) -> dict[str, Any]:
    """What a kept question fills the form with."""
    said: dict[str, Any] = {"subject": spec.subject, "sort": spec.sort, "columns": list(spec.columns)}
    said |= dict(zip(("by", "then"), spec.groups, strict=False))
    if spec.is_down:
        said["down"] = "on"
    for each in spec.only:
        about = own.SUBJECTS[spec.subject].field(each.field)
        is_money = about is not None and about.kind == MONEY
        said[f"only_{each.field}"] = each.text
        for end, value in (("from", each.low), ("to", each.high)):
            said[f"{end}_{each.field}"] = str(Decimal(value) / 100) if is_money and value else value
    return {name: value for name, value in said.items() if value}
