"""What was counted is not taken out again as if it had never been: the figures of the count stay what was seen."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.actions import take_out_item, take_out_items
from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions
from tests.cast import Cast
from tests.makers import NOON, make_actor
from tests.rooms.stocktake.walkers import begin, shelf, walk

pytestmark = pytest.mark.django_db


def test_seen_or_missing_it_stays_until_the_count_is_given_up(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 4)
    Item.objects.update(imported_by_job=7)
    count = begin(dee)
    walk(dee, count, [books[0], books[2]])
    with pytest.raises(Refused, match="item_has_entries"):
        take_out_item(dee, item_id=books[0].pk, now=NOON)
    actions.finish_count(dee, count_id=count, now=NOON)
    manager = make_actor("technician", cast.middle)
    assert take_out_items(manager, job_id=7, now=NOON) == (1, 3)
    assert {each.pk for each in Item.objects.all()} == {each.pk for each in books[:3]}
    actions.undo_count(dee, count_id=count, now=NOON)
    actions.drop_count(dee, count_id=count, now=NOON)
    assert take_out_items(manager, job_id=7, now=NOON) == (3, 0)
