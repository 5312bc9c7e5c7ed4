"""What a line says and its counts are set as typed."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.rules import PackedLine
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_set_as_typed_and_refused_where_it_cannot_be() -> None:
    work = unpacking()
    first = work.lines[0]

    def change(came: int, damaged: int, site_id: int | None = None) -> None:
        line = PackedLine("Holes", HOLES, 3, 950, site_id or work.there.pk)
        actions.change_delivery_line(work.dee, line_id=first.pk, line=line, came=came, damaged=damaged, now=makers.NOON)

    change(4, 1)
    shown = queries.lines_of(work.delivery_id)[0]
    assert (shown.line.site_id, shown.line.price_minor) == (work.there.pk, 950)
    assert (shown.difference.surplus, shown.difference.damaged) == (1, 1)
    with pytest.raises(Refused):
        change(1, 2)
    work.carton()
    for came, site_id in ((2, None), (4, work.other.pk)):
        with pytest.raises(Refused):
            change(came, 0, site_id)
    assert queries.totals_of(queries.lines_of(work.delivery_id)) == queries.Totals(5, 4, 2, 1, 1, 1)
