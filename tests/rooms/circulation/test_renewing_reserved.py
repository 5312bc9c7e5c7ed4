"""A renewal beside a reservation: the ceiling of a loan, never shorter, and asked where there is nothing to gain."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import (
    auto_renew,
    check_out,
    place_reservation,
    renew,
    renew_many,
    renew_own,
)
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/Los_Angeles")
SOON, LATER = TODAY + timedelta(days=21), TODAY + timedelta(days=28)
BEFORE = SOON - timedelta(days=4)
"""Kept from Friday 11 December on, so back on Thursday."""


@pytest.fixture(autouse=True)
def _a_policy(db: None) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=3, renew_from="due")


def copies(cast: Cast, count: int) -> list[Item]:
    record = makers.make_record("Holes")
    return [makers.make_item(cast.middle, record=record) for _ in range(count)]


def reserve(cast: Cast, items: list[Item], count: int, first: date = SOON, last: date = LATER) -> int:
    return place_reservation(
        cast.actor(cast.dee), record_id=items[0].record_id, site_id=cast.middle.pk, teacher_id=cast.clark.pk,
        copies=count, from_on=first, until_on=last, days_ahead=3, class_id=cast.seven_b.pk, now=NOON,
    )  # fmt: skip


def due_on(loan: Loan) -> date:
    return Loan.objects.get(pk=loan.pk).due_at.astimezone(ZONE).date()


def test_it_is_due_before_the_copies_are_kept_and_says_why(cast: Cast) -> None:
    items = copies(cast, 2)
    loan = makers.make_loan(items[0], cast.ben)
    reserve(cast, items, 2)
    renewed = renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    assert renewed.due_on == BEFORE
    assert Loan.objects.get(pk=loan.pk).why["steps"][-1][0] == "reserved"


def test_where_enough_copies_are_left_it_has_the_date_of_the_policy(cast: Cast) -> None:
    items = copies(cast, 3)
    loan = makers.make_loan(items[0], cast.ben)
    reserve(cast, items, 2)
    assert renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON).due_on == LATER


def test_with_nothing_to_gain_the_reservation_asks_and_can_be_passed(cast: Cast) -> None:
    items = copies(cast, 2)
    loan = makers.make_loan(items[0], cast.ben)
    pk = reserve(cast, items, 2, first=TODAY + timedelta(days=15))
    was = due_on(loan)
    with pytest.raises(Refused) as refused:
        renew(cast.actor(cast.dee), loan_id=loan.pk, now=NOON)
    (asked,) = refused.value.objections
    assert (asked.code, asked.source.ref) == ("circulation.renewal_reserved", f"reservation:{pk}")
    assert "reserved for a class" in str(PHRASES[asked.code]) % dict(asked.facts)
    assert due_on(loan) == was
    passed = renew(
        cast.actor(cast.dee), loan_id=loan.pk, now=NOON, overrides=["circulation.renewal_reserved"], reason="Exam"
    )
    assert passed.due_on == LATER


def test_by_class_by_night_and_by_oneself_it_keeps_its_date(cast: Cast) -> None:
    makers.make_policy(site=cast.middle, auto_renew=True)
    items = copies(cast, 2)
    loan = makers.make_loan(items[0], cast.ana, days=1)
    reserve(cast, items, 2, first=TODAY + timedelta(days=3))
    was = due_on(loan)
    many = renew_many(cast.actor(cast.dee), loan_ids=[loan.pk], now=NOON)
    assert many.kept == ((loan.pk, ("circulation.renewal_held", "circulation.renewal_reserved")),)
    assert auto_renew(SYSTEM, now=NOON + timedelta(hours=3)).kept == 1
    with pytest.raises(Refused):
        renew_own(cast.actor(cast.ana), loan_id=loan.pk, now=NOON)
    assert due_on(loan) == was


def test_what_the_class_has_for_it_is_renewed_to_its_last_day_at_most(cast: Cast) -> None:
    items = copies(cast, 2)
    pk = reserve(cast, items, 2, first=TODAY, last=TODAY + timedelta(days=20))
    dee = cast.actor(cast.dee)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=items[0].pk, now=NOON)
    assert lent.due_on == TODAY + timedelta(days=14)
    assert renew(dee, loan_id=lent.loan_id, now=NOON).due_on == TODAY + timedelta(days=20)
    with pytest.raises(Refused) as refused:
        renew(dee, loan_id=lent.loan_id, now=NOON)
    assert "circulation.would_not_extend" in {each.code for each in refused.value.objections}
    (shown,) = [each for each in refused.value.objections if each.code == "circulation.would_not_extend"]
    assert shown.source.ref == f"reservation:{pk}"


def test_copies_the_class_has_already_are_not_kept_once_more(cast: Cast) -> None:
    items = copies(cast, 3)
    reserve(cast, items, 2, first=TODAY, last=TODAY + timedelta(days=20))
    dee = cast.actor(cast.dee)
    for patron, item in ((cast.ana, items[0]), (cast.clark, items[1])):
        check_out(dee, patron_id=patron.pk, item_id=item.pk, now=NOON)
    third = check_out(dee, patron_id=cast.ben.pk, item_id=items[2].pk, now=NOON)
    assert third.due_on == TODAY + timedelta(days=14)
    assert renew(dee, loan_id=third.loan_id, now=NOON).due_on == LATER
