"""Money in minor units of its currency: whole numbers, no rounding on the way."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel.numbers import format_currency, get_currency_precision


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount: `minor` is in the smallest unit of `currency` (ISO 4217), cents for USD."""

    minor: int
    currency: str = "USD"

    def __add__(self, other: "Money") -> "Money":
        self._must_match(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._must_match(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _must_match(self, other: "Money") -> None:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added: exchange one first.")

    @property
    def major(self) -> Decimal:
        """The amount in the currency's main unit, exact."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def text(self, locale: str = "en_US") -> str:
        """The amount as people of this locale write it."""
        return str(format_currency(self.major, self.currency, locale=locale))

    @classmethod
    def read(cls, text: str, currency: str = "USD") -> "Money":
        """An amount from what a person or a foreign system wrote ("$12.50", "12.5", "USD 12").

        Raises ValueError, saying what could not be read, when it is no amount or has more decimals than the currency.
        """
        bare = text.replace(currency, "").replace(",", "").strip().lstrip("$€£").strip()
        try:
            amount = Decimal(bare)
        except InvalidOperation as why:
            raise ValueError(f"“{text}” is not an amount of money.") from why
        if not amount.is_finite():
            raise ValueError(f"“{text}” is not an amount of money.")
        minor = amount.scaleb(get_currency_precision(currency))
        if minor != minor.to_integral_value():
            raise ValueError(f"“{text}” has more decimals than {currency} has.")
        return cls(int(minor), currency)
