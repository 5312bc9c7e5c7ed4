"""One copy of a class's reservation: ended by itself, put back, and given up with the others."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.cli.soundness import lending
from carrel.rooms.circulation.actions import (
    cancel_hold,
    cancel_reservation,
    change_reservation,
    check_in,
    place_reservation,
    restore_hold,
)
from carrel.rooms.circulation.models import Hold
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db
SOON, LATER = TODAY + timedelta(days=14), TODAY + timedelta(days=28)


@pytest.fixture
def items(cast: Cast) -> list[Item]:
    makers.make_policy()
    record = makers.make_record("Holes")
    return [makers.make_item(cast.middle, record=record) for _ in range(3)]


def reserve(cast: Cast, items: list[Item], **values: object) -> int:
    given = {"copies": 2, "from_on": SOON, "until_on": LATER, "days_ahead": 3} | values
    return place_reservation(
        cast.actor(cast.dee), record_id=items[0].record_id, site_id=cast.middle.pk, teacher_id=cast.clark.pk,
        now=NOON, **given,  # type: ignore[arg-type]  # as the test gives it
    )  # fmt: skip


def is_sound() -> bool:
    return [each for question in (lending.states, lending.moments) for each in question(NOON)] == []


def test_given_up_its_copies_are_not_caught_for_what_is_given_up_with_it(cast: Cast, items: list[Item]) -> None:
    pk, dee = reserve(cast, items, from_on=TODAY), cast.actor(cast.dee)
    assert check_in(dee, item_id=items[0].pk, now=NOON).hold_id == Hold.objects.order_by("pk")[0].pk
    cancel_reservation(dee, reservation_id=pk, now=NOON)
    assert set(Hold.objects.values_list("status", flat=True)) == {"cancelled"}
    assert Item.objects.get(pk=items[0].pk).state == "available"
    assert is_sound()


def test_fewer_copies_leave_none_on_the_shelf_for_nobody(cast: Cast, items: list[Item]) -> None:
    pk, dee = reserve(cast, items, from_on=TODAY, copies=3), cast.actor(cast.dee)
    for each in items[:2]:
        check_in(dee, item_id=each.pk, now=NOON)
    change_reservation(dee, reservation_id=pk, copies=1, from_on=TODAY, until_on=LATER, now=NOON)
    assert sorted(Hold.objects.values_list("status", flat=True)) == ["cancelled", "cancelled", "on_shelf"]
    assert is_sound()


def test_put_back_it_sleeps_again_until_copies_are_kept(cast: Cast, items: list[Item]) -> None:
    reserve(cast, items)
    hold, dee = Hold.objects.order_by("pk")[0], cast.actor(cast.dee)
    cancel_hold(dee, hold_id=hold.pk, now=NOON)
    restore_hold(dee, hold_id=hold.pk, now=NOON)
    hold.refresh_from_db()
    assert (hold.status, hold.is_frozen, hold.expires_on) == ("waiting", True, LATER)
    assert hold.frozen_until_on == SOON - timedelta(days=3)
    assert check_in(dee, item_id=items[0].pk, now=NOON).hold_id is None


def test_it_is_not_put_back_into_a_reservation_that_is_over_or_whole(cast: Cast, items: list[Item]) -> None:
    pk, dee = reserve(cast, items), cast.actor(cast.dee)
    first = Hold.objects.order_by("pk")[0]
    cancel_hold(dee, hold_id=first.pk, now=NOON)
    change_reservation(dee, reservation_id=pk, copies=2, from_on=SOON, until_on=LATER, now=NOON)
    with pytest.raises(Refused, match="hold_is_over"):
        restore_hold(dee, hold_id=first.pk, now=NOON)
    cancel_reservation(dee, reservation_id=pk, now=NOON)
    with pytest.raises(Refused, match="hold_is_over"):
        restore_hold(dee, hold_id=first.pk, now=NOON)
