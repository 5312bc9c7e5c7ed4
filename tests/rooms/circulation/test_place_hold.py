"""place_hold: a reader waits for a title or for one copy."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import check_in, place_hold, place_own_hold, send_item
from carrel.rooms.circulation.models import Hold
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.circulation.queries.pulling import pull_list
from carrel.rooms.inventory.models import Item
from carrel.rooms.people.models import Person
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def lent(cast: Cast) -> Item:
    """‹Holes›, which Ben has."""
    item = makers.make_item(cast.middle, "Holes")
    makers.make_loan(item, cast.ben)
    Item.objects.filter(pk=item.pk).update(state="on_loan")
    return item


def codes(refused: Refused) -> list[str]:
    for each in refused.objections:
        assert str(PHRASES[each.code]) % dict(each.facts)
    return [each.code.removeprefix("circulation.") for each in refused.objections]


def place(cast: Cast, item: Item, patron: Person | None = None, **values: object) -> Hold:
    who = patron or cast.ana
    given = {"pickup_site_id": cast.middle.pk, "now": NOON} | values
    placed = place_hold(cast.actor(cast.dee), patron_id=who.pk, record_id=item.record_id, **given)  # type: ignore[arg-type]  # as the test gives it
    return Hold.objects.get(pk=placed.hold_id)


def test_it_waits_at_the_end_of_the_queue(cast: Cast, lent: Item) -> None:
    makers.make_hold(lent.record, cast.mateo, placed_at=NOON - timedelta(days=1))
    placed = place_hold(
        cast.actor(cast.dee), patron_id=cast.ana.pk, record_id=lent.record_id, pickup_site_id=cast.middle.pk, now=NOON
    )
    hold = Hold.objects.get(pk=placed.hold_id)
    assert (placed.position, placed.status, placed.title) == (2, "waiting", "Holes")
    assert (hold.patron, hold.grade, hold.home_site, hold.rank) == (cast.ana, "7", cast.middle, Hold.NORMAL)
    entry = AuditEntry.objects.get(pk=placed.act_id)
    assert (entry.code, entry.about_kind, entry.about_id) == ("circulation.place_hold", "hold", hold.pk)


def test_the_same_key_places_it_once(cast: Cast, lent: Item) -> None:
    first, again = (
        place_hold(
            cast.actor(cast.dee),
            patron_id=cast.ana.pk,
            record_id=lent.record_id,
            pickup_site_id=cast.middle.pk,
            now=NOON,
            key="the-same-key",
        )
        for _ in range(2)
    )
    assert first.hold_id == again.hold_id
    assert (first.repeated, again.repeated) == (False, True)
    assert Hold.objects.count() == 1


def test_nobody_waits_twice_for_a_title(cast: Cast, lent: Item) -> None:
    place(cast, lent)
    with pytest.raises(Refused) as refused:
        place(cast, lent)
    assert codes(refused.value) == ["hold_waits_already"]


def test_one_copy_can_be_waited_for(cast: Cast, lent: Item) -> None:
    assert place(cast, lent, item_id=lent.pk).item == lent


def test_who_has_it_is_asked_about(cast: Cast, lent: Item) -> None:
    with pytest.raises(Refused) as refused:
        place(cast, lent, cast.ben)
    assert codes(refused.value) == ["hold_has_it"]
    hold = place(cast, lent, cast.ben, overrides=["circulation.hold_has_it"], reason="A second copy for the play")
    assert hold.status == "waiting"


def test_a_title_without_copies_is_refused(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes", state="lost")
    with pytest.raises(Refused) as refused:
        place(cast, item)
    assert codes(refused.value) == ["hold_no_copy"]


@pytest.mark.parametrize(
    ("rule", "inside", "out", "stops"),
    [
        ("always", 1, 0, False),
        ("if_any_out", 1, 0, True),
        ("if_any_out", 1, 1, False),
        ("if_all_out", 1, 1, True),
        ("if_all_out", 0, 2, False),
        ("never", 2, 0, True),
        ("never", 1, 1, False),
    ],
)
def test_what_is_in_may_have_to_be_fetched_instead(cast: Cast, rule: str, inside: int, out: int, stops: bool) -> None:
    makers.make_policy(on_shelf_holds=rule, site=cast.middle)
    record = makers.make_record("Holes")
    items = [makers.make_item(cast.middle, record=record) for _ in range(inside)]
    items += [makers.make_item(cast.middle, record=record, state="on_loan") for _ in range(out)]
    if not stops:
        assert place(cast, items[0]).status == "waiting"
        return
    with pytest.raises(Refused) as refused:
        place(cast, items[0])
    assert codes(refused.value) == ["hold_copy_is_in"]


@pytest.mark.parametrize(
    ("rule", "here", "elsewhere", "stops"),
    [
        ("always", "available", "available", False),
        ("if_any_out", "on_loan", "available", False),
        ("if_any_out", None, "available", False),
        ("if_any_out", "available", "available", True),
        ("if_any_out", "available", "on_loan", False),
        ("if_all_out", "on_loan", "available", False),
        ("if_all_out", None, "available", False),
        ("if_all_out", "available", "on_loan", True),
        ("if_all_out", "lost", "available", False),
        ("never", None, "available", True),
        ("never", "on_loan", "available", False),
    ],
)
def test_a_copy_in_at_another_school_is_what_the_hold_is_for(
    cast: Cast, rule: str, here: str | None, elsewhere: str, stops: bool
) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", on_shelf_holds=rule)
    there = makers.make_item(cast.high, "Holes", state=elsewhere)
    if here is not None:
        makers.make_item(cast.middle, record=there.record, state=here)
    if stops:
        with pytest.raises(Refused) as refused:
            place(cast, there)
        assert (codes(refused.value), refused.value.objections[0].facts["count"]) == (["hold_copy_is_in"], 1)
        return
    assert place(cast, there).status == "waiting"
    if elsewhere == "available" and rule != "never":
        assert [each.item_id for each in pull_list(cast.high.pk, TODAY)] == ([] if here == "available" else [there.pk])


def test_she_places_it_herself_and_it_comes_from_the_other_school(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", on_shelf_holds="if_all_out")
    there = makers.make_item(cast.high, "Holes")
    own = cast.actor(cast.ana)
    placed = place_own_hold(own, record_id=there.record_id, pickup_site_id=cast.middle.pk, now=NOON)
    returned = check_in(makers.make_actor(site=cast.high), item_id=there.pk, now=NOON)
    assert (returned.hold_id, Hold.objects.get(pk=placed.hold_id).status) == (placed.hold_id, "in_transit")


def test_a_copy_of_another_school_that_stands_here_is_in_here(cast: Cast) -> None:
    """Sent by hand for a display, it can be taken from the shelf like any other; its own school has none in."""
    makers.make_policy(length=14, length_unit="calendar_days", on_shelf_holds="if_all_out")
    item = makers.make_item(cast.high, "Holes")
    send_item(makers.make_actor(site=cast.high), item_id=item.pk, to_site_id=cast.middle.pk, now=NOON)
    check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    item.refresh_from_db()
    assert item.state == "available"
    with pytest.raises(Refused) as refused:
        place(cast, item)
    assert codes(refused.value) == ["hold_copy_is_in"]
    assert place(cast, item, pickup_site_id=cast.high.pk).status == "waiting"


def test_the_policy_says_who_may_wait(cast: Cast) -> None:
    item = makers.make_item(cast.high, "Holes", state="on_loan")
    makers.make_policy(hold_from="site", site=cast.high)
    with pytest.raises(Refused) as refused:
        place(cast, item)
    assert codes(refused.value) == ["hold_other_school"]
    assert refused.value.objections[0].override == "circulation.override_hold"


def test_the_limit_of_holds_asks(cast: Cast, lent: Item) -> None:
    makers.make_policy(max_holds=1, site=cast.middle)
    makers.make_hold(makers.make_record("Another"), cast.ana)
    with pytest.raises(Refused) as refused:
        place(cast, lent)
    assert codes(refused.value) == ["hold_limit"]


def test_a_hold_ends_by_policy_or_when_the_reader_says(cast: Cast, lent: Item) -> None:
    makers.make_policy(hold_days=60, site=cast.middle)
    assert place(cast, lent).expires_on == TODAY + timedelta(days=60)
    assert place(cast, lent, cast.mateo, expires_on=date(2026, 12, 1)).expires_on == date(2026, 12, 1)


def test_a_block_stands_against_it(cast: Cast, lent: Item) -> None:
    makers.make_block(cast.ana)
    with pytest.raises(Refused) as refused:
        place(cast, lent)
    assert codes(refused.value) == ["patron_blocked"]


def test_a_school_not_in_use_gives_nothing_out(cast: Cast, lent: Item) -> None:
    closed = makers.make_site(is_active=False)
    with pytest.raises(Refused) as refused:
        place(cast, lent, pickup_site_id=closed.pk)
    assert codes(refused.value) == ["hold_pickup_closed"]


def test_a_student_of_another_school_stays_unknown(cast: Cast, lent: Item) -> None:
    with pytest.raises(Refused) as refused:
        place(cast, lent, cast.fay)
    assert codes(refused.value) == ["patron_of_another_school"]


def test_a_volunteer_places_no_holds(cast: Cast, lent: Item) -> None:
    with pytest.raises(NotAllowed):
        place_hold(
            cast.actor(cast.eli),
            patron_id=cast.ana.pk,
            record_id=lent.record_id,
            pickup_site_id=cast.middle.pk,
            now=NOON,
        )
