"""send_item: staff send an item to another school by hand, where it stays until it is lent or sent on."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.papers.models import PrintJob
from carrel.rooms.circulation.actions import (
    cancel_hold,
    cancel_transit,
    check_in,
    check_out,
    mark_missing_in_transit,
    send_item,
    undo,
)
from carrel.rooms.circulation.queries.pulling import pull_list
from carrel.rooms.circulation.queries.sending import standing_elsewhere
from carrel.rooms.circulation.rules.sending import SendFacts, send_objections
from carrel.rooms.inventory.models import Item, Transit
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)
TOMORROW = NOON + timedelta(days=1)


def state(item: Item) -> str:
    return Item.objects.get(pk=item.pk).state


def codes(refused: Refused) -> set[str]:
    return {each.code.removeprefix("circulation.") for each in refused.objections}


def test_it_goes_on_its_way_and_its_slip_is_printed(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle, "Holes"), cast.actor(cast.dee)
    sent = send_item(dee, item_id=item.pk, to_site_id=cast.high.pk, now=NOON, key="k1")
    journey = Transit.objects.get()
    assert (sent.title, sent.to_site, sent.transit_id) == ("Holes", cast.high.called, journey.pk)
    assert (journey.from_site_id, journey.to_site_id, journey.why) == (cast.middle.pk, cast.high.pk, "sent")
    assert state(item) == "in_transit"
    assert PrintJob.objects.get().about_id == journey.pk
    assert send_item(dee, item_id=item.pk, to_site_id=cast.high.pk, now=NOON, key="k1").repeated
    assert Transit.objects.count() == 1


def test_called_off_it_stays_and_its_slip_is_dropped(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    sent = send_item(dee, item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    cancel_transit(dee, transit_id=sent.transit_id, now=LATER)
    assert state(item) == "available"
    assert PrintJob.objects.get().dropped_at == LATER
    assert [each.code for each in check_in(dee, item_id=item.pk, now=LATER).tells] == ["circulation.not_on_loan"]


def test_it_arrives_and_stays_until_it_is_lent(cast: Cast) -> None:
    makers.make_policy()
    item, boss = makers.make_item(cast.middle), cast.actor(cast.boss)
    send_item(cast.actor(cast.dee), item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    arrived = check_in(boss.at(cast.high.pk), item_id=item.pk, now=LATER)
    assert [each.code for each in arrived.tells] == ["circulation.sent_arrived"]
    assert (state(item), arrived.belongs_to) == ("available", None)
    assert standing_elsewhere() == {item.pk: cast.high.pk}
    again = check_in(boss.at(cast.high.pk), item_id=item.pk, now=LATER)
    assert [each.code for each in again.tells] == ["circulation.not_on_loan", "circulation.sent_stays"]
    assert (state(item), again.belongs_to) == ("available", None)
    check_out(boss.at(cast.high.pk), patron_id=cast.ana.pk, item_id=item.pk, now=LATER)
    assert standing_elsewhere() == {}
    back = check_in(boss.at(cast.high.pk), item_id=item.pk, now=TOMORROW)
    assert (state(item), back.belongs_to) == ("in_transit", cast.middle.pk)
    assert Transit.objects.get(ended_at=None).why == "home"


def test_an_arrival_is_taken_back(cast: Cast) -> None:
    item, boss = makers.make_item(cast.middle), cast.actor(cast.boss)
    sent = send_item(cast.actor(cast.dee), item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    arrived = check_in(boss.at(cast.high.pk), item_id=item.pk, now=LATER)
    undo(boss.at(cast.high.pk), act_id=arrived.act_id, now=LATER)
    assert (state(item), Transit.objects.get(ended_at=None).pk) == ("in_transit", sent.transit_id)


def test_scanned_before_it_left_it_is_on_its_way_as_it_was(cast: Cast) -> None:
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee)
    sent = send_item(dee, item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    again = check_in(dee, item_id=item.pk, now=LATER)
    assert [each.code for each in again.tells] == ["circulation.sent_on"]
    assert (state(item), again.belongs_to) == ("in_transit", cast.high.pk)
    assert Transit.objects.get().pk == sent.transit_id


def test_unpacked_at_a_third_school_it_goes_on_to_where_it_was_sent(cast: Cast) -> None:
    item, boss = makers.make_item(cast.middle), cast.actor(cast.boss)
    send_item(cast.actor(cast.dee), item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    check_in(boss.at(cast.elementary.pk), item_id=item.pk, now=LATER)
    journey = Transit.objects.get(ended_at=None)
    assert (journey.from_site_id, journey.to_site_id, journey.why) == (cast.elementary.pk, cast.high.pk, "sent")


def test_who_waits_comes_before_where_it_was_sent(cast: Cast) -> None:
    makers.make_policy()
    item, boss = makers.make_item(cast.middle), cast.actor(cast.boss)
    send_item(cast.actor(cast.dee), item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    hold = makers.make_hold(item.record, cast.ana, pickup_site=cast.high)
    at_high = boss.at(cast.high.pk)
    assert check_in(at_high, item_id=item.pk, now=LATER).hold_id == hold.pk
    assert state(item) == "on_hold"
    cancel_hold(boss, hold_id=hold.pk, now=LATER)
    assert state(item) == "available"


def test_sent_home_by_hand_it_has_come_home(cast: Cast) -> None:
    item, boss = makers.make_item(cast.middle), cast.actor(cast.boss)
    send_item(boss.at(cast.middle.pk), item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    check_in(boss.at(cast.high.pk), item_id=item.pk, now=NOON)
    send_item(boss.at(cast.high.pk), item_id=item.pk, to_site_id=cast.middle.pk, now=LATER)
    arrived = check_in(boss.at(cast.middle.pk), item_id=item.pk, now=LATER)
    assert [each.code for each in arrived.tells] == ["circulation.arrived_home"]
    assert (state(item), standing_elsewhere()) == ("available", {})


def test_found_after_it_was_missing_it_goes_home(cast: Cast) -> None:
    item, boss = makers.make_item(cast.middle), cast.actor(cast.boss)
    sent = send_item(boss.at(cast.middle.pk), item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    mark_missing_in_transit(boss, transit_id=sent.transit_id, now=LATER)
    assert check_in(boss.at(cast.high.pk), item_id=item.pk, now=TOMORROW).belongs_to == cast.middle.pk


def test_the_pull_list_looks_for_it_where_it_stands(cast: Cast) -> None:
    makers.make_policy(on_shelf_holds="always")
    item, boss = makers.make_item(cast.middle), cast.actor(cast.boss)
    send_item(boss.at(cast.middle.pk), item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    check_in(boss.at(cast.high.pk), item_id=item.pk, now=NOON)
    makers.make_hold(item.record, cast.ana, pickup_site=cast.high)
    assert not pull_list(cast.middle.pk, TODAY)
    (row,) = pull_list(cast.high.pk, TODAY)
    assert (row.item_id, row.is_for_here, row.others_in) == (item.pk, True, 0)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ("on_loan", "send_on_loan"), ("on_hold", "send_held"), ("in_transit", "send_on_its_way"),
        ("withdrawn", "send_withdrawn"), ("in_repair", "send_in_repair"), ("lost", "send_not_found"),
        ("missing", "send_not_found"),
    ],
)  # fmt: skip
def test_what_is_not_in_is_not_sent(found: str, code: str) -> None:
    facts = SendFacts("Holes", found, "High", goal_is_open=True, is_goal_here=False, is_at_goal=False)
    assert [each.code for each in send_objections(facts)] == [f"circulation.{code}"]


def test_all_reasons_are_given_at_once() -> None:
    facts = SendFacts("Holes", "on_loan", "High", goal_is_open=False, is_goal_here=True, is_at_goal=True)
    assert codes(Refused(*send_objections(facts))) == {"send_on_loan", "send_site_closed"}


def test_it_is_not_sent_to_where_it_is(cast: Cast) -> None:
    item, boss = makers.make_item(cast.middle), cast.actor(cast.boss)
    with pytest.raises(Refused, match="send_to_here"):
        send_item(boss.at(cast.high.pk), item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
    with pytest.raises(Refused, match="send_is_there"):
        send_item(boss.at(cast.high.pk), item_id=item.pk, to_site_id=cast.middle.pk, now=NOON)
    with pytest.raises(Refused, match="send_unknown"):
        send_item(boss.at(cast.high.pk), item_id=0, to_site_id=cast.middle.pk, now=NOON)
    assert not Transit.objects.exists()


def test_a_helper_sends_nothing(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    with pytest.raises(NotAllowed):
        send_item(cast.actor(cast.eli), item_id=item.pk, to_site_id=cast.high.pk, now=NOON)
