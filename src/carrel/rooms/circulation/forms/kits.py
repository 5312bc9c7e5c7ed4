"""Text to values for missing parts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.rooms.inventory.forms import PriceField
from carrel.rooms.schools.queries import district


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
