"""Another shelf: what is scanned there is compared with itself alone, and has a range of its own."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.stocktake import actions, queries
from carrel.rooms.stocktake.models import Count, Walk
from tests.cast import Cast
from tests.makers import NOON, make_item
from tests.rooms.stocktake.walkers import BEFORE, begin, shelf, walk

pytestmark = pytest.mark.django_db


def test_a_lower_shelf_is_not_out_of_order(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 9)
    count = begin(dee)
    walk(dee, count, books[6:9])
    actions.begin_walk(dee, count_id=count, now=NOON)
    assert [each.order for each in walk(dee, count, books[0:3])] == ["fits"] * 3
    progress = queries.progress_of(count, dee.account_id)
    assert (progress.seen, progress.out_of_order, progress.walkers) == (6, 0, 1)
    # What stands between the two shelves is nobody's business yet.
    assert queries.unseen_count(Count.objects.get()) == 0


def test_the_scan_that_told_so_comes_along(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 8)
    count = begin(dee)
    walk(dee, count, books[5:8])
    odd, after = walk(dee, count, [books[0], books[2]])
    assert odd.order == "back" and after.order == "back"
    actions.begin_walk(dee, count_id=count, now=NOON, from_seen_id=odd.seen_id)
    assert queries.misplaced_ids(count) == set()
    assert [(each.steps, each.length, each.seen) for each in Walk.objects.all()] == [(3, 3, 3), (2, 2, 2)]
    assert [each.is_current for each in Walk.objects.all()] == [False, True]
    assert walk(dee, count, [books[3]])[0].order == "fits"
    unseen = queries.unseen_items(Count.objects.get())
    assert list(unseen) == [books[1]]


def test_shelves_that_meet_are_one_range() -> None:
    ranges = [(("A", "x"), ("C", "m")), (("C", "b"), ("D", "")), (("F", "a"), ("F", "k")), (("F", "p"), ("G", ""))]
    assert queries.joined(ranges) == [(("A", "x"), ("D", "")), (("F", "a"), ("F", "k")), (("F", "p"), ("G", ""))]


def test_a_call_number_of_more_than_one_shelf(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    titles = ("Alpha", "Bravo", "Delta", "Golf", "Kilo", "Oscar")
    books = [make_item(cast.middle, title, call_number="FIC SMI", last_seen_at=BEFORE) for title in titles]
    count = begin(dee)
    walk(dee, count, [books[1], books[3]])
    # Alpha stands on the shelf before, Kilo and Oscar on the next.
    assert list(queries.unseen_items(Count.objects.get())) == [books[2]]


def test_only_while_it_is_open(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 2)
    count = begin(dee)
    walk(dee, count, books)
    actions.finish_count(dee, count_id=count, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.begin_walk(dee, count_id=count, now=NOON)
    assert refused.value.code == "stocktake.closed"
