"""A line is added by hand; its title comes from the catalogue where we have the number."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.rules import PackedLine
from tests import makers
from tests.rooms.intake.unpacking import unpacking

pytestmark = pytest.mark.django_db


def test_added_with_the_title_of_ours() -> None:
    work = unpacking()
    makers.make_record("Hatchet", isbn="9781416936473")
    line = PackedLine(isbn="978-1-4169-3647-3", expected=2)
    actions.add_delivery_line(work.dee, delivery_id=work.delivery_id, line=line, now=makers.NOON)
    made = work.lines[-1]
    assert (made.number, made.title, made.isbn, made.expected) == (3, "Hatchet", "9781416936473", 2)
    actions.close_delivery(work.dee, delivery_id=work.delivery_id, now=makers.NOON)
    with pytest.raises(Refused) as caught:
        actions.add_delivery_line(work.dee, delivery_id=work.delivery_id, line=line, now=makers.NOON)
    assert caught.value.code == "intake.delivery_closed"
