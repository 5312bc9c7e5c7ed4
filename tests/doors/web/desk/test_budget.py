"""What a scan may cost: a literal count of statements, and an answer that stays small."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import ANA_CARD, Cast
from tests.doors.web.desk.conftest import Hand

pytestmark = pytest.mark.django_db


def statements(hand: Hand, text: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        hand.scan(text)
    return len(captured)


def test_a_book_lent_costs_the_same_with_one_out_and_with_three(dee: Hand, books: list[Item]) -> None:
    dee.scan(ANA_CARD)
    dee.scan(books[0].barcode)
    first = statements(dee, books[1].barcode)
    dee.scan(books[2].barcode)
    assert statements(dee, books[3].barcode) == first
    assert first <= 18
    assert len(dee.page) < 9_000


def test_a_return_costs_the_same_at_the_end_of_the_cart(dee: Hand, cast: Cast) -> None:
    items = [makers.make_item(cast.middle, f"Cart {number}") for number in range(14)]
    dee.scan(items[0].barcode)
    second = statements(dee, items[1].barcode)
    for item in items[2:13]:
        dee.scan(item.barcode)
    assert statements(dee, items[13].barcode) == second
    assert second <= 20
    assert len(dee.page) < 9_000


def test_a_card(dee: Hand) -> None:
    dee.scan(ANA_CARD)
    dee.scan(".")
    assert statements(dee, ANA_CARD) <= 24
