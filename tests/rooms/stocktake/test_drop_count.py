"""A count is given up: its scans are forgotten, what they found stays found."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions
from carrel.rooms.stocktake.models import Count, Seen
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.stocktake.walkers import begin, fresh, shelf, walk

pytestmark = pytest.mark.django_db


def test_given_up(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 2)
    Item.objects.filter(pk=books[0].pk).update(state="missing")
    count = begin(dee)
    walk(dee, count, books)
    actions.drop_count(dee, count_id=count, now=NOON)
    assert not Count.objects.exists() and not Seen.objects.exists() and fresh(books[0]).state == "available"


def test_not_a_finished_one(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 2)
    count = begin(dee)
    walk(dee, count, books)
    actions.finish_count(dee, count_id=count, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.drop_count(dee, count_id=count, now=NOON)
    assert refused.value.code == "stocktake.drop_finished"
