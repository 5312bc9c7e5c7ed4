"""A scan is taken back as if it had not been."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions, queries
from carrel.rooms.stocktake.models import Seen, Step, Walk
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.stocktake.walkers import BEFORE, begin, device, fresh, room, shelf, walk

pytestmark = pytest.mark.django_db


def rows() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    steps = Step.objects.order_by("pk").values_list("item_id", "pile", "before_id", "covered_id", "first_key", "is_top")
    walks = Walk.objects.values_list("seen", "steps", "length", "last_step_id", "low_key", "high_key")
    return list(steps), list(walks)


def test_the_walk_is_as_it_was(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 5)
    count = begin(dee)
    walk(dee, count, [books[0], books[3], books[1]])
    before = rows()
    (answer,) = walk(dee, count, [books[2]])
    assert rows() != before
    actions.take_back_scan(dee, seen_id=answer.seen_id or 0, now=NOON)
    assert rows() == before and fresh(books[2]).last_seen_at == BEFORE
    assert walk(dee, count, [books[2]])[0].outcome == "right"


def test_from_the_middle_of_a_walk(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 4)
    count = begin(dee)
    answers = walk(dee, count, [books[0], books[3], books[1], books[2]])
    assert queries.misplaced_ids(count) == {books[3].pk}
    actions.take_back_scan(dee, seen_id=answers[1].seen_id or 0, now=NOON)
    assert queries.misplaced_ids(count) == set() and queries.progress_of(count).seen == 3


def test_what_was_found_is_lost_again_and_a_place_is_the_old_one(cast: Cast) -> None:
    dee, lab, bay = cast.actor(cast.dee), room(cast, "Lab 2"), room(cast, "Bay 7")
    (found,), moved = shelf(cast, 1, place=bay), device(cast, bay)
    Item.objects.filter(pk=found.pk).update(state="missing", last_seen_at=None)
    count = begin(dee, "devices", place_id=lab.pk)
    answers = walk(dee, count, [found, moved])
    assert [each.outcome for each in answers] == ["found", "placed"]
    for answer in answers:
        actions.take_back_scan(dee, seen_id=answer.seen_id or 0, now=NOON)
    assert (fresh(found).state, fresh(found).last_seen_at) == ("missing", None)
    assert fresh(moved).place == bay and not Seen.objects.exists()


def test_once_and_only_while_it_is_open(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 2)
    count = begin(dee)
    first, second = walk(dee, count, books)
    actions.take_back_scan(dee, seen_id=first.seen_id or 0, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.take_back_scan(dee, seen_id=first.seen_id or 0, now=NOON)
    assert refused.value.code == "stocktake.no_such_scan"
    actions.finish_count(dee, count_id=count, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.take_back_scan(dee, seen_id=second.seen_id or 0, now=NOON)
    assert refused.value.code == "stocktake.closed"
