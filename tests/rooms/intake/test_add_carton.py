"""The next carton for a school, empty or with all that is there for it."""

import pytest

from carrel.rooms.intake import queries
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_filled_with_what_is_there_for_the_school() -> None:
    work = unpacking()
    work.scan(HOLES, HOLES, HOLES)
    work.share(work.lines[0], 1, 2)
    first, second = work.carton(), work.carton()
    assert [row.packed for row in queries.lines_in(first)] == [2]
    assert queries.lines_in(second) == []
    shown = queries.cartons_of(work.delivery_id)
    assert [(each.carton.number, each.of, each.packed) for each in shown] == [(1, 2, 2), (2, 2, 0)]
