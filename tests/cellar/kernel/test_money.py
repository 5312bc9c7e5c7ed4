from decimal import Decimal

import pytest

from carrel.cellar.kernel.money import Money


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12.50", "USD", 1250),
        ("$1,012.5", "USD", 101250),
        ("USD 7", "USD", 700),
        ("120", "JPY", 120),
        ("-0.40", "USD", -40),
    ],
)
def test_read(text: str, currency: str, minor: int) -> None:
    assert Money.read(text, currency) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "a lot", "1.005", "NaN", "Infinity"])
def test_what_is_no_amount_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="“"):
        Money.read(text)


def test_text_and_major() -> None:
    assert Money(1250).text() == "$12.50"
    assert Money(1250).major == Decimal("12.50")
    assert Money(40, "EUR").text("de_DE") == "0,40\xa0€"


def test_sums_keep_their_currency() -> None:
    assert Money(100) + Money(50) - Money(25) == Money(125)
    assert -Money(5) == Money(-5)
    assert not Money(0)
    with pytest.raises(ValueError, match="USD and EUR"):
        Money(1) + Money(1, "EUR")
