"""Two hands in the same moment on one hold, one copy, one renewal: one wins, none is lost, and all stays sound."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.cli.soundness import lending
from carrel.rooms.circulation.actions import (
    cancel_hold,
    check_in,
    check_out,
    expire_holds,
    keep_history,
    place_hold,
    renew,
    sever_loans_of_patron,
    sever_returned_loans,
    undo,
)
from carrel.rooms.circulation.models import Hold, Loan, PastLoan
from carrel.rooms.inventory.models import Item, Transit
from tests import makers
from tests.cast import Cast, raise_the_curtain
from tests.makers import NOON
from tests.rooms.circulation.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = pytest.mark.parametrize("round_", range(2))


@pytest.fixture
def played(transactional_db: None) -> Cast:
    makers.make_policy(length=14, length_unit="calendar_days", max_loans=9, renewals=1)
    return raise_the_curtain()


def refused(answers: list[object]) -> list[str]:
    assert None not in answers, "a desk got no answer"
    return sorted(each.code for each in answers if isinstance(each, Refused))


def is_sound() -> bool:
    return [each for question in (lending.states, lending.moments) for each in question(NOON)] == []


def out(cast: Cast, **values: object) -> Item:
    item = makers.make_item(cast.middle, "Holes", **values)
    makers.make_loan(item, cast.ben)
    return item


def returning(cast: Cast, item: Item, hand: str = "dee") -> Callable[[], object]:
    actor = cast.actor(getattr(cast, hand))
    return lambda: check_in(actor, item_id=item.pk, now=NOON)


@ROUNDS
def test_two_copies_come_back_for_one_who_waits(played: Cast, round_: int) -> None:
    first = out(played)
    second = out(played, record=first.record)
    hold = makers.make_hold(first.record, played.ana)
    answers = at_once([returning(played, first), returning(played, second, "lib")])
    assert refused(answers) == []
    assert sorted(each.hold_id or 0 for each in answers) == [0, hold.pk]  # type: ignore[attr-defined]  # Returned
    assert sorted(Item.objects.filter(record=first.record).values_list("state", flat=True)) == ["available", "on_hold"]
    assert is_sound()


@ROUNDS
def test_one_copy_at_two_desks_is_caught_once_and_sent_once(played: Cast, round_: int) -> None:
    item = out(played)
    makers.make_hold(item.record, played.fay)
    answers = at_once([returning(played, item), returning(played, item, "lib"), returning(played, item, "boss")])
    assert refused(answers) == []
    assert (Transit.objects.filter(ended_at=None).count(), Hold.objects.get().status) == (1, "in_transit")
    assert is_sound()


@ROUNDS
def test_the_same_hold_is_placed_once(played: Cast, round_: int) -> None:
    record, dee = out(played).record, played.actor(played.dee)
    deed = {"patron_id": played.ana.pk, "record_id": record.pk, "pickup_site_id": played.middle.pk, "now": NOON}
    answers = at_once([lambda: place_hold(dee, **deed)] * 3)  # type: ignore[arg-type]  # the same fields thrice
    assert refused(answers) == ["circulation.hold_waits_already"] * 2
    assert Hold.objects.count() == 1


def test_one_request_for_a_hold_sent_four_times_is_one_hold(played: Cast) -> None:
    record, dee = out(played).record, played.actor(played.dee)
    deed = {"patron_id": played.ana.pk, "record_id": record.pk, "pickup_site_id": played.middle.pk, "now": NOON}
    answers = at_once([lambda: place_hold(dee, **deed, key="key")] * 4)  # type: ignore[arg-type]  # the same four times
    assert refused(answers) == []
    assert sorted(each.repeated for each in answers) == [False, True, True, True]  # type: ignore[attr-defined]  # Placed
    assert Hold.objects.count() == 1


@ROUNDS
def test_the_last_renewal_is_given_once(played: Cast, round_: int) -> None:
    loan = makers.make_loan(makers.make_item(played.middle), played.ana, days=3)
    dee, lib = played.actor(played.dee), played.actor(played.lib)
    deeds = [lambda: renew(dee, loan_id=loan.pk, now=NOON), lambda: renew(lib, loan_id=loan.pk, now=NOON)]
    answers = at_once(deeds)
    assert len(refused(answers)) == 1
    loan.refresh_from_db()
    assert loan.renewals == 1


@ROUNDS
def test_the_copy_on_the_shelf_is_lent_once(played: Cast, round_: int) -> None:
    item = out(played)
    hold = makers.make_hold(item.record, played.ana)
    returning(played, item)()
    dee, lib = played.actor(played.dee), played.actor(played.lib)
    answers = at_once([
        lambda: check_out(dee, patron_id=played.ana.pk, item_id=item.pk, now=NOON),
        lambda: check_out(lib, patron_id=played.mateo.pk, item_id=item.pk, now=NOON),
    ])  # fmt: skip
    assert len(refused(answers)) == 1
    hold.refresh_from_db()
    assert (hold.status, Loan.objects.get(item=item, returned_at=None).patron) == ("filled", played.ana)
    assert is_sound()


@ROUNDS
def test_a_hold_is_called_off_while_it_is_filled(played: Cast, round_: int) -> None:
    item = out(played)
    hold = makers.make_hold(item.record, played.ana)
    makers.make_hold(item.record, played.mateo, placed_at=NOON + timedelta(minutes=1))
    returning(played, item)()
    dee, lib = played.actor(played.dee), played.actor(played.lib)
    at_once([
        lambda: check_out(dee, patron_id=played.ana.pk, item_id=item.pk, now=NOON),
        lambda: cancel_hold(lib, hold_id=hold.pk, now=NOON),
    ])  # fmt: skip
    assert Hold.objects.get(pk=hold.pk).status in ("filled", "cancelled")
    assert is_sound()


@ROUNDS
def test_a_hold_is_called_off_while_its_copy_comes_back(played: Cast, round_: int) -> None:
    item = out(played)
    hold = makers.make_hold(item.record, played.ana)
    lib = played.actor(played.lib)
    at_once([returning(played, item), lambda: cancel_hold(lib, hold_id=hold.pk, now=NOON)])
    assert Hold.objects.get(pk=hold.pk).status == "cancelled"
    assert is_sound()


@ROUNDS
def test_a_copy_is_fetched_in_the_minute_in_which_its_time_is_over(played: Cast, round_: int) -> None:
    items = [out(played) for _ in range(3)]
    for each in items:
        makers.make_hold(each.record, played.ana)
        makers.make_hold(each.record, played.mateo, placed_at=NOON + timedelta(minutes=1))
        returning(played, each)()
    later, dee = NOON + timedelta(days=30), played.actor(played.dee)
    lend = [
        partial(check_out, dee, patron_id=played.ana.pk, item_id=each.pk, now=later, overrides=(), reason="")
        for each in items
    ]
    at_once([*lend, lambda: expire_holds(SYSTEM, now=later)])
    for each in items:
        hold = Hold.objects.get(record=each.record, patron=played.ana)
        lent = Loan.objects.filter(item=each, returned_at=None, patron=played.ana).exists()
        assert (hold.status == "filled") is lent
    assert is_sound()


@ROUNDS
def test_a_return_is_taken_back_while_its_reader_is_forgotten(played: Cast, round_: int) -> None:
    item = out(played)
    dee = played.actor(played.dee)
    act = check_in(dee, item_id=item.pk, now=NOON).act_id
    later = NOON + timedelta(hours=13)
    at_once([lambda: undo(dee, act_id=act, now=later), lambda: sever_returned_loans(SYSTEM, now=later)])
    loan = Loan.objects.get(item=item)
    assert (loan.returned_at is None) is (loan.patron_id is not None)
    assert is_sound()


@ROUNDS
def test_two_nights_at_once_write_a_title_down_once(played: Cast, round_: int) -> None:
    keep_history(played.actor(played.ana), now=NOON - timedelta(days=9))
    for _ in range(5):
        makers.make_loan(makers.make_item(played.middle), played.ana, returned_at=NOON - timedelta(hours=13))
    dee = played.actor(played.dee)
    at_once([
        lambda: sever_returned_loans(SYSTEM, now=NOON),
        lambda: sever_loans_of_patron(dee, person_id=played.ana.pk, now=NOON),
        lambda: sever_returned_loans(SYSTEM, now=NOON),
    ])  # fmt: skip
    assert PastLoan.objects.count() == 5
    assert not Loan.objects.filter(patron=played.ana).exists()
