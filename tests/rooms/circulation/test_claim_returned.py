"""claim_returned: the fine stands still, the shelf is searched, and what is found proves the reader right."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Claim, Loan
from carrel.rooms.circulation.queries.claims import claims_to_search
from carrel.rooms.circulation.queries.fines import due_of, fines_of
from carrel.rooms.schools.models import Place
from tests.cast import Cast
from tests.makers import NOON, make_item, make_policy
from tests.rooms.circulation.fining import LENT, charging, lent, owed

pytestmark = pytest.mark.django_db
SAID = (LENT + timedelta(days=17)).date()
"""Three days after it was due."""


def test_the_fine_stands_still_from_that_day_and_the_shelf_is_searched(cast: Cast) -> None:
    charging()
    item, loan = lent(cast, cast.ben, call_number="FIC SAC")
    dee = cast.actor(cast.dee)
    claim = actions.claim_returned(dee, loan_id=loan.pk, said_on=SAID, now=NOON, note="In the drop, before class")
    (shown,) = claims_to_search(dee)
    assert (shown.item_id, shown.call_number, shown.note) == (item.pk, "FIC SAC", "In the drop, before class")
    loan = Loan.objects.select_related("item__site", "item__item_type").get(pk=loan.pk)
    assert fines_of([due_of(loan)], NOON + timedelta(days=30)) == {loan.pk: 30}
    actions.undo(dee, act_id=claim.act_id, now=NOON)
    loan.refresh_from_db()
    assert (loan.claimed_on, claims_to_search(dee), Claim.objects.get().settled_as) == (None, (), "undone")


def test_the_lending_cannot_be_taken_back_while_they_say_so(cast: Cast) -> None:
    charging()
    item, dee = make_item(cast.middle, "Holes"), cast.actor(cast.dee)
    given = actions.check_out(dee, patron_id=cast.ben.pk, item_id=item.pk, now=NOON)
    actions.claim_returned(dee, loan_id=given.loan_id, said_on=NOON.date(), now=NOON)
    with pytest.raises(Refused, match="undo_claimed_since"):
        actions.undo(dee, act_id=given.act_id, now=NOON)
    assert Loan.objects.get(pk=given.loan_id).returned_at is None


def test_found_by_a_scan_it_counts_for_the_day_they_said(cast: Cast) -> None:
    charging()
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.claim_returned(dee, loan_id=loan.pk, said_on=SAID, now=NOON)
    returned = actions.check_in(dee, item_id=item.pk, now=NOON + timedelta(days=9))
    assert returned.was_claimed
    assert "circulation.claim_was_right" in {each.code for each in returned.tells}
    loan.refresh_from_db()
    assert loan.returned_at is not None
    assert (loan.returned_at.date(), loan.claimed_on) == (SAID + timedelta(days=1), None)  # UTC
    assert owed(cast.ben) == {"overdue": 30}
    assert Claim.objects.get().settled_as == "found"
    actions.undo(dee, act_id=returned.act_id, now=NOON + timedelta(days=9))
    loan.refresh_from_db()
    assert (loan.claimed_on, loan.returned_at, owed(cast.ben)) == (SAID, None, {})
    assert Claim.objects.get().settled_at is None


def test_many_claims_are_told_and_stop_nothing(cast: Cast) -> None:
    charging(max_claims=1)
    dee, said = cast.actor(cast.dee), []
    for _ in range(2):
        _, loan = lent(cast, cast.ben)
        said.append(actions.claim_returned(dee, loan_id=loan.pk, said_on=SAID, now=NOON).tells)
    assert said[0] == ()
    assert [(each.code, each.facts["count"], each.facts["limit"]) for each in said[1]] == [
        ("circulation.many_claims", 2, 1)
    ]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (NOON.date() + timedelta(days=1), "circulation.claim_in_the_future"),
        (LENT.date() - timedelta(days=1), "circulation.claim_before_lent"),
    ],
)
def test_a_day_that_cannot_be(cast: Cast, day: date, code: str) -> None:
    charging()
    _, loan = lent(cast, cast.ben)
    with pytest.raises(Refused) as refused:
        actions.claim_returned(cast.actor(cast.dee), loan_id=loan.pk, said_on=day, now=NOON)
    assert refused.value.code == code


def test_once_is_enough_and_a_cart_claims_nothing(cast: Cast) -> None:
    make_policy()
    _, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    first = actions.claim_returned(dee, loan_id=loan.pk, said_on=SAID, now=NOON, key="claim-once")
    again = actions.claim_returned(dee, loan_id=loan.pk, said_on=SAID, now=NOON, key="claim-once")
    assert (again.claim_id, again.repeated) == (first.claim_id, True)
    with pytest.raises(Refused) as refused:
        actions.claim_returned(dee, loan_id=loan.pk, said_on=SAID, now=NOON)
    assert refused.value.code == "circulation.claimed_already"
    cart = Place.objects.create(site=cast.middle, code="cart", name="Cart 1")
    item = make_item(cast.middle)
    actions.check_out_to_place(dee, place_id=cart.pk, item_id=item.pk, now=NOON, due_on=NOON.date())
    with pytest.raises(Refused) as refused:
        actions.claim_returned(
            dee, loan_id=Loan.objects.get(item=item).pk, said_on=NOON.date(), now=NOON + timedelta(minutes=1)
        )
    assert refused.value.code == "circulation.claim_of_nobody"


def test_a_helper_may_not(cast: Cast) -> None:
    make_policy()
    _, loan = lent(cast, cast.ben)
    with pytest.raises(NotAllowed):
        actions.claim_returned(cast.actor(cast.eli), loan_id=loan.pk, said_on=SAID, now=NOON)
    assert not Charge.objects.exists()
