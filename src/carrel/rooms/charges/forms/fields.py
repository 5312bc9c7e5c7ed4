"""Money and days in forms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carrel.cellar.kernel.money import Money
from carrel.rooms.charges.rules import LARGEST_MINOR
from carrel.rooms.schools.queries import district


def currency() -> str:
    """The district's currency."""
    own = district()
    return own.currency if own is not None else "USD"


class MoneyField(forms.CharField):
    """An amount as people write it; its value is in minor units of the district's currency, None for nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            minor = Money.read(text, currency()).minor
        except ValueError as why:
            raise forms.ValidationError(
                _("“%(text)s” is no amount of money. Write it as 12.50."), params={"text": text}
            ) from why
        if minor < 0:
            raise forms.ValidationError(
                _("“%(text)s” is less than nothing. Write the amount without a minus."), params={"text": text}
            )
        if minor > LARGEST_MINOR:
            raise forms.ValidationError(_("“%(text)s” is too much. Look at the point."), params={"text": text})
        return minor

    def prepare_value(self, value: Any) -> Any:
        return f"{Money(value, currency()).major}" if isinstance(value, int) else value
