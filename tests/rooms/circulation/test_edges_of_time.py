"""The clocks change, a year ends, February has a 29th, and a school never opens: each is answered clearly."""

from datetime import UTC, date, datetime, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import (
    check_in,
    check_out,
    expire_holds,
    keep_history,
    place_hold,
    renew,
    sever_returned_loans,
)
from carrel.rooms.circulation.models import Hold, Loan, PastLoan
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.schools.actions import mark_days
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db
EVENING_BEFORE = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
"""Saturday, 31 October, half past ten at night in California; the clocks go back at two."""


def caught(cast: Cast, now: datetime) -> Hold:
    """A copy comes back to Ana, who waits."""
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ben, lent_at=now - timedelta(days=2))
    hold = makers.make_hold(item.record, cast.ana, placed_at=now - timedelta(days=1))
    check_in(cast.actor(cast.dee, now), item_id=item.pk, now=now)
    hold.refresh_from_db()
    return hold


def test_a_loan_over_the_change_of_the_clocks_ends_with_the_schools_day(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days")
    lent = check_out(
        cast.actor(cast.dee, EVENING_BEFORE), patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle).pk,
        now=EVENING_BEFORE,
    )  # fmt: skip
    # The fourteenth day is a Saturday; the next open day is Monday. Before the change the day ended at seven by UTC.
    assert lent.due_at == datetime(2026, 11, 17, 7, 59, 59, tzinfo=UTC)


def test_the_night_has_twelve_hours_also_when_one_of_them_comes_twice(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days")
    makers.make_loan(makers.make_item(cast.middle), cast.ana, lent_at=EVENING_BEFORE, returned_at=EVENING_BEFORE)
    assert sever_returned_loans(SYSTEM, now=EVENING_BEFORE + timedelta(hours=12)) == 0
    assert sever_returned_loans(SYSTEM, now=EVENING_BEFORE + timedelta(hours=12, seconds=1)) == 1


def test_a_window_of_a_day_over_the_change_is_twenty_four_hours(cast: Cast) -> None:
    makers.make_policy(keep_borrower_days=1)
    makers.make_loan(makers.make_item(cast.middle), cast.ana, lent_at=EVENING_BEFORE, returned_at=EVENING_BEFORE)
    assert sever_returned_loans(SYSTEM, now=EVENING_BEFORE + timedelta(hours=23)) == 0
    assert sever_returned_loans(SYSTEM, now=EVENING_BEFORE + timedelta(hours=24)) == 1


def test_a_copy_waits_on_the_shelf_over_the_holidays_and_the_year(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", shelf_days=5)
    mark_days(
        cast.actor(cast.dee), site_ids=[cast.middle.pk], first_on=date(2026, 12, 21), last_on=date(2027, 1, 1),
        kind="closed", note="Winter break", now=NOON,
    )  # fmt: skip
    before = datetime(2026, 12, 18, 20, tzinfo=UTC)
    hold = caught(cast, before)
    assert hold.shelf_until_on == date(2027, 1, 8)
    # Friday is its last day; on the weekend nobody could have come, so it ends with Monday.
    assert expire_holds(SYSTEM, now=datetime(2027, 1, 11, 7, 59, tzinfo=UTC)).on_shelf == 0
    assert expire_holds(SYSTEM, now=datetime(2027, 1, 11, 8, 1, tzinfo=UTC)).on_shelf == 1


def test_the_29th_of_february_is_a_day_like_any_other(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", shelf_days=1)
    lent_at = datetime(2028, 2, 15, 20, tzinfo=UTC)
    keep_history(cast.actor(cast.ana), now=lent_at)
    item, dee = makers.make_item(cast.middle), cast.actor(cast.dee, lent_at)
    assert check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=lent_at).due_on == date(2028, 2, 29)
    leap_day = lent_at + timedelta(days=14)
    check_in(dee, item_id=item.pk, now=leap_day)
    sever_returned_loans(SYSTEM, now=leap_day + timedelta(days=1))
    past = PastLoan.objects.get()
    assert (past.lent_on, past.returned_on) == (date(2028, 2, 15), date(2028, 2, 29))
    assert caught(cast, lent_at + timedelta(days=13)).shelf_until_on == date(2028, 2, 29)


def test_a_school_without_an_open_day_lends_nothing_by_itself_and_says_what_to_do(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=2)
    closed = makers.make_site(name="Never Open", open_weekdays="0000000")
    boss = cast.actor(cast.boss).at(closed.pk)
    item = makers.make_item(closed)
    with pytest.raises(Refused) as refused:
        check_out(boss, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    (objection,) = [each for each in refused.value.objections if each.code == "circulation.no_open_day"]
    assert "Never Open" in str(PHRASES[objection.code]) % dict(objection.facts)
    loan = makers.make_loan(item, cast.ana)
    with pytest.raises(Refused) as refused:
        renew(boss, loan_id=loan.pk, now=NOON)
    assert "circulation.no_open_day" in {each.code for each in refused.value.objections}


def test_a_hold_there_is_caught_without_an_end_and_is_told_so(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days")
    closed = makers.make_site(name="Never Open", open_weekdays="0000000")
    boss = cast.actor(cast.boss).at(closed.pk)
    item = makers.make_item(closed)
    makers.make_loan(item, cast.ben)
    placed = place_hold(boss, patron_id=cast.ana.pk, record_id=item.record_id, pickup_site_id=closed.pk, now=NOON)
    returned = check_in(boss, item_id=item.pk, now=NOON)
    assert [each.code for each in returned.tells] == ["circulation.hold_caught_no_end"]
    assert (returned.hold_id, returned.shelf_until_on) == (placed.hold_id, None)
    assert expire_holds(SYSTEM, now=NOON + timedelta(days=800)).on_shelf == 0
    sever_returned_loans(SYSTEM, now=NOON + timedelta(days=1))
    assert not Loan.objects.filter(patron__isnull=False).exists()
