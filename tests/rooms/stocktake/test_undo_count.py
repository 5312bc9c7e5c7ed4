"""The end of a count is undone: each copy is as it was before, and the count goes on."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.actions import set_item_state
from carrel.rooms.inventory.models import Item
from carrel.rooms.stocktake import actions, queries, rules, tasks
from carrel.rooms.stocktake.models import Count, Tally, Unseen
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.stocktake.walkers import BEFORE, begin, fresh, shelf, walk

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
COLUMNS = ("pk", "state", "state_since_at", "last_seen_at", "place_id", "barcode", "price_minor")


def whole() -> list[tuple[object, ...]]:
    return list(Item.objects.order_by("pk").values_list(*COLUMNS))


def test_everything_is_back_exactly(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 12)
    Item.objects.filter(pk=books[2].pk).update(state_since_at=BEFORE)
    count = begin(dee)
    walk(dee, count, [books[0], books[11]])
    before = whole()
    actions.finish_count(dee, count_id=count, now=NOON)
    assert whole() != before
    assert actions.undo_count(dee, count_id=count, now=LATER) is None
    assert whole() == before
    assert Count.objects.get().state == "open" and not Unseen.objects.exists() and not Tally.objects.exists()
    assert walk(dee, count, [books[1]])[0].outcome == "right"


def test_what_was_found_since_stays(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 4)
    count = begin(dee)
    walk(dee, count, [books[0], books[3]])
    actions.finish_count(dee, count_id=count, now=NOON)
    set_item_state(dee, item_id=books[1].pk, state="withdrawn", now=LATER)
    actions.undo_count(dee, count_id=count, now=LATER)
    assert fresh(books[1]).state == "withdrawn" and fresh(books[2]).state == "available"


def test_much_is_long_work(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 6)
    count = begin(dee)
    walk(dee, count, [books[0], books[5]])
    actions.finish_count(dee, count_id=count, now=NOON)
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    job_id = actions.undo_count(dee, count_id=count, now=LATER)
    assert job_id is not None and Count.objects.get().state == "undoing"
    tasks.run_undo.call(job_id)
    assert queries.unseen_count(Count.objects.get()) == 4


def test_only_what_is_finished(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    count = begin(dee)
    with pytest.raises(Refused) as refused:
        actions.undo_count(dee, count_id=count, now=LATER)
    assert refused.value.code == "stocktake.not_finished"
