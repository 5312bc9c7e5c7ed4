"""place_reservation: copies for a class, before anybody who waits."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_in, check_out, place_reservation
from carrel.rooms.circulation.models import Hold, Reservation
from carrel.rooms.circulation.phrases import PHRASES, STEPS
from carrel.rooms.circulation.queries import explain_check_out
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db
SOON, LATER = TODAY + timedelta(days=14), TODAY + timedelta(days=28)


@pytest.fixture(autouse=True)
def _a_policy(db: None) -> None:
    makers.make_policy(length=28, length_unit="calendar_days")


def copies(cast: Cast, count: int) -> list[Item]:
    record = makers.make_record("Holes")
    return [makers.make_item(cast.middle, record=record) for _ in range(count)]


def reserve(cast: Cast, items: list[Item], count: int, **values: object) -> Reservation:
    given = {"from_on": SOON, "until_on": LATER, "days_ahead": 3, "class_id": cast.seven_b.pk, "now": NOON} | values
    pk = place_reservation(
        cast.actor(cast.dee),
        record_id=items[0].record_id,
        site_id=cast.middle.pk,
        teacher_id=cast.clark.pk,
        copies=count,
        **given,  # type: ignore[arg-type]  # as the test gives it
    )
    return Reservation.objects.get(pk=pk)


def test_each_copy_waits_asleep_until_copies_are_kept(cast: Cast) -> None:
    items = copies(cast, 3)
    reservation = reserve(cast, items, 2)
    holds = Hold.objects.filter(reservation=reservation)
    assert {(each.rank, each.frozen_until_on, each.patron) for each in holds} == {
        (Hold.RESERVED, SOON - timedelta(days=3), cast.clark)
    }
    assert holds.count() == 2
    assert check_in(cast.actor(cast.dee), item_id=items[0].pk, now=NOON).hold_id is None
    kept = check_in(cast.actor(cast.dee), item_id=items[0].pk, now=NOON + timedelta(days=11))
    assert kept.hold_id in set(holds.values_list("pk", flat=True))
    # It stands ready until the class's last day, not only as long as a reader's would.
    assert kept.shelf_until_on == LATER


def test_more_copies_than_are_free_on_a_day_are_refused(cast: Cast) -> None:
    items = copies(cast, 3)
    reserve(cast, items, 2)
    with pytest.raises(Refused) as refused:
        reserve(cast, items, 2, from_on=LATER + timedelta(days=2), until_on=LATER + timedelta(days=9))
    facts = dict(refused.value.objections[0].facts)
    assert refused.value.code == "circulation.reservation_too_many"
    assert (facts["free"], facts["copies"]) == (1, 2)
    assert str(PHRASES[refused.value.code]) % facts
    reserve(cast, items, 2, from_on=LATER + timedelta(days=5), until_on=LATER + timedelta(days=9))


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (TODAY + timedelta(days=2), TODAY, "reservation_ends_early"),
        (TODAY - timedelta(days=5), TODAY - timedelta(days=1), "reservation_past"),
    ],
)
def test_days_that_cannot_be_are_refused(cast: Cast, first: object, last: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        reserve(cast, copies(cast, 2), 1, from_on=first, until_on=last)
    assert refused.value.code == f"circulation.{code}"


def test_a_loan_that_would_run_into_it_is_due_before_and_says_why(cast: Cast) -> None:
    items = copies(cast, 2)
    reserve(cast, items, 2)
    lent = check_out(cast.actor(cast.dee), patron_id=cast.ben.pk, item_id=items[0].pk, now=NOON)
    # Kept from Friday 4 December on, so back on Thursday.
    assert lent.due_on == SOON - timedelta(days=4)
    loan = items[0].loans.get()
    code, day, facts, changed = loan.why["steps"][-1]
    assert (code, day, changed) == ("reserved", lent.due_on.isoformat(), True)
    assert str(STEPS[code]) % facts


def test_where_enough_copies_are_left_the_loan_keeps_its_date(cast: Cast) -> None:
    items = copies(cast, 3)
    reserve(cast, items, 2)
    dee = cast.actor(cast.dee)
    assert check_out(dee, patron_id=cast.ben.pk, item_id=items[0].pk, now=NOON).due_on == LATER
    assert check_out(dee, patron_id=cast.mateo.pk, item_id=items[1].pk, now=NOON).due_on == SOON - timedelta(days=4)


def test_while_copies_are_kept_the_last_ones_ask(cast: Cast) -> None:
    items = copies(cast, 2)
    reserve(cast, items, 2, from_on=TODAY + timedelta(days=2))
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        check_out(dee, patron_id=cast.ben.pk, item_id=items[0].pk, now=NOON)
    assert refused.value.code == "circulation.reserved_for_class"
    assert str(PHRASES[refused.value.code]) % dict(refused.value.objections[0].facts)


def test_students_of_the_class_and_its_teacher_fill_it_and_are_due_at_its_end(cast: Cast) -> None:
    items = copies(cast, 2)
    reservation = reserve(cast, items, 2, from_on=TODAY, until_on=TODAY + timedelta(days=9))
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=items[0].pk, now=NOON)
    for patron, item in ((cast.ana, items[0]), (cast.clark, items[1])):
        lent = check_out(dee, patron_id=patron.pk, item_id=item.pk, now=NOON)
        assert lent.due_on == TODAY + timedelta(days=9)
    assert Hold.objects.filter(reservation=reservation, status="filled").count() == 2


def test_the_same_key_reserves_once(cast: Cast) -> None:
    items = copies(cast, 4)
    first, again = (reserve(cast, items, 2, key="reserve-once") for _ in range(2))
    assert first == again
    assert Hold.objects.count() == 2


def test_another_schools_copies_are_not_ours_to_reserve(cast: Cast) -> None:
    items = copies(cast, 2)
    with pytest.raises(Refused) as refused:
        place_reservation(
            cast.actor(cast.dee),
            record_id=items[0].record_id,
            site_id=cast.high.pk,
            teacher_id=cast.clark.pk,
            copies=1,
            from_on=SOON,
            until_on=LATER,
            now=NOON,
        )
    assert refused.value.code == "circulation.reservation_unknown"


def test_another_schools_copy_does_not_travel_for_it(cast: Cast) -> None:
    items = copies(cast, 2)
    reserve(cast, items, 2, from_on=TODAY, until_on=TODAY + timedelta(days=9))
    far = makers.make_item(cast.high, record=items[0].record)
    returned = check_in(makers.make_actor("technician", cast.high), item_id=far.pk, now=NOON)
    assert returned.hold_id is None


def test_why_not_says_what_lending_would_say(cast: Cast) -> None:
    items = copies(cast, 2)
    reserve(cast, items, 2, from_on=TODAY + timedelta(days=2))
    told = explain_check_out(cast.actor(cast.dee), patron_id=cast.ben.pk, item_id=items[0].pk, now=NOON)
    assert told is not None
    assert "circulation.reserved_for_class" in {each.code for each in told.objections}
