"""A run is taken back: the sheet stands where it stood, items are unlabelled, numbers are free."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.labels import actions
from carrel.rooms.labels.models import PrintedNumber
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_the_sheet_stands_where_it_stood(labels: Labels) -> None:
    labels.print(labels.book())
    second = labels.print(labels.book("Frindle"))
    actions.take_back_run(labels.dee, run_id=second.pk, now=NOW)
    labels.printer.refresh_from_db()
    assert labels.printer.next_cells == {"5160": 1}
    second.refresh_from_db()
    assert second.state == "taken_back"


def test_a_later_run_keeps_its_place(labels: Labels) -> None:
    first = labels.print(labels.book())
    labels.print(labels.book("Frindle"))
    actions.take_back_run(labels.dee, run_id=first.pk, now=NOW)
    labels.printer.refresh_from_db()
    assert labels.printer.next_cells == {"5160": 2}


def test_numbers_are_free_again_unless_one_is_on_an_item(labels: Labels) -> None:
    run_id = actions.print_numbers(labels.dee, count=3, now=NOW)
    number = PrintedNumber.objects.order_by("number").values_list("number", flat=True)[0]
    book = labels.book(barcode=number)
    with pytest.raises(Refused) as refused:
        actions.take_back_run(labels.dee, run_id=run_id, now=NOW)
    assert refused.value.objections[0].facts == {"count": 1, "number": number}
    book.delete()
    actions.take_back_run(labels.dee, run_id=run_id, now=NOW)
    assert not PrintedNumber.objects.exists()
    with pytest.raises(Refused, match="run_taken_back"):
        actions.take_back_run(labels.dee, run_id=run_id, now=NOW)
