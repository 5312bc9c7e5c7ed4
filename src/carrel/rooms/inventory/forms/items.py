"""Text to values for items: what a person types becomes ItemFacts, with what is wrong said beside the field."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import ScanInput
from carrel.cellar.kernel.money import Money
from carrel.rooms.inventory import rules
from carrel.rooms.inventory.forms.kinds import own_field_of
from carrel.rooms.inventory.models import SCHEME_CHOICES, Item, ItemNumber, ItemType
from carrel.rooms.inventory.phrases import PHRASES, STATE_WORDS
from carrel.rooms.inventory.rules import FieldRule, ItemFacts
from carrel.rooms.schools.models import Place

LARGEST_PRICE_MINOR = 99_999_999


class PriceField(forms.CharField):
    """An amount of money as people write it; its value is in minor units."""

    def __init__(self, *, currency: str = "USD", **options: Any) -> None:
        self.currency = currency
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            minor = Money.read(text, self.currency).minor
        except ValueError as why:
            raise forms.ValidationError(
                _("“%(text)s” is not a price. Write it as 18.99."), params={"text": text}
            ) from why
        if not 0 <= minor <= LARGEST_PRICE_MINOR:
            raise forms.ValidationError(
                _("“%(text)s” is too much for a price. Look at the point."), params={"text": text}
            )
        return minor

    def prepare_value(self, value: Any) -> Any:
        return f"{Money(value, self.currency).major}" if isinstance(value, int) else value


class ItemForm(forms.Form):
    """What is said of an item, in the fields every item has and in those of its kind.

    `own` are the fields of each kind; the form has those of the kind chosen. A kind chosen anew, whose fields the page
    has not shown, is sent back once with them. `facts()` and `own_texts()` are what the actions take.
    """

    item_type = forms.ModelChoiceField(ItemType.objects.none(), label=_("Item type"), empty_label=None)
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Place"), required=False, empty_label=_("No place yet")
    )
    call_number = forms.CharField(label=_("Call number"), max_length=rules.CALL_NUMBER_LENGTH, required=False)
    call_number_scheme = forms.ChoiceField(label=_("How it sorts"), choices=SCHEME_CHOICES)
    copy_number = forms.IntegerField(label=_("Copy"), min_value=0, max_value=32_000, required=False)
    volume = forms.CharField(label=_("Volume"), max_length=rules.VOLUME_LENGTH, required=False)
    price = PriceField(label=_("Price"), required=False, help_text=_("What a new one costs. Asked for if it is lost."))
    fund = forms.CharField(label=_("Fund"), max_length=rules.FUND_LENGTH, required=False)
    acquired_on = forms.DateField(
        label=_("Came on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    condition = forms.ChoiceField(label=_("Condition"), choices=Item.Condition.choices)
    note = forms.CharField(
        label=_("Note for staff"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    fields_of = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        site_id: int,
        currency: str = "USD",
        own: Mapping[int, tuple[FieldRule, ...]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        item_types = self.fields["item_type"]
        item_types.queryset = ItemType.objects.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["place"].queryset = Place.objects.filter(site_id=site_id)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.own_fields: Sequence[FieldRule] = ()
        if own is not None:
            self._add_own(own)
        price = self.fields["price"]
        assert isinstance(price, PriceField)
        price.currency = currency
        price.widget.attrs["inputmode"] = "decimal"
        self.fields["call_number_scheme"].initial = rules.DEWEY
        self.fields["condition"].initial = Item.Condition.GOOD

    def _add_own(self, own: Mapping[int, tuple[FieldRule, ...]]) -> None:
        """The fields of the kind that is chosen, or would be: the first one where none is."""
        chosen = str((self.data if self.is_bound else self.initial).get("item_type") or "")
        if not chosen.isdigit() or int(chosen) not in own:
            chosen = str(ItemType.objects.values_list("pk", flat=True).first() or 0)
        self.own_fields = own.get(int(chosen), ())
        for field in self.own_fields:
            self.fields[f"own_{field.code}"] = own_field_of(field)
        shown = self.data.get("fields_of", "") if self.is_bound else chosen
        known = own.get(int(shown), ()) if shown.isdigit() and len(shown) < 10 else ()
        self._unseen = [field for field in self.own_fields if field not in known]
        self.initial["fields_of"] = chosen
        if self.is_bound:
            # What is shown now is what the next answer is about.
            self.data = {**{name: self.data.get(name) for name in self.data}, "fields_of": chosen}

    def own_bound(self) -> list[forms.BoundField]:
        """The fields of the kind, for the template."""
        return [self[f"own_{field.code}"] for field in self.own_fields]

    def plain_bound(self) -> list[forms.BoundField]:
        """The fields every item has, the type left out, for the template."""
        own = {f"own_{field.code}" for field in self.own_fields} | {"item_type"}
        return [bound for bound in self.visible_fields() if bound.name not in own]

    def clean(self) -> dict[str, Any]:
        """Values of the kind's fields are judged by the same rules as those of a file."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.own_fields and self._unseen:
            words = ", ".join(field.label for field in self._unseen)
            raise forms.ValidationError(
                _("This kind has fields of its own: %(fields)s. Look through them, then go on."),
                params={"fields": words},
            )
        _values, objections = rules.own_values(self.own_fields, self.own_texts(), currency=self.currency)
        for field in self.own_fields:
            if f"own_{field.code}" not in self.errors:
                for each in objections.get(field.field_id, ()):
                    self.add_error(f"own_{field.code}", str(PHRASES[each.code]) % each.facts)
        return cleaned

    def own_texts(self) -> dict[int, str]:
        """What is written in the kind's fields, by field."""
        return {field.field_id: self.cleaned_data.get(f"own_{field.code}") or "" for field in self.own_fields}

    def facts(self) -> ItemFacts:
        """The values of a form found in order."""
        values = self.cleaned_data
        return ItemFacts(
            item_type_id=values["item_type"].pk,
            place_id=values["place"].pk if values["place"] else None,
            call_number=values["call_number"],
            call_number_scheme=values["call_number_scheme"],
            copy_number=values["copy_number"],
            volume=values["volume"],
            price_minor=values["price"],
            fund=values["fund"],
            condition=values["condition"],
            note=values["note"],
            acquired_on=values["acquired_on"],
        )


def own_initial(fields: Sequence[FieldRule], texts: Mapping[int, str]) -> dict[str, object]:
    """What ItemForm shows of the values an item has in these fields."""
    return {f"own_{field.code}": texts.get(field.field_id, "") for field in fields}


def item_initial(item: Item) -> dict[str, object]:
    """What ItemForm shows of an item there is already."""
    return {
        "item_type": item.item_type_id,
        "place": item.place_id,
        "call_number": item.call_number,
        "call_number_scheme": item.call_number_scheme,
        "copy_number": item.copy_number,
        "volume": item.volume,
        "price": item.price_minor,
        "fund": item.fund,
        "acquired_on": item.acquired_on,
        "condition": item.condition,
        "note": item.note,
    }


class OddNumberForm(forms.Form):
    """A number, and what is needed to keep one that is odd: the word that it is printed so, and a reason."""

    number = forms.CharField(label=_("Barcode"), max_length=200, required=False, strip=True, widget=ScanInput)
    keep_as_is = forms.BooleanField(label=_("The label is printed so: keep it as it is"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)


class AddItemForm(OddNumberForm, ItemForm):
    """A new copy, its label first: with the rest preset, one scan adds it."""

    field_order = ("number", "keep_as_is", "reason", "item_type", "place", "call_number", "call_number_scheme")
    key = forms.CharField(max_length=80, widget=forms.HiddenInput)


class ShelfForm(forms.Form):
    """Which part of the shelves to show; `narrowed()` is what queries.shelf_list takes."""

    start = forms.CharField(label=_("From"), max_length=rules.CALL_NUMBER_LENGTH, required=False)
    end = forms.CharField(label=_("To"), max_length=rules.CALL_NUMBER_LENGTH, required=False)
    scheme = forms.ChoiceField(
        label=_("Call numbers"), required=False, choices=[("", _("Of all kinds")), *SCHEME_CHOICES]
    )
    item_type = forms.ModelChoiceField(
        ItemType.objects.none(), label=_("Item type"), required=False, empty_label=_("All types")
    )
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False, empty_label=_("All places"))
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All but withdrawn")), *STATE_WORDS.items()]
    )

    def __init__(self, *args: Any, site_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item_type"].queryset = ItemType.objects.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["place"].queryset = Place.objects.filter(site_id=site_id)  # type: ignore[attr-defined]  # a ModelChoiceField

    def narrowed(self) -> dict[str, object]:
        """The columns to narrow by, from a form found in order; From and To are read as the scheme has them."""
        values = {name: self.cleaned_data.get(name) for name in ("item_type", "place", "state", "scheme")}
        values["call_number_scheme"] = values["scheme"]
        return {name: value for name, value in values.items() if value}


class NumberForm(OddNumberForm):
    """One more number for an item."""

    kind = forms.ChoiceField(label=_("What it is"), choices=ItemNumber.Kind.choices)


class StateForm(forms.Form):
    """A state set by hand."""

    state = forms.ChoiceField(
        label=_("State"), choices=[(state, STATE_WORDS[state]) for state in rules.STATES_SET_BY_HAND]
    )
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)


class ItemTypeForm(forms.ModelForm[ItemType]):
    """A kind of thing, as lending rules see it."""

    class Meta:
        model = ItemType
        fields = ("code", "name", "family", "parent", "sort")

    def clean_parent(self) -> ItemType | None:
        """A type is no part of itself, nor of one of its own parts."""
        parent: ItemType | None = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if above.pk == self.instance.pk:
                raise forms.ValidationError(_("A type cannot be part of itself. Choose another, or none."))
            above = above.parent
        return parent
