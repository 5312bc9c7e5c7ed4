"""The morning's pull list, the hold shelf, and the queue of a title."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from carrel.rooms.circulation.actions import cancel_hold, check_in
from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.queries.pulling import pull_list
from carrel.rooms.circulation.queries.shelf import holds_of_person, queue_of, shelf_of, to_clear
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_a_copy_that_is_in_is_fetched_for_the_first_who_waits(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes", call_number="FIC SAC")
    makers.make_hold(item.record, cast.ana)
    makers.make_hold(item.record, cast.ben)
    (pull,) = pull_list(cast.middle.pk, TODAY)
    assert (pull.item_id, pull.title, pull.call_number, pull.is_for_here, pull.others_in) == (
        item.pk, "Holes", "FIC SAC", True, 0,
    )  # fmt: skip


def test_one_hold_is_fetched_at_one_school_the_readers_own_if_it_can(cast: Cast) -> None:
    here = makers.make_item(cast.middle)
    makers.make_item(cast.high, record=here.record)
    makers.make_hold(here.record, cast.fay)
    assert pull_list(cast.middle.pk, TODAY) == ()
    assert [each.pickup_site for each in pull_list(cast.high.pk, TODAY)] == ["Cedar"]


def test_without_a_copy_at_home_another_school_fetches_it(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_hold(item.record, cast.fay)
    (pull,) = pull_list(cast.middle.pk, TODAY)
    assert (pull.is_for_here, pull.pickup_site) == (False, "Cedar")


@pytest.mark.parametrize(
    "values", [{"is_frozen": True}, {"expires_on": date(2026, 11, 1)}, {"status": "cancelled", "ended_at": NOON}]
)
def test_who_does_not_wait_today_is_not_on_it(cast: Cast, values: dict[str, object]) -> None:
    item = makers.make_item(cast.middle)
    makers.make_hold(item.record, cast.ana, **values)
    assert pull_list(cast.middle.pk, TODAY) == ()


def test_what_is_never_fetched_from_the_shelf_waits_for_a_return(cast: Cast) -> None:
    makers.make_policy(on_shelf_holds="never", site=cast.middle)
    item = makers.make_item(cast.middle)
    makers.make_hold(item.record, cast.ana)
    assert pull_list(cast.middle.pk, TODAY) == ()


@pytest.mark.parametrize("count", [1, 3])
def test_it_stands_in_the_order_of_the_shelves_and_costs_the_same(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    makers.make_policy(length=14, length_unit="calendar_days")
    for letter in "CAB"[:count]:
        item = makers.make_item(cast.middle, f"Title {letter}", call_number=f"FIC {letter}AA")
        makers.make_hold(item.record, cast.ana)
    pull_list(cast.middle.pk, TODAY)
    with django_assert_num_queries(5):
        found = pull_list(cast.middle.pk, TODAY)
    assert [each.call_number for each in found] == sorted(each.call_number for each in found)


@pytest.mark.parametrize("count", [1, 3])
def test_the_shelf_and_the_queue_cost_the_same(
    cast: Cast, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dee = cast.actor(cast.dee)
    record = makers.make_record("Holes")
    for person in (cast.ana, cast.ben, cast.mateo)[:count]:
        item = makers.make_item(cast.middle, record=record)
        makers.make_hold(record, person)
        check_in(dee, item_id=item.pk, now=NOON)
    with django_assert_num_queries(1):
        shelf = shelf_of(dee, cast.middle.pk)
    with django_assert_num_queries(1):
        queue = queue_of(dee, record.pk, TODAY)
    assert len(shelf) == len(queue) == count
    assert {each.name for each in shelf} >= {"Garcia, Ana"}


def test_readers_of_other_schools_have_no_name_in_the_queue(cast: Cast) -> None:
    record = makers.make_record("Holes")
    makers.make_hold(record, cast.fay, placed_at=NOON - timedelta(days=1))
    makers.make_hold(record, cast.ana)
    first, second = queue_of(cast.actor(cast.dee), record.pk, TODAY)
    assert (first.name, first.person_id, first.position) == ("", None, 1)
    assert (second.name, second.position) == ("Garcia, Ana", 2)


def test_what_stands_on_the_shelf_for_nobody_is_to_be_cleared_until_it_is_scanned(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes")
    hold = makers.make_hold(item.record, cast.ana)
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=item.pk, now=NOON)
    assert to_clear(cast.middle.pk) == ()
    cancel_hold(dee, hold_id=hold.pk, now=NOON + timedelta(hours=1))
    assert [each.title for each in to_clear(cast.middle.pk)] == ["Holes"]
    check_in(dee, item_id=item.pk, now=NOON + timedelta(hours=2))
    assert to_clear(cast.middle.pk) == ()


def test_a_reader_sees_what_is_ready_first(cast: Cast) -> None:
    waits = makers.make_hold(makers.make_record("Later"), cast.ana, placed_at=NOON - timedelta(days=9))
    item = makers.make_item(cast.middle, "Holes")
    ready = makers.make_hold(item.record, cast.ana)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    found = holds_of_person(cast.actor(cast.dee), cast.ana.pk, TODAY)
    assert [each.hold_id for each in found] == [ready.pk, waits.pk]
    assert Hold.objects.get(pk=ready.pk).status == "on_shelf"
