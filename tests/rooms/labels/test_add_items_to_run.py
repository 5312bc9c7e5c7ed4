"""A list fills a run: by record, type, place, date, import, and only what has no label yet."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.labels import actions
from carrel.rooms.labels.queries import Wanted
from tests import makers
from tests.rooms.labels.conftest import Labels

pytestmark = pytest.mark.django_db
NOW = makers.NOON


def test_a_list_comes_in_shelf_order_and_skips_what_is_there(labels: Labels) -> None:
    late, early = labels.book("Zeta", "FIC ZZZ"), labels.book("Alpha", "FIC AAA")
    run = labels.begin(late)
    assert actions.add_items_to_run(labels.dee, run_id=run.pk, wanted=Wanted(from_="FIC"), now=NOW) == 1
    assert [line.item_id for line in run.lines.all()] == [late.pk, early.pk]


def test_each_part_narrows(labels: Labels) -> None:
    place = makers.make_place(labels.site)
    kit = makers.make_item_type("kit")
    here = labels.book("Here", place=place, item_type=kit, imported_by_job=7)
    labels.book("There")
    for wanted in (
        Wanted(record_id=here.record_id), Wanted(item_id=here.pk), Wanted(place_id=place.pk), Wanted(job_id=7),
        Wanted(item_type_id=kit.pk),
    ):  # fmt: skip
        run = labels.begin()
        assert actions.add_items_to_run(labels.dee, run_id=run.pk, wanted=wanted, now=NOW) == 1
    run = labels.begin()
    wanted = Wanted(since_on=makers.TODAY + timedelta(days=2))
    assert actions.add_items_to_run(labels.dee, run_id=run.pk, wanted=wanted, now=NOW) == 0


def test_only_those_without_a_printed_label(labels: Labels) -> None:
    done = labels.book("Done", place=makers.make_place(labels.site))
    new = labels.book("New", place=done.place)
    printed = labels.print(done)
    wanted = Wanted(place_id=done.place_id, is_unprinted=True)
    run = labels.begin()
    assert actions.add_items_to_run(labels.dee, run_id=run.pk, wanted=wanted, now=NOW) == 1
    assert run.lines.get().item_id == new.pk
    spines = labels.begin(kind="spine")
    assert actions.add_items_to_run(labels.dee, run_id=spines.pk, wanted=wanted, now=NOW) == 2
    actions.take_back_run(labels.dee, run_id=printed.pk, now=NOW)
    assert actions.add_items_to_run(labels.dee, run_id=run.pk, wanted=wanted, now=NOW) == 1


def test_a_run_holds_a_thousand(labels: Labels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carrel.rooms.labels.rules.MOST_LINES", 1)
    labels.book("One", "FIC A")
    labels.book("Two", "FIC B")
    run = labels.begin()
    with pytest.raises(Refused, match="run_full"):
        actions.add_items_to_run(labels.dee, run_id=run.pk, wanted=Wanted(from_="FIC"), now=NOW)
