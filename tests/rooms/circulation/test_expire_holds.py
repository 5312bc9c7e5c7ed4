"""expire_holds: at night, by the day of the site where a hold is fetched."""

from datetime import date, datetime, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.circulation.actions import check_in, expire_holds
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import CalendarDay, Site, new_token
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("last", "ends"), [(TODAY - timedelta(days=1), True), (TODAY, False)])
def test_waiting_ones_end_after_their_last_day(cast: Cast, last: date, ends: bool) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana, expires_on=last)
    assert expire_holds(SYSTEM, now=NOON).waiting == ends
    hold.refresh_from_db()
    assert (hold.status == "expired") is ends


def test_what_nobody_fetched_goes_to_the_next(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    first, second = makers.make_hold(item.record, cast.ana), makers.make_hold(item.record, cast.ben)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    first.refresh_from_db()
    assert first.shelf_until_on is not None
    morning_of_the_last = NOON + (first.shelf_until_on - TODAY)
    assert expire_holds(SYSTEM, now=morning_of_the_last).on_shelf == 0
    assert expire_holds(SYSTEM, now=morning_of_the_last + timedelta(days=1)).on_shelf == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status, second.captured_item) == ("expired", "on_shelf", item)
    assert second.shelf_until_on is not None
    assert second.shelf_until_on > first.shelf_until_on


def test_without_a_next_the_copy_is_in(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_hold(item.record, cast.ana)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    expire_holds(SYSTEM, now=NOON + timedelta(days=21))
    assert Item.objects.get(pk=item.pk).state == "available"


def test_the_day_is_that_of_the_site(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana, expires_on=TODAY)
    one_in_the_morning_utc = datetime.fromisoformat("2026-11-24T01:00:00+00:00")
    assert expire_holds(SYSTEM, now=one_in_the_morning_utc).waiting == 0
    type(cast.middle).objects.filter(pk=cast.middle.pk).update(timezone="Europe/Madrid")
    assert expire_holds(SYSTEM, now=one_in_the_morning_utc).waiting == 1
    hold.refresh_from_db()
    assert hold.status == "expired"


def test_nothing_ends_on_a_closed_day(cast: Cast) -> None:
    makers.make_policy(shelf_days=1)
    item = makers.make_item(cast.middle)
    ready, waits = makers.make_hold(item.record, cast.ana), makers.make_hold(makers.make_record("Wonder"), cast.ana)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)  # Monday: kept until Tuesday
    type(waits).objects.filter(pk=waits.pk).update(expires_on=TODAY + timedelta(days=1))
    CalendarDay.objects.create(site=cast.middle, day=TODAY + timedelta(days=2), kind="closed")
    Site.objects.filter(pk=cast.middle.pk).update(calendar_token=new_token())
    for number in (2, 5, 6):  # the closed Wednesday, Saturday and Sunday
        expired = expire_holds(SYSTEM, now=NOON + timedelta(days=number))
        assert (expired.waiting, expired.on_shelf) == (0, 0), number
    expired = expire_holds(SYSTEM, now=NOON + timedelta(days=7))
    assert (expired.waiting, expired.on_shelf) == (1, 1)
    ready.refresh_from_db()
    assert ready.status == "expired"


def test_many_end_in_steps(cast: Cast) -> None:
    for number in range(7):
        makers.make_hold(makers.make_record(f"Title {number}"), cast.ana, expires_on=TODAY - timedelta(days=1))
    assert expire_holds(SYSTEM, now=NOON).waiting == 7
    assert expire_holds(SYSTEM, now=NOON).waiting == 0
