"""Each scan counts one copy, once; what is on no line is surplus from the start."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.rules import PackedLine
from tests import makers
from tests.rooms.intake.unpacking import GIVER, HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_counted_surplus_and_once() -> None:
    work = unpacking()
    done = work.scan(HOLES, HOLES)
    assert (done.title, done.came, done.expected, done.is_surplus) == ("Holes", 2, 3, False)
    assert work.scan(GIVER, GIVER, GIVER).is_surplus
    makers.make_record("Hatchet", isbn="9781416936473")
    new = work.scan("9781416936473")
    assert (new.title, new.is_new, new.is_surplus) == ("Hatchet", True, True)
    assert not work.scan("9781416936473").is_new
    once, twice = (
        actions.count_into_delivery(work.dee, delivery_id=work.delivery_id, text=HOLES, now=makers.NOON, key="k")
        for _ in range(2)
    )
    assert (once.came, twice.came, twice.repeated) == (3, 3, True)


def test_blank_and_elsewhere_are_refused() -> None:
    work = unpacking()
    with pytest.raises(Refused):
        work.scan(" ")
    work.dee = work.lee
    with pytest.raises(Refused) as caught:
        work.scan(HOLES)
    assert caught.value.code == "intake.no_such_delivery"


def test_a_label_of_ours_and_rubbish_make_no_title() -> None:
    work = unpacking(PackedLine("Holes", HOLES, 3), PackedLine("Frog kit", "FX12", 1))
    ours = makers.make_item(work.here, "Frankenstein")
    for text, code in (
        (ours.barcode, "intake.scan_is_our_copy"),
        ("rubbish", "intake.scan_no_product"),
        ("9780440414804", "intake.scan_no_product"),
        ("31811000000011", "intake.scan_no_product"),
    ):
        with pytest.raises(Refused) as caught:
            work.scan(text)
        assert caught.value.code == code
    assert len(work.lines) == 2
    assert work.scan("fx 12").came == 1
    assert work.scan("0-440-41480-6").title == "Holes"
    assert work.scan("012345678905").is_new
    assert not work.scan("0012345678905").is_new
