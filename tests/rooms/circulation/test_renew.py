"""renew: another date by the policy, never an earlier one."""

from datetime import date, timedelta
from typing import Any

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_out, renew
from carrel.rooms.circulation.models import Hold, LoanChange
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policy(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=2, renew_from="due")


def refusals(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    for each in refused.value.objections:
        assert str(PHRASES[each.code]) % dict(each.facts)
    return [each.code.removeprefix("circulation.") for each in refused.value.objections]


def test_it_counts_from_the_due_date_or_from_now_as_the_policy_says(cast: Cast) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    renewed = renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON + timedelta(days=10))
    assert renewed.due_on == date(2026, 12, 21)
    makers.make_policy(site=cast.middle, renew_from="now")
    renewed = renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON + timedelta(days=20))
    assert renewed.due_on == date(2026, 12, 28)
    loan.refresh_from_db()
    assert (loan.renewals, loan.changes.count()) == (2, 2)


def test_a_late_renewal_from_the_due_date_counts_from_now(cast: Cast) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana, lent_at=NOON - timedelta(days=60))
    assert renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON).due_on == date(2026, 12, 7)


def test_the_limit_asks_and_can_be_passed_with_a_reason(cast: Cast) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana, renewals=2)
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        renew(dee, loan_id=loan.pk, now=NOON)
    assert refusals(refused) == ["renewal_limit"]
    assert renew(dee, loan_id=loan.pk, now=NOON, overrides=["circulation.renewal_limit"], reason="Book report").loan_id


def test_it_never_shortens_a_loan(cast: Cast) -> None:
    makers.make_policy(site=cast.middle, renew_from="now", length=7, length_unit="calendar_days")
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana, days=30)
    with pytest.raises(Refused) as refused:
        renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    assert refusals(refused) == ["would_not_extend"]
    assert not refused.value.can_be_passed
    assert not LoanChange.objects.exists()


def test_overdue_items_are_renewed_unless_the_policy_says_no(cast: Cast) -> None:
    makers.make_policy(site=cast.middle, renew_overdue=False)
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana, lent_at=NOON - timedelta(days=20))
    with pytest.raises(Refused) as refused:
        renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    assert refusals(refused) == ["renewal_overdue"]


def test_a_block_asks_and_a_returned_loan_is_refused(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    loan = makers.make_loan(item, cast.ana)
    makers.make_block(cast.ana)
    with pytest.raises(Refused) as refused:
        renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    assert refusals(refused) == ["patron_blocked"]
    closed = makers.make_loan(makers.make_item(cast.middle), cast.ben, returned_at=NOON)
    with pytest.raises(Refused) as refused:
        renew(cast.actor(cast.dee), loan_id=closed.pk, now=NOON)
    assert refusals(refused) == ["loan_is_closed"]


def test_the_same_key_renews_once(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    first = renew(dee, loan_id=lent.loan_id, now=NOON + timedelta(days=1), key="k")
    again = renew(dee, loan_id=lent.loan_id, now=NOON + timedelta(days=1), key="k")
    assert again.repeated
    assert again.due_at == first.due_at
    assert LoanChange.objects.count() == 1


def test_a_loan_of_another_schools_student_is_not_touched(cast: Cast) -> None:
    loan = makers.make_loan(makers.make_item(cast.high), cast.fay)
    with pytest.raises(Refused) as refused:
        renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    assert refusals(refused) == ["patron_of_another_school"]
    with pytest.raises(Refused) as refused:
        renew(cast.actor(cast.dee), loan_id=0, now=NOON)
    assert refusals(refused) == ["loan_unknown"]


def make_hold(cast: Cast, of: Item, **values: Any) -> Hold:
    made = {"record": of.record, "patron": cast.ben, "pickup_site": cast.middle, "placed_at": NOON}
    return Hold.objects.create(**made | values)


def test_too_soon_asks_and_says_from_when(cast: Cast) -> None:
    makers.make_policy(site=cast.middle, renew_not_before=3)
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)  # due on 7 December
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        renew(dee, loan_id=loan.pk, now=NOON + timedelta(days=10))
    assert refusals(refused) == ["renewal_too_soon"]
    assert refused.value.objections[0].facts["from"] == date(2026, 12, 4)
    assert refused.value.can_be_passed
    assert renew(dee, loan_id=loan.pk, now=NOON + timedelta(days=11)).due_on == date(2026, 12, 21)


def test_somebody_who_waits_for_this_copy_asks_without_a_name(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    loan = makers.make_loan(item, cast.ana)
    hold = make_hold(cast, item)
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        renew(dee, loan_id=loan.pk, now=NOON)
    assert refusals(refused) == ["renewal_held"]
    assert "Ben" not in str(refused.value.objections[0].facts)
    Hold.objects.filter(pk=hold.pk).update(is_frozen=True, frozen_until_on=NOON.date())  # it wakes today
    with pytest.raises(Refused):
        renew(dee, loan_id=loan.pk, now=NOON)
    Hold.objects.filter(pk=hold.pk).update(frozen_until_on=None)
    assert renew(dee, loan_id=loan.pk, now=NOON).loan_id == loan.pk


def test_another_copy_that_is_in_fills_the_hold_instead(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    loan = makers.make_loan(item, cast.ana)
    other = makers.make_item(cast.middle, record=item.record)
    make_hold(cast, item)
    dee = cast.actor(cast.dee)
    assert renew(dee, loan_id=loan.pk, now=NOON).loan_id == loan.pk
    make_hold(cast, item, patron=cast.mateo)  # two wait, one copy is in
    with pytest.raises(Refused):
        renew(dee, loan_id=loan.pk, now=NOON)
    Hold.objects.all().delete()
    make_hold(cast, item, item=other)  # waits for the other copy, not for this
    assert renew(dee, loan_id=loan.pk, now=NOON + timedelta(days=1)).loan_id == loan.pk


def test_a_copy_that_is_not_lent_fills_no_hold(cast: Cast) -> None:
    reference = makers.make_item_type("reference")
    makers.make_policy(item_type=reference, loanable=False)
    item = makers.make_item(cast.middle)
    loan = makers.make_loan(item, cast.ana)
    makers.make_item(cast.middle, record=item.record, item_type=reference)
    make_hold(cast, item)
    with pytest.raises(Refused) as refused:
        renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    assert refusals(refused) == ["renewal_held"]


def test_ones_own_hold_stands_in_nobodys_way(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    loan = makers.make_loan(item, cast.ana)
    make_hold(cast, item, patron=cast.ana)
    assert renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON).loan_id == loan.pk
