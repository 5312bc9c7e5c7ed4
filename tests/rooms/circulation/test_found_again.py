"""A lost thing that turns up anywhere is settled with whoever lost it: by the policy, or in the reader's favour."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.charges.models import Charge, FundTerm
from carrel.rooms.charges.queries import owed_back
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan
from carrel.rooms.inventory.models import Item
from carrel.rooms.schools.models import Fund
from tests.cast import Cast
from tests.makers import NOON, make_actor
from tests.rooms.circulation.fining import LENT, charging, ledger_is_sound, lent, owed
from tests.rooms.circulation.test_declare_lost import paid

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=10)


def lost(cast: Cast, *, pays: int = 0, **policy: object) -> tuple[Item, Loan]:
    charging(**policy)
    item, loan = lent(cast, cast.ben)
    actions.declare_lost(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    if pays:
        paid(Charge.objects.get(kind="lost"), pays)
    return item, loan


@pytest.mark.parametrize(
    ("policy", "left", "back", "fine"),
    [
        ({"refund_price": "none"}, {"lost": 500, "overdue": 140}, 0, 0),
        ({"refund_price": "unpaid"}, {"overdue": 140}, 0, 0),
        ({"refund_price": "refund"}, {"overdue": 140}, 1000, 0),
        ({"refund_price": "charge"}, {"overdue": 240}, 1000, 100),
        ({"refund_price": "restore", "lost_fine": "forgive"}, {"overdue": 140}, 1000, 140),
        ({"refund_price": "refund", "refund_days": 9}, {"overdue": 140}, 0, 0),
        ({"refund_price": "charge", "refund_days": 10}, {"overdue": 240}, 1000, 100),
    ],
)
def test_the_outcomes_of_the_price(
    cast: Cast, policy: dict[str, object], left: dict[str, int], back: int, fine: int
) -> None:
    item, loan = lost(cast, pays=1000, **policy)
    returned = actions.check_in(cast.actor(cast.dee), item_id=item.pk, now=LATER)
    assert returned.found is not None
    assert (returned.found.back_minor, returned.found.fine_minor) == (back, fine)
    assert (owed(cast.ben), owed_back(cast.ben.pk)) == (left, back)
    item.refresh_from_db()
    loan.refresh_from_db()
    assert (item.state, loan.found_at, loan.ended_as) == ("available", LATER, "lost")
    assert {"circulation.was_found", "circulation.found_and_settled"} <= {each.code for each in returned.tells}
    assert ledger_is_sound()


def test_the_fee_has_an_outcome_of_its_own(cast: Cast) -> None:
    item, _ = lost(cast, lost_fee_minor=500, refund_fee="none", fine_minor=0)
    actions.check_in(cast.actor(cast.dee), item_id=item.pk, now=LATER)
    assert owed(cast.ben) == {"processing": 500}


def test_who_had_said_so_was_right_whatever_the_policy_and_however_late(cast: Cast) -> None:
    charging(refund_price="none", refund_fee="none", lost_fee_minor=500, refund_days=1)
    item, loan = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    actions.claim_returned(dee, loan_id=loan.pk, said_on=LENT.date() + timedelta(days=9), now=NOON)
    actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    paid(Charge.objects.get(kind="lost"), 1500)
    found = actions.check_in(dee, item_id=item.pk, now=NOON + timedelta(days=200)).found
    assert found is not None
    assert (found.was_claimed, found.taken_off_minor, found.back_minor) == (True, 500, 1500)
    assert (owed(cast.ben), owed_back(cast.ben.pk)) == ({}, 1500)


def test_taken_back_it_is_lost_and_owed_as_before(cast: Cast) -> None:
    item, loan = lost(cast, pays=1000, refund_price="charge")
    dee = cast.actor(cast.dee)
    before = owed(cast.ben)
    returned = actions.check_in(dee, item_id=item.pk, now=LATER)
    actions.undo(dee, act_id=returned.act_id, now=LATER + timedelta(minutes=1))
    item.refresh_from_db()
    loan.refresh_from_db()
    assert (item.state, loan.found_at, owed(cast.ben), owed_back(cast.ben.pk)) == ("lost", None, before, 0)
    again = actions.check_in(dee, item_id=item.pk, now=LATER + timedelta(minutes=2))
    assert again.found is not None
    assert (again.found.back_minor, again.found.fine_minor) == (1000, 100)
    assert ledger_is_sound()


def test_a_lost_thing_that_was_found_cannot_be_unlost(cast: Cast) -> None:
    item, loan = lost(cast)
    dee = cast.actor(cast.dee)
    actions.check_in(dee, item_id=item.pk, now=LATER)
    with pytest.raises(Refused) as refused:
        actions.undo(dee, act_id=loan.changes.get(kind="lost").act_id, now=LATER)
    assert refused.value.code == "circulation.undo_item_changed"


def test_lent_from_the_hand_it_is_found_as_well(cast: Cast) -> None:
    item, _ = lost(cast, fine_minor=0)
    dee = cast.actor(cast.dee)
    done = actions.check_out(
        dee, patron_id=cast.ana.pk, item_id=item.pk, now=LATER, overrides=("circulation.item_lost",), reason="in hand"
    )
    assert owed(cast.ben) == {}
    actions.undo(dee, act_id=done.act_id, now=LATER)
    assert (owed(cast.ben), Item.objects.get(pk=item.pk).state) == ({"lost": 1500}, "lost")


def test_another_school_finds_it_too(cast: Cast) -> None:
    item, _ = lost(cast, fine_minor=0)
    returned = actions.check_in(make_actor("assistant", cast.high), item_id=item.pk, now=LATER)
    assert returned.found is not None
    assert returned.found.taken_off_minor == 1500
    assert owed(cast.ben) == {}


def test_a_helper_finds_it_and_the_answer_names_nobody(cast: Cast) -> None:
    item, _ = lost(cast, fine_minor=0)
    eli = cast.actor(cast.eli)
    first = actions.check_in(eli, item_id=item.pk, now=LATER, key="found-once")
    again = actions.check_in(eli, item_id=item.pk, now=LATER, key="found-once")
    assert (first.patron_id, first.found, again.found) == (None, again.found, first.found)
    assert owed(cast.ben) == {}


def test_what_was_never_lost_is_not_found(cast: Cast) -> None:
    charging()
    item, _ = lent(cast, cast.ben)
    dee = cast.actor(cast.dee)
    assert actions.check_in(dee, item_id=item.pk, now=NOON).found is None
    Item.objects.filter(pk=item.pk).update(state="lost")
    assert actions.check_in(dee, item_id=item.pk, now=NOON).found is None


def test_money_of_a_fund_goes_back_until_the_last_day_of_its_fund(cast: Cast) -> None:
    """The first of what policy, site and fund lay down; who had said they brought it back is not bound by it."""
    charging(fine_minor=0, refund_days=300)
    fund = Fund.objects.create(code="LOST", name="Lost books")
    FundTerm.objects.create(fund=fund, refund_days=30)
    dee = cast.actor(cast.dee)
    untils = {}
    for name, text in (("of the fund", "Lost Books"), ("of another", "PTA"), ("of none", "")):
        _, loan = lent(cast, cast.ben, fund=text)
        actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
        charge = Charge.objects.get(loan_id=loan.pk)
        assert charge.refund_until is not None
        untils[name] = (charge.fund_id, (charge.refund_until - charge.charged_on).days)
    assert untils == {"of the fund": (fund.pk, 30), "of another": (None, 300), "of none": (None, 300)}
    _, loan = lent(cast, cast.ben, fund="LOST")
    actions.claim_returned(dee, loan_id=loan.pk, said_on=NOON.date(), now=NOON)
    actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    claimed = Charge.objects.get(loan_id=loan.pk)
    assert claimed.refund_until is not None
    assert (claimed.refund_until - claimed.charged_on).days == 366


def test_found_after_the_last_day_of_its_fund_what_was_paid_stays_paid(cast: Cast) -> None:
    charging(fine_minor=0, refund_days=300)
    fund = Fund.objects.create(code="LOST", name="Lost books")
    FundTerm.objects.create(fund=fund, refund_days=30)
    dee = cast.actor(cast.dee)
    item, loan = lent(cast, cast.ben, fund="LOST")
    actions.declare_lost(dee, loan_id=loan.pk, now=NOON)
    paid(Charge.objects.get(), 1000)
    found = actions.check_in(dee, item_id=item.pk, now=NOON + timedelta(days=31)).found
    assert found is not None
    assert (found.is_late, found.taken_off_minor, found.back_minor) == (True, 500, 0)
