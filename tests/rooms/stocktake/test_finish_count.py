"""A count is finished: what nobody saw is missing, and nothing else."""

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import history_of
from carrel.rooms.stocktake import actions, queries, rules, tasks
from carrel.rooms.stocktake.models import Count, Tally, Unseen
from tests.cast import Cast
from tests.makers import NOON, make_loan, make_policy, make_transit
from tests.rooms.stocktake.walkers import begin, fresh, room, shelf, walk

pytestmark = pytest.mark.django_db


def test_unseen_becomes_missing_within_the_range_walked(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 8)
    count = begin(dee)
    walk(dee, count, [books[1], books[2], books[4], books[5]])
    assert actions.finish_count(dee, count_id=count, now=NOON) is None
    assert [fresh(book).state for book in books] == ["available"] * 3 + ["missing"] + ["available"] * 4
    result = queries.result_of(Count.objects.get())
    assert (result.seen, result.missing, result.missing_minor, result.misplaced) == (4, 1, 1200, 0)
    (entry,) = history_of(books[3].pk)
    assert entry.facts == {"before": "available", "state": "missing", "count": "Bay 7"} and entry.actor_name == dee.name


def test_what_is_accounted_for_is_not_missing(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 8)
    make_policy()
    make_loan(books[1], cast.ana)
    make_transit(books[2], cast.high)
    for number, state in ((3, "in_repair"), (4, "lost"), (5, "withdrawn"), (6, "on_hold")):
        Item.objects.filter(pk=books[number].pk).update(state=state)
    count = begin(dee)
    walk(dee, count, [books[0], books[7]])
    actions.finish_count(dee, count_id=count, now=NOON)
    assert not Item.objects.filter(state="missing").exists()


def test_what_any_desk_saw_since_is_not_missing(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 3)
    count = begin(dee)
    Item.objects.filter(pk=books[1].pk).update(last_seen_at=NOON)
    walk(dee, count, [books[0], books[2]])
    actions.finish_count(dee, count_id=count, now=NOON)
    assert fresh(books[1]).state == "available"


def test_a_place_and_the_second_walk(cast: Cast) -> None:
    dee, bay = cast.actor(cast.dee), room(cast, "Bay 7")
    inside, outside = shelf(cast, 4, place=bay), shelf(cast, 2)
    count = begin(dee, "place", place_id=bay.pk)
    walk(dee, count, inside[:2])
    walk(dee, count, inside[2:3], is_second=True)
    actions.finish_count(dee, count_id=count, now=NOON)
    assert fresh(inside[3]).state == "missing" and {fresh(book).state for book in outside} == {"available"}


def test_put_down_in_figures(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 5)
    Item.objects.filter(pk=books[0].pk).update(state="missing")
    Item.objects.filter(pk=books[3].pk).update(price_minor=None)
    count = begin(dee)
    walk(dee, count, [books[0], books[4]])
    actions.finish_count(dee, count_id=count, now=NOON)
    row = Tally.objects.get()
    assert (row.range, row.counted, row.found, row.missing) == ("100", 2, 1, 3)
    assert (row.missing_minor, row.without_price) == (2400, 1)
    ((year, kinds),) = queries.losses_of(dee).items()
    (figures,) = kinds.values()
    assert year == "2026" and figures.rate == pytest.approx(3 / 5)


def test_much_is_long_work(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "AT_ONCE", 2)
    dee, books = cast.actor(cast.dee), shelf(cast, 6)
    count = begin(dee)
    walk(dee, count, [books[0], books[5]])
    job_id = actions.finish_count(dee, count_id=count, now=NOON, key="once")
    assert job_id is not None and actions.finish_count(dee, count_id=count, now=NOON, key="once") == job_id
    assert Job.objects.get(pk=job_id).total == 4
    assert not Unseen.objects.exists()
    tasks.run_finish.call(job_id)
    assert Unseen.objects.count() == 4 and Count.objects.get().state == "finished"


def test_more_missing_than_seen_is_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carrel.rooms.stocktake.rules.counting.FEW", 3)
    dee, books = cast.actor(cast.dee), shelf(cast, 6)
    count = begin(dee)
    walk(dee, count, [books[0], books[5]])
    assert queries.ends_walked(count) == [(books[0].call_number, books[5].call_number)]
    with pytest.raises(Refused) as refused:
        actions.finish_count(dee, count_id=count, now=NOON)
    assert refused.value.code == "stocktake.mostly_unseen" and refused.value.can_be_passed
    assert Count.objects.get().state == "open" and not Unseen.objects.exists()
    actions.finish_count(dee, count_id=count, now=NOON, overrides=["stocktake.mostly_unseen"])
    assert Unseen.objects.count() == 4


def test_who_may_not_and_when_not(cast: Cast) -> None:
    dee, books = cast.actor(cast.dee), shelf(cast, 2)
    count = begin(dee)
    with pytest.raises(NotAllowed):
        actions.finish_count(cast.actor(cast.eli), count_id=count, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.finish_count(dee, count_id=count, now=NOON)
    assert refused.value.code == "stocktake.nothing_scanned"
    walk(dee, count, books)
    actions.finish_count(dee, count_id=count, now=NOON)
    with pytest.raises(Refused) as refused:
        actions.finish_count(dee, count_id=count, now=NOON)
    assert refused.value.code == "stocktake.closed"
