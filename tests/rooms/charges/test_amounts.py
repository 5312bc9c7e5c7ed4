"""Amounts as people write them into a form."""

import pytest
from django.core.exceptions import ValidationError

from carrel.rooms.charges.forms.fields import MoneyField

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "said"),
    [("-2", "is less than nothing"), ("99999999999", "is too much"), ("two", "is no amount of money")],
)
def test_what_is_wrong_with_an_amount_is_said(text: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        MoneyField().clean(text)


def test_an_amount_is_read() -> None:
    assert MoneyField().clean("12.50") == 1250
    assert MoneyField().clean("0") == 0
