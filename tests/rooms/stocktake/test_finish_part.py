"""A large count is finished in steps, each stored by itself, none twice."""

import pytest

from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions, rules
from carrel.rooms.stocktake.models import Count, Unseen
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.stocktake.walkers import begin, shelf, walk

pytestmark = pytest.mark.django_db


def test_step_by_step_and_nothing_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "STEP", 2)
    monkeypatch.setattr(rules, "AT_ONCE", 0)
    dee, books = cast.actor(cast.dee), shelf(cast, 7)
    count = begin(dee)
    walk(dee, count, [books[0], books[6]])
    assert actions.finish_part(dee, count_id=count, now=NOON) == 0
    actions.finish_count(dee, count_id=count, now=NOON)
    done = [actions.finish_part(dee, count_id=count, now=NOON) for _ in range(5)]
    assert done == [2, 2, 1, 0, 0] and Count.objects.get().state == "finished"
    assert Unseen.objects.count() == Item.objects.filter(state="missing").count() == 5
