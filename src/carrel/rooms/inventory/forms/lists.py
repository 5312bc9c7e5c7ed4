"""What a list of items is to hold, as its address says it: filters, columns, order."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.inputs import DayInput
from carrel.cellar.kernel.texts import fold
from carrel.rooms.inventory import queries, rules
from carrel.rooms.inventory.models import Item, ItemType
from carrel.rooms.inventory.phrases import LIST_COLUMN_WORDS, PHRASES, STATE_WORDS
from carrel.rooms.inventory.queries import ListWanted, OwnFilter
from carrel.rooms.inventory.rules import FieldRule, ListSpec
from carrel.rooms.schools.models import Place, Site
from carrel.rooms.schools.queries import sites_of

COLUMN, FROM, TO = "c", "f_", "_to"
"""What the address calls a column, and what a filter by a field of kinds begins and ends with: f_model, f_until_to."""
_RANGES = (rules.FIGURE, rules.MONEY, rules.DAY)


class ListForm(forms.Form):
    """A list of items. `wanted()` is what queries.list_page takes, `spec()` what is saved of it."""

    q = forms.CharField(label=_("Words of the title, or a number"), max_length=200, required=False)
    site = forms.ModelChoiceField(Site.objects.none(), label=_("Site"), required=False, empty_label=_("All sites"))
    kind = forms.ModelChoiceField(
        ItemType.objects.none(), label=_("Item type"), required=False, empty_label=_("All types")
    )
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False, empty_label=_("All places"))
    fund = forms.CharField(label=_("Fund"), max_length=rules.FUND_LENGTH, required=False)
    since = forms.DateField(label=_("Came since"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Came until"), required=False, widget=DayInput)
    condition = forms.ChoiceField(
        label=_("Condition"), required=False, choices=[("", _("Any")), *Item.Condition.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All but withdrawn")), *STATE_WORDS.items()]
    )
    has_price = forms.ChoiceField(
        label=_("Price"), required=False,
        choices=[("", _("Told or not")), ("yes", _("Told")), ("no", _("Not told"))],
    )  # fmt: skip
    family = forms.ChoiceField(required=False, choices=[("", ""), *ItemType.Family.choices], widget=forms.HiddenInput)
    c = forms.MultipleChoiceField(label=_("Columns"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: QueryDict, *, actor: Actor, currency: str = "USD") -> None:
        super().__init__(data, auto_id="list_%s")
        self.asked = data
        self.actor, self.currency = actor, currency
        sites: Any = self.fields["site"]
        sites.queryset = sites_of(actor)
        kinds: Any = self.fields["kind"]
        kinds.queryset = ItemType.objects.all()
        chosen = _number(data.get("site", ""))
        only = chosen or (next(iter(actor.site_ids)) if len(actor.site_ids) == 1 and not actor.is_district else None)
        places: Any = self.fields["place"]
        places.queryset = Place.objects.filter(site_id=only, site__in=sites.queryset) if only else Place.objects.none()
        kind = _number(data.get("kind", ""))
        self.kinds = queries.kinds_listed(kind, data.get("family", ""))
        self.own: Mapping[str, Sequence[FieldRule]] = queries.fields_listed(self.kinds)
        self.narrowing = [each[0] for each in self.own.values()] if kind else []
        for field in self.narrowing:
            self._add_filter(field)
        words = [(name, LIST_COLUMN_WORDS[name]) for name in rules.LIST_COLUMNS]
        columns: Any = self.fields[COLUMN]
        columns.choices = [*words, *((rules.own_name(code), fields[0].label) for code, fields in self.own.items())]

    def _add_filter(self, field: FieldRule) -> None:
        name, label = f"{FROM}{field.code}", field.label
        if field.kind in (rules.CHOICE, rules.YES_NO):
            words = [(rules.YES, _("Yes")), (rules.NO, _("No"))] if field.kind == rules.YES_NO else []
            choices = [("", _("Any")), *words, *((each, each) for each in field.choices)]
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)
        elif field.kind in _RANGES:
            day = field.kind == rules.DAY
            for each, word in ((name, _("%(field)s from")), (f"{name}{TO}", _("%(field)s to"))):
                widget = DayInput() if day else forms.TextInput({"inputmode": "decimal"})
                self.fields[each] = forms.CharField(
                    label=word % {"field": label}, required=False, max_length=40, widget=widget
                )
        else:
            self.fields[name] = forms.CharField(label=label, required=False, max_length=100)

    def plain_bound(self) -> list[forms.BoundField]:
        """What every list can be narrowed by, for the template; places only where a site is settled."""
        left_out = {COLUMN, "family"} | (set() if self.fields["place"].queryset.exists() else {"place"})  # type: ignore[attr-defined]  # a ModelChoiceField
        return [self[name] for name in self.base_fields if name not in left_out]

    def own_bound(self) -> list[forms.BoundField]:
        """What this kind's list can be narrowed by besides."""
        return [self[name] for name in self.fields if name.startswith(FROM)]

    def clean_q(self) -> str:
        """Words that stand in too many titles narrow nothing."""
        text: str = self.cleaned_data["q"]
        if text and queries.titles_too_many(text):
            raise forms.ValidationError(_("These words stand in more than 5,000 titles. Add another word."))
        return text

    def clean(self) -> dict[str, Any]:
        """What is asked of fields of kinds becomes keys to look between."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.own_filters: list[OwnFilter] = []
        for field in self.narrowing:
            name = f"{FROM}{field.code}"
            ids = tuple(each.field_id for each in self.own[field.code])
            low, high = (self._key(field, each, cleaned.get(each) or "") for each in (name, f"{name}{TO}"))
            if field.kind in _RANGES:
                if low is not None or high is not None:
                    self.own_filters.append(OwnFilter(ids, low, high))
            elif field.kind in (rules.CHOICE, rules.YES_NO) and low is not None:
                self.own_filters.append(OwnFilter(ids, low, low))
            elif field.kind in (rules.TEXT, rules.LONG_TEXT) and fold(cleaned.get(name) or ""):
                self.own_filters.append(OwnFilter(ids, inside=fold(cleaned[name])))
        return cleaned

    def _key(self, field: FieldRule, name: str, text: str) -> str | None:
        if not text:
            return None
        value, objections = rules.own_value(field, text, currency=self.currency)
        for each in objections:
            self.add_error(name, str(PHRASES[each.code]) % each.facts)
        return value.sort_key if value else None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are shown."""
        return rules.known_columns(self.asked.getlist(COLUMN), self.own)

    def spec(self) -> ListSpec:
        """What is saved of the list."""
        names = [*rules.FILTERS, *(name for name in self.fields if name.startswith(FROM))]
        filters = {name: str(self.data.get(name))[:200] for name in names if self.data.get(name)}
        return ListSpec(filters, self.columns, self.sort)

    @property
    def sort(self) -> str:
        """The column the list is sorted by, with a dash in front when backwards."""
        name, is_down = rules.sort_of(self.data.get("sort", "") or "", self.own)
        return f"-{name}" if is_down else name

    def wanted(self) -> ListWanted:
        """What the list is to hold, from a form found in order."""
        values = self.cleaned_data
        name, is_down = rules.sort_of(self.sort, self.own)
        sites = None if self.actor.is_district else tuple(sorted(self.actor.site_ids))
        by_code = self.own.get(name.removeprefix(rules.OWN), ()) if name.startswith(rules.OWN) else ()
        return ListWanted(
            site_ids=(values["site"].pk,) if values["site"] else sites,
            kinds=self.kinds,
            place_id=values["place"].pk if values["place"] else None,
            fund=values["fund"],
            since=values["since"],
            until=values["until"],
            condition=values["condition"],
            state=values["state"],
            text=values["q"],
            has_price={"yes": True, "no": False}.get(values["has_price"]),
            own=tuple(self.own_filters),
            sort=name,
            is_down=is_down,
            sort_fields=tuple(each.field_id for each in by_code),
        )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def list_data(spec: ListSpec) -> QueryDict:
    """A list as its address says it."""
    data = QueryDict(mutable=True)
    data.update(dict(spec.filters))
    data.setlist(COLUMN, list(spec.columns))
    data["sort"] = spec.sort
    return data
