"""Text to values for changes of many items and for genres."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.inputs import ScanLines
from carrel.cellar.kernel.texts import squeeze
from carrel.rooms.care.models import Genre
from carrel.rooms.care.queries import Stretch
from carrel.rooms.inventory.forms import PriceField
from carrel.rooms.inventory.models import SCHEME_CHOICES, Item, ItemType
from carrel.rooms.inventory.phrases import STATE_WORDS
from carrel.rooms.inventory.rules import CALL_NUMBER_LENGTH
from carrel.rooms.schools.models import Fund, Place, Site

AS_IT_IS = _("as it is")


class ChangeManyForm(forms.Form):
    """What is to change, and which items: scanned, or a stretch of the shelf list."""

    numbers = forms.CharField(
        label=_("Scan one after the other"),
        required=False,
        widget=ScanLines(6),
        help_text=_("Or paste a list: a number on each line."),
    )
    start = forms.CharField(label=_("Or the shelf from"), max_length=CALL_NUMBER_LENGTH, required=False)
    end = forms.CharField(label=_("To"), max_length=CALL_NUMBER_LENGTH, required=False)
    only_place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Standing at"), required=False, empty_label=_("All places")
    )
    only_type = forms.ModelChoiceField(
        ItemType.objects.none(), label=_("Of the item type"), required=False, empty_label=_("All types")
    )
    only_scheme = forms.ChoiceField(
        label=_("Call numbers"), required=False, choices=[("", _("Of all kinds")), *SCHEME_CHOICES]
    )
    only_state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All but withdrawn")), *STATE_WORDS.items()]
    )
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False, empty_label=AS_IT_IS)
    item_type = forms.ModelChoiceField(
        ItemType.objects.none(), label=_("Item type"), required=False, empty_label=AS_IT_IS
    )
    fund = forms.ModelChoiceField(Fund.objects.none(), label=_("Fund"), required=False, empty_label=AS_IT_IS)
    condition = forms.ChoiceField(
        label=_("Condition"), required=False, choices=[("", AS_IT_IS), *Item.Condition.choices]
    )
    price = PriceField(label=_("Price"), required=False)
    prefix_old = forms.CharField(
        label=_("Call numbers that begin with"), max_length=20, required=False,
        help_text=_("Empty: the new word is put in front."),
    )  # fmt: skip
    prefix_new = forms.CharField(label=_("Begin from now on with"), max_length=20, required=False)
    note = forms.CharField(label=_("Add to the note for staff"), max_length=200, required=False)
    genre = forms.ModelChoiceField(Genre.objects.none(), label=_("Genre"), required=False, empty_label=AS_IT_IS)
    genre_home = forms.BooleanField(label=_("Their home: they stand there"), required=False, initial=True)
    site = forms.ModelChoiceField(Site.objects.none(), label=_("Home site"), required=False, empty_label=AS_IT_IS)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)

    def __init__(self, *args: Any, site_id: int, sites: Any, currency: str = "USD", **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        for name in ("place", "only_place"):
            fields[name].queryset = Place.objects.filter(site_id=site_id)
        for name in ("item_type", "only_type"):
            fields[name].queryset = ItemType.objects.all()
        fields["fund"].queryset = Fund.objects.all()
        fields["fund"].to_field_name = "code"
        fields["genre"].queryset = Genre.objects.filter(Q(site=None) | Q(site_id=site_id))
        fields["site"].queryset = sites
        fields["price"].currency = currency
        fields["price"].widget.attrs["inputmode"] = "decimal"
        if sites.count() < 2:
            del self.fields["site"]

    def lines(self) -> list[str]:
        """The scanned numbers, one for each line."""
        return [line.strip() for line in self.cleaned_data["numbers"].splitlines() if line.strip()]

    def stretch(self) -> Stretch | None:
        """The stretch of the shelf list that is meant; None when nothing of it is said."""
        values = self.cleaned_data
        only = {"place": values["only_place"], "item_type": values["only_type"], "state": values["only_state"]}
        # From and To are read as the scheme has them, as the shelf list does.
        only |= {"scheme": values["only_scheme"], "call_number_scheme": values["only_scheme"]}
        only = {name: value for name, value in only.items() if value}
        if not (values["start"] or values["end"] or only):
            return None
        return Stretch(values["start"], values["end"], only)

    def change(self) -> dict[str, Any]:
        """The change as rules.changing has it, from a form found in order."""
        values = self.cleaned_data
        said: dict[str, Any] = {}
        for name, column in (("place", "place_id"), ("item_type", "item_type_id"), ("site", "site_id")):
            if values.get(name):
                said[column] = values[name].pk
        if values["fund"]:
            said["fund"] = values["fund"].code
        if values["condition"]:
            said["condition"] = values["condition"]
        if values["price"] is not None:
            said["price_minor"] = values["price"]
        if values["prefix_old"] or values["prefix_new"]:
            said["prefix"] = [squeeze(values["prefix_old"]), squeeze(values["prefix_new"])]
        if values["note"]:
            said["note"] = squeeze(values["note"])
        if values["genre"]:
            said["genre"] = [values["genre"].pk, values["genre_home"]]
        return said


class GenreForm(forms.ModelForm[Genre]):
    """A genre by which a site shelves."""

    class Meta:
        model = Genre
        fields = ("name", "symbol", "colour", "place", "prefix", "sort", "site")
        help_texts = {
            "symbol": _("What stands on the label, such as MYS or a magnifying glass in words."),
            "place": _("The shelf where books at home in it stand."),
            "prefix": _("Proposed when books are scanned into it."),
            "site": _("Leave it open for a genre of the whole district."),
        }

    def clean(self) -> dict[str, Any]:
        """The shelf is one of the genre's own site."""
        values: dict[str, Any] = super().clean() or {}
        place, site = values.get("place"), values.get("site")
        if place is not None and (site is None or place.site_id != site.pk):
            raise forms.ValidationError(_("This shelf is of another site. Choose one of the genre's own site."))
        return values


class PutInGenreForm(forms.Form):
    """One more genre for a record."""

    genre = forms.ModelChoiceField(Genre.objects.none(), label=_("Genre"), empty_label=_("Choose one"))
    is_home = forms.BooleanField(label=_("Its home: it stands there"), required=False)

    def __init__(self, *args: Any, site_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["genre"]
        choice.queryset = Genre.objects.filter(Q(site=None) | Q(site_id=site_id))
