from dataclasses import replace
from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan
from tests.cast import Cast
from tests.makers import NOON, make_item, make_policy

SOON = NOON + timedelta(minutes=5)


@pytest.fixture
def eli(cast: Cast) -> Actor:
    """A student worker at the desk."""
    make_policy()
    return cast.actor(cast.eli)


def lend(actor: Actor, cast: Cast, title: str = "Holes") -> int:
    item = make_item(cast.middle, title)
    return actions.check_out(actor, patron_id=cast.ana.pk, item_id=item.pk, now=NOON).act_id


def refusal(actor: Actor, act_id: int, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        actions.undo_own(actor, act_id=act_id, now=more.get("now", SOON))  # type: ignore[arg-type]  # a moment
    return refused.value.code


def test_a_helper_takes_back_a_slip_of_the_last_minutes(cast: Cast, eli: Actor) -> None:
    act_id = lend(eli, cast)
    undone = actions.undo_own(eli, act_id=act_id, now=SOON)
    assert undone.undone == "check_out"
    assert not Loan.objects.filter(returned_at=None).exists()
    entry = AuditEntry.objects.get(pk=undone.act_id)
    assert (entry.code, entry.account_id) == ("circulation.undo", eli.account_id)


def test_a_return_and_a_renewal_too(cast: Cast, eli: Actor) -> None:
    make_policy(site=cast.middle, renewals=3, length=20, length_unit="calendar_days")
    item = make_item(cast.middle)
    actions.check_out(eli, patron_id=cast.ana.pk, item_id=item.pk, now=NOON - timedelta(days=3))
    loan = Loan.objects.get()
    renewed = actions.renew(eli, loan_id=loan.pk, now=NOON)
    assert actions.undo_own(eli, act_id=renewed.act_id, now=SOON).undone == "renew"
    returned = actions.check_in(eli, item_id=item.pk, now=NOON)
    assert actions.undo_own(eli, act_id=returned.act_id, now=SOON).undone == "check_in"
    assert Loan.objects.filter(returned_at=None).exists()


def test_what_others_did_stays(cast: Cast, eli: Actor) -> None:
    assert refusal(eli, lend(cast.actor(cast.dee), cast)) == "circulation.undo_not_own"


def test_at_a_shared_desk_the_badge_is_the_hand(cast: Cast, eli: Actor) -> None:
    act_id = lend(replace(eli, badge_person_id=cast.ben.pk), cast)
    assert refusal(eli, act_id) == "circulation.undo_not_own"
    assert refusal(replace(eli, badge_person_id=cast.gus.pk), act_id) == "circulation.undo_not_own"
    assert actions.undo_own(replace(eli, badge_person_id=cast.ben.pk), act_id=act_id, now=SOON).act_id


def test_after_five_minutes_it_is_for_the_technician(cast: Cast, eli: Actor) -> None:
    act_id = lend(eli, cast)
    assert refusal(eli, act_id, now=SOON + timedelta(seconds=1)) == "circulation.undo_not_own"
    assert actions.undo(cast.actor(cast.dee), act_id=act_id, now=SOON + timedelta(hours=1)).loan_id


def test_it_is_done_once_and_a_repeated_key_is_answered_the_same(cast: Cast, eli: Actor) -> None:
    act_id = lend(eli, cast)
    first = actions.undo_own(eli, act_id=act_id, now=SOON, key="k")
    again = actions.undo_own(eli, act_id=act_id, now=SOON + timedelta(hours=1), key="k")
    assert (first.act_id, first.repeated, again.act_id, again.repeated) == (first.act_id, False, first.act_id, True)
    assert refusal(eli, act_id) == "circulation.undo_done_before"


def test_later_facts_stand_against_it_as_against_any_undo(cast: Cast, eli: Actor) -> None:
    act_id = lend(eli, cast)
    actions.check_in(eli, item_id=Loan.objects.get().item_id, now=NOON)
    assert refusal(eli, act_id) == "circulation.undo_returned_since"
    assert refusal(eli, 999_999) == "circulation.undo_unknown"


def test_who_lends_nothing_undoes_nothing_and_a_helper_not_what_is_not_theirs(cast: Cast, eli: Actor) -> None:
    act_id = lend(eli, cast)
    with pytest.raises(NotAllowed):
        actions.undo_own(cast.actor(cast.clark), act_id=act_id, now=SOON)
    with pytest.raises(NotAllowed):
        actions.undo(eli, act_id=act_id, now=SOON)
