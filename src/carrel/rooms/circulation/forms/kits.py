"""Text to values for missing parts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.rooms.circulation.queries import MissingShown
from carrel.rooms.inventory.forms import PriceField
from carrel.rooms.schools.queries import district


class ChargePartsForm(forms.Form):
    """What each missing part costs, and why it is charged. Fields are named by the number of the missing part."""

    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, rows: Sequence[MissingShown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = district()
        for each in rows:
            field = PriceField(label=each.name, required=False, initial=each.price_minor)
            field.currency = own.currency if own is not None else field.currency
            self.fields[f"price-{each.missing_id}"] = field

    def prices(self) -> dict[int, int]:
        """The prices of a form found in order, by the number of the missing part; a blank one is left for later."""
        return {
            int(name.removeprefix("price-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("price-") and value is not None
        }


class SettleForm(forms.Form):
    """How a missing part is settled without being found, and why."""

    how = forms.ChoiceField(label=_("Settled"), choices=[("replaced", _("Replaced")), ("waived", _("Waived"))])
    price_minor = PriceField(
        label=_("Charge whoever had it"), required=False, help_text=_("What a new one costs, if it was replaced.")
    )
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own, field = district(), self.fields["price_minor"]
        assert isinstance(field, PriceField)
        field.currency = own.currency if own is not None else field.currency
