"""What stood wrong was taken to its place."""

import pytest

from carrel.rooms.stocktake import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.stocktake.walkers import begin, shelf, walk

pytestmark = pytest.mark.django_db


def test_moved_and_not_moved_after_all(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 4)
    count = begin(dee)
    answer = walk(dee, count, [books[1], books[2], books[3], books[0]])[-1]
    actions.note_moved(dee, seen_id=answer.seen_id or 0, now=NOON)
    assert [each.is_moved for each in queries.misplaced(count)] == [True]
    actions.note_moved(dee, seen_id=answer.seen_id or 0, now=NOON, is_moved=False)
    assert [each.is_moved for each in queries.misplaced(count)] == [False]
