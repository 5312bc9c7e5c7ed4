"""Text to values: licences, their terms, seats and codes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.inputs import DayInput
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.inventory.forms import PriceField
from carrel.rooms.people.forms import PersonField
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.models import Fund, Place, Site, Vendor
from carrel.rooms.software import phrases, rules
from carrel.rooms.software.actions import Product, Term
from carrel.rooms.software.models import Licence


class TermForm(forms.Form):
    """What is bought at one time. `term()` is what the actions take."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    seats = forms.IntegerField(
        label=_("Seats"), min_value=0, max_value=rules.MOST_SEATS, required=False, help_text=_("Empty: without limit.")
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput)
    expires_on = forms.DateField(label=_("Until"), widget=DayInput, required=False, help_text=_("Empty: without end."))
    cost = PriceField(label=_("Cost"), required=False)
    vendor = forms.ModelChoiceField(Vendor.objects.all(), label=_("Vendor"), required=False, empty_label=_("none"))
    fund = forms.ModelChoiceField(Fund.objects.all(), label=_("Fund"), required=False, empty_label=_("none"))
    purchase_order = forms.CharField(label=_("Purchase order"), max_length=rules.NUMBER_LENGTH, required=False)

    def __init__(self, *args: Any, currency: str = "USD", **options: Any) -> None:
        super().__init__(*args, **options)
        cost = self.fields["cost"]
        assert isinstance(cost, PriceField)
        cost.currency = currency
        cost.widget.attrs["inputmode"] = "decimal"

    def term(self) -> Term:
        """The values of a form found in order."""
        chosen = self.cleaned_data
        return Term(
            starts_on=chosen["starts_on"],
            expires_on=chosen["expires_on"],
            seats=chosen["seats"],
            cost_minor=chosen["cost"],
            vendor_id=chosen["vendor"].pk if chosen["vendor"] else None,
            fund_id=chosen["fund"].pk if chosen["fund"] else None,
            purchase_order=chosen["purchase_order"],
        )


class LicenceForm(TermForm):
    """A licence with its latest term. `as_product()` and `term()` are what the actions take."""

    field_order = ("product", "publisher", "version", "site", "kind")
    product = forms.CharField(label=_("Product"), max_length=rules.NAME_LENGTH)
    publisher = forms.CharField(label=_("Publisher"), max_length=rules.NAME_LENGTH, required=False)
    version = forms.CharField(label=_("Version"), max_length=rules.NUMBER_LENGTH, required=False)
    site = forms.ModelChoiceField(Site.objects.none(), label=_("For which school"), required=False)
    kind = forms.ChoiceField(label=_("What was bought"), choices=list(phrases.KIND_WORDS.items()))
    licence_key = forms.CharField(label=_("Licence number"), max_length=rules.KEY_LENGTH, required=False)
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Where its media are"), required=False, empty_label=_("nowhere: it is downloaded")
    )
    number = forms.CharField(
        label=_("Label of its media"), max_length=64, required=False, help_text=_("The barcode of the box or the disc.")
    )
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, actor: Actor, record_id: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor, self.record_id = actor, record_id
        self.item_id: int | None = None
        self.fields["licence_key"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        places: Any = self.fields["place"]
        places.queryset = schools.places_of(actor)
        sites: Any = self.fields["site"]
        sites.queryset = schools.sites_of(actor)
        if actor.is_district:
            sites.empty_label = _("all schools")
        else:
            sites.required, sites.empty_label = True, None
        if not actor.may("software.view_keys"):
            self.fields.pop("licence_key")

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if number:
            found = inventory.item_of_number(number, site_id=self.actor.site_id)
            if found is None:
                raise forms.ValidationError(_("No item has this label."))
            self.item_id = found.item_id
            self.record_id = self.record_id or found.record_id
        return number

    def as_product(self) -> Product:
        """The values of a form found in order."""
        chosen = self.cleaned_data
        return Product(
            product=chosen["product"],
            kind=chosen["kind"],
            site_id=chosen["site"].pk if chosen["site"] else None,
            record_id=self.record_id,
            publisher=chosen["publisher"],
            version=chosen["version"],
            place_id=chosen["place"].pk if chosen["place"] else None,
            item_id=self.item_id,
            note=chosen["note"],
        )

    def as_licence_key(self) -> str | None:
        """The licence number, or None where the actor may not see it."""
        return self.cleaned_data.get("licence_key")


def licence_initial(found: Licence) -> Mapping[str, object]:
    """What LicenceForm shows of a licence there is already."""
    return {
        "product": found.product, "publisher": found.publisher, "version": found.version, "site": found.site_id,
        "kind": found.kind, "licence_key": found.licence_key, "seats": found.seats, "starts_on": found.starts_on,
        "expires_on": found.expires_on, "cost": found.cost_minor, "vendor": found.vendor_id, "fund": found.fund_id,
        "purchase_order": found.purchase_order, "place": found.place_id,
        "number": found.item.barcode if found.item else "", "note": found.note,
    }  # fmt: skip


def next_term_initial(found: Licence) -> Mapping[str, object]:
    """What the next term of a licence most likely is."""
    starts_on, expires_on = rules.next_term(starts_on=found.starts_on, expires_on=found.expires_on)
    return {
        "seats": found.seats, "starts_on": starts_on, "expires_on": expires_on, "cost": found.cost_minor,
        "vendor": found.vendor_id, "fund": found.fund_id,
    }  # fmt: skip


class GiveSeatForm(forms.Form):
    """Who or what gets a seat: one of three."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    person = PersonField(label=_("A person"), required=False, help_text=_("A name, a card or a number."))
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("or a place"), required=False, empty_label=_("no place")
    )
    number = forms.CharField(
        label=_("or a device"), max_length=64, required=False, help_text=_("Its barcode or asset tag.")
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.item_id: int | None = None
        person: Any = self.fields["person"]
        person.actor = actor
        places: Any = self.fields["place"]
        places.queryset = schools.places_of(actor)

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if number:
            found = inventory.item_of_number(number, site_id=self.actor.site_id)
            if found is None:
                raise forms.ValidationError(_("No item has this label."))
            self.item_id = found.item_id
        return number

    def values(self) -> dict[str, Any]:
        """What `give_seat` takes."""
        chosen = self.cleaned_data
        return {
            "person_id": chosen["person"],
            "place_id": chosen["place"].pk if chosen["place"] else None,
            "item_id": self.item_id,
            "key": chosen["key"],
        }


class CodesForm(forms.Form):
    """Codes, as the seller sent them."""

    codes = forms.CharField(
        label=_("Codes"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One to a line, or parted by blanks or commas."),
    )  # fmt: skip

    def values(self) -> list[str]:
        """The codes, each once."""
        return rules.codes_typed(self.cleaned_data["codes"])
