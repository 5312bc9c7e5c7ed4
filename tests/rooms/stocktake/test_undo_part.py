"""A large count is undone in steps."""

import pytest

from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions, rules
from carrel.rooms.stocktake.models import Count
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.stocktake.walkers import begin, shelf, walk

pytestmark = pytest.mark.django_db


def test_step_by_step(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 7)
    count = begin(dee)
    walk(dee, count, [books[0], books[6]])
    actions.finish_count(dee, count_id=count, now=NOON)
    assert actions.undo_part(dee, count_id=count, now=NOON) == 0
    monkeypatch.setattr(rules, "STEP", 2)
    monkeypatch.setattr(rules, "AT_ONCE", 0)
    actions.undo_count(dee, count_id=count, now=NOON)
    assert [actions.undo_part(dee, count_id=count, now=NOON) for _ in range(5)] == [2, 2, 1, 0, 0]
    assert not Item.objects.filter(state="missing").exists() and Count.objects.get().state == "open"
