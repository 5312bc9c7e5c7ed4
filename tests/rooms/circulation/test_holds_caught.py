"""What a return and a check-out do to those who wait, and how undo takes it back."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import Returned, cancel_hold, check_in, check_out, undo
from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.inventory.models import Item, Transit
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_policy(db: None) -> None:
    makers.make_policy(length=14, length_unit="calendar_days")


def told(returned: Returned) -> list[str]:
    for each in returned.tells:
        assert str(PHRASES[each.code]) % dict(each.facts)
        assert "Ana" not in str(each.facts)
    return [each.code.removeprefix("circulation.") for each in returned.tells]


def state(item: Item) -> str:
    return Item.objects.values_list("state", flat=True).get(pk=item.pk)


def out(cast: Cast, **values: object) -> Item:
    """A copy that Ben has."""
    item = makers.make_item(cast.middle, "Holes", **values)
    makers.make_loan(item, cast.ben)
    Item.objects.filter(pk=item.pk).update(state="on_loan")
    return item


def test_the_first_who_waits_gets_it(cast: Cast) -> None:
    item = out(cast)
    later = makers.make_hold(item.record, cast.mateo)
    first = makers.make_hold(item.record, cast.ana, placed_at=NOON - timedelta(days=1))
    returned = check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    first.refresh_from_db()
    later.refresh_from_db()
    assert told(returned) == ["hold_caught"]
    assert (returned.hold_id, returned.belongs_to) == (first.pk, None)
    assert (first.status, first.captured_item, state(item)) == ("on_shelf", item, "on_hold")
    # Five open days after Monday 23 November.
    assert returned.shelf_until_on == first.shelf_until_on == date(2026, 11, 30)
    assert later.status == "waiting"


def test_reserved_copies_come_first_and_the_front_before_the_rest(cast: Cast) -> None:
    items = [out(cast)]
    record = items[0].record
    items += [out(cast, record=record) for _ in range(2)]
    normal = makers.make_hold(record, cast.ana, placed_at=NOON - timedelta(days=9))
    front = makers.make_hold(record, cast.mateo, rank=Hold.FRONT)
    reserved = makers.make_hold(record, cast.clark, rank=Hold.RESERVED)
    caught = [check_in(cast.actor(cast.dee), item_id=each.pk, now=NOON).hold_id for each in items]
    assert caught == [reserved.pk, front.pk, normal.pk]


@pytest.mark.parametrize(
    ("values", "is_caught"),
    [
        ({"is_frozen": True}, False),
        ({"is_frozen": True, "frozen_until_on": date(2026, 11, 24)}, False),
        ({"is_frozen": True, "frozen_until_on": date(2026, 11, 23)}, True),
        ({"expires_on": date(2026, 11, 22)}, False),
        ({"expires_on": date(2026, 11, 23)}, True),
    ],
)
def test_frozen_and_expired_ones_are_passed_over(cast: Cast, values: dict[str, object], is_caught: bool) -> None:
    item = out(cast)
    makers.make_hold(item.record, cast.ana, **values)
    assert (check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON).hold_id is not None) is is_caught


def test_another_copy_is_not_the_one_waited_for(cast: Cast) -> None:
    item = out(cast)
    other = makers.make_item(cast.middle, record=item.record)
    makers.make_hold(item.record, cast.ana, item=other)
    assert told(check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)) == []


def test_a_school_that_keeps_its_books_sends_none_away(cast: Cast) -> None:
    makers.make_policy(hold_from="site", site=cast.middle)
    item = out(cast)
    makers.make_hold(item.record, cast.fay)
    assert check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON).hold_id is None


def test_readers_of_this_school_come_first_where_the_policy_says_so(cast: Cast) -> None:
    item = out(cast)
    makers.make_hold(item.record, cast.fay, placed_at=NOON - timedelta(days=9))
    here = makers.make_hold(item.record, cast.ana)
    makers.make_policy(local_first=True, site=cast.middle)
    assert check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON).hold_id == here.pk


def test_it_travels_to_who_waits_at_another_school_and_arrives(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.fay)
    sent = check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    hold.refresh_from_db()
    assert (told(sent), sent.belongs_to, hold.status, state(item)) == (
        ["hold_sent"], cast.high.pk, "in_transit", "in_transit",
    )  # fmt: skip
    transit = Transit.objects.get()
    assert (transit.from_site, transit.to_site, transit.why) == (cast.middle, cast.high, "hold")
    there = makers.make_actor("technician", cast.high)
    arrived = check_in(there, item_id=item.pk, now=NOON + timedelta(days=1))
    hold.refresh_from_db()
    transit.refresh_from_db()
    assert (told(arrived), hold.status, state(item), transit.ended_as) == (
        ["hold_arrived"], "on_shelf", "on_hold", "arrived",
    )  # fmt: skip


def test_scanned_again_before_it_leaves_it_is_sent_once(cast: Cast) -> None:
    item = out(cast)
    makers.make_hold(item.record, cast.fay)
    for _ in range(2):
        check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    assert (Transit.objects.count(), state(item)) == (1, "in_transit")


def test_scanned_again_on_the_hold_shelf_it_stays_there(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.ana)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    again = check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON + timedelta(days=2))
    hold.refresh_from_db()
    assert (told(again), hold.shelf_until_on, state(item)) == (["hold_stays"], date(2026, 11, 30), "on_hold")


def test_at_a_third_school_it_is_sent_on(cast: Cast) -> None:
    item = out(cast)
    makers.make_hold(item.record, cast.fay)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    check_in(makers.make_actor("technician", cast.elementary), item_id=item.pk, now=NOON)
    first, second = Transit.objects.order_by("pk")
    assert (first.ended_as, second.from_site, second.to_site) == ("rerouted", cast.elementary, cast.high)


def test_nobody_gets_what_is_in_repair(cast: Cast) -> None:
    item = makers.make_item(cast.middle, state="in_repair")
    makers.make_hold(item.record, cast.ana)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    assert state(item) == "in_repair"


def test_lending_to_who_waited_fills_the_hold_and_undo_brings_it_back(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.ana)
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=item.pk, now=NOON)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    hold.refresh_from_db()
    assert (hold.status, hold.ended_at, state(item)) == ("filled", NOON, "on_loan")
    undo(dee, act_id=lent.act_id, now=NOON)
    hold.refresh_from_db()
    assert (hold.status, hold.captured_item, hold.ended_at, state(item)) == ("on_shelf", item, None, "on_hold")


def test_a_copy_from_the_shelf_fills_a_hold_that_waits(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    hold = makers.make_hold(item.record, cast.ana)
    dee = cast.actor(cast.dee)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    hold.refresh_from_db()
    assert hold.status == "filled"
    undo(dee, act_id=lent.act_id, now=NOON)
    hold.refresh_from_db()
    assert (hold.status, state(item)) == ("waiting", "available")


def test_another_copy_than_the_caught_one_frees_that_one(cast: Cast) -> None:
    caught = out(cast)
    other = makers.make_item(cast.middle, record=caught.record)
    hold = makers.make_hold(caught.record, cast.ana)
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=caught.pk, now=NOON)
    check_out(dee, patron_id=cast.ana.pk, item_id=other.pk, now=NOON)
    hold.refresh_from_db()
    assert (hold.status, state(caught), state(other)) == ("filled", "available", "on_loan")


def test_a_copy_kept_for_somebody_else_asks_and_names_nobody(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.ana)
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=item.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        check_out(dee, patron_id=cast.mateo.pk, item_id=item.pk, now=NOON)
    assert refused.value.code == "circulation.on_hold_for_another"
    assert "Ana" not in str(refused.value.objections[0].facts)
    lent = check_out(
        dee,
        patron_id=cast.mateo.pk,
        item_id=item.pk,
        now=NOON,
        overrides=["circulation.on_hold_for_another"],
        reason="Exam today",
    )
    hold.refresh_from_db()
    assert (hold.status, hold.captured_item) == ("waiting", None)
    undo(dee, act_id=lent.act_id, now=NOON)
    assert state(item) == "on_hold"


def test_who_lends_what_others_wait_for_is_told(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_hold(item.record, cast.mateo)
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    assert [each.code for each in lent.tells] == ["circulation.others_wait"]


def test_a_copy_taken_from_who_waits_is_kept_for_them_again_by_undo(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.mateo)
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=item.pk, now=NOON)
    hold.refresh_from_db()
    until = hold.shelf_until_on
    lent = check_out(
        dee, patron_id=cast.ben.pk, item_id=item.pk, now=NOON, overrides=["circulation.on_hold_for_another"],
        reason="They agreed",
    )  # fmt: skip
    hold.refresh_from_db()
    assert (hold.status, hold.captured_item) == ("waiting", None)
    undo(dee, act_id=lent.act_id, now=NOON)
    hold.refresh_from_db()
    assert (hold.status, hold.captured_item_id, hold.shelf_until_on, state(item)) == (
        "on_shelf", item.pk, until, "on_hold",
    )  # fmt: skip


def test_undo_leaves_the_copy_free_when_nobody_waits_for_it_any_more(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.mateo)
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=item.pk, now=NOON)
    lent = check_out(
        dee, patron_id=cast.ben.pk, item_id=item.pk, now=NOON, overrides=["circulation.on_hold_for_another"],
        reason="They agreed",
    )  # fmt: skip
    cancel_hold(dee, hold_id=hold.pk, now=NOON)
    undo(dee, act_id=lent.act_id, now=NOON)
    hold.refresh_from_db()
    assert (hold.status, state(item)) == ("cancelled", "available")


def test_undo_of_a_return_lets_the_hold_wait_again(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.ana)
    dee = cast.actor(cast.dee)
    returned = check_in(dee, item_id=item.pk, now=NOON)
    undo(dee, act_id=returned.act_id, now=NOON)
    hold.refresh_from_db()
    assert (hold.status, hold.captured_item, state(item)) == ("waiting", None, "on_loan")


def test_undo_of_an_arrival_puts_it_on_its_way_again(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.fay)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    there = makers.make_actor("technician", cast.high)
    arrived = check_in(there, item_id=item.pk, now=NOON)
    undo(there, act_id=arrived.act_id, now=NOON)
    hold.refresh_from_db()
    transit = Transit.objects.get()
    assert (hold.status, state(item), transit.ended_at) == ("in_transit", "in_transit", None)


def test_undo_of_sending_calls_the_journey_off(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.fay)
    dee = cast.actor(cast.dee)
    returned = check_in(dee, item_id=item.pk, now=NOON)
    undo(dee, act_id=returned.act_id, now=NOON)
    hold.refresh_from_db()
    assert (hold.status, state(item), Transit.objects.get().ended_as) == ("waiting", "on_loan", "cancelled")


def test_a_return_that_was_followed_by_the_loan_cannot_be_undone(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_hold(item.record, cast.ana)
    dee = cast.actor(cast.dee)
    returned = check_in(dee, item_id=item.pk, now=NOON)
    check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    with pytest.raises(Refused):
        undo(dee, act_id=returned.act_id, now=NOON)


def test_returned_for_the_holder_and_lent_on_goes_past_the_queue(cast: Cast) -> None:
    item = out(cast)
    hold = makers.make_hold(item.record, cast.ana)
    dee = cast.actor(cast.dee)
    check_out(
        dee,
        patron_id=cast.mateo.pk,
        item_id=item.pk,
        now=NOON,
        overrides=["circulation.item_on_loan_elsewhere"],
        reason="Handed over in class",
    )
    hold.refresh_from_db()
    assert (hold.status, state(item)) == ("waiting", "on_loan")
