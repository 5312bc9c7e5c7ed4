"""renew: another date by the policy, never an earlier one."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import check_out, renew
from carrel.rooms.circulation.models import LoanChange
from carrel.rooms.circulation.phrases import PHRASES
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
