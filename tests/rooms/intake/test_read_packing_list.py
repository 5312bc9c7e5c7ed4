"""The list is read anew with other columns, until a copy is counted."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from carrel.rooms.intake.rules import PackedLine
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_anew_until_counted() -> None:
    work = unpacking(PackedLine("899", "", 1))

    lines = [PackedLine("Holes", HOLES, 3)]

    def read(mapping: dict[str, str]) -> None:
        actions.read_packing_list(
            work.dee,
            delivery_id=work.delivery_id,
            lines=lines,
            mapping=mapping,
            now=makers.NOON,
        )

    with pytest.raises(Refused) as caught:
        read({"price": "Price"})
    assert caught.value.code == "intake.columns_missing"
    read({"title": "Description"})
    assert [line.title for line in work.lines] == ["Holes"]
    work.scan(HOLES)
    with pytest.raises(Refused) as caught:
        read({"title": "Description"})
    assert caught.value.code == "intake.counted_already"
