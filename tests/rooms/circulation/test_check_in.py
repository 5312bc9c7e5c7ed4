"""check_in: an item has come back, whatever it is and from wherever."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import check_in
from carrel.rooms.circulation.models import LoanChange
from carrel.rooms.circulation.phrases import PHRASES
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def told(returned: object) -> list[str]:
    tells = returned.tells  # type: ignore[attr-defined]  # any of the outcomes
    for each in tells:
        assert str(PHRASES[each.code]) % dict(each.facts)
    return [each.code.removeprefix("circulation.") for each in tells]


def test_a_loan_is_closed_and_the_item_is_in(cast: Cast) -> None:
    item = makers.make_item(cast.middle, "Holes", call_number="FIC SAC")
    loan = makers.make_loan(item, cast.ana)
    returned = check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON + timedelta(days=3))
    assert (returned.loan_id, returned.title, returned.call_number) == (loan.pk, "Holes", "FIC SAC")
    assert (returned.patron_id, returned.overdue_days, returned.belongs_to) == (cast.ana.pk, 0, None)
    assert told(returned) == []
    loan.refresh_from_db()
    item.refresh_from_db()
    assert loan.returned_at == NOON + timedelta(days=3)
    assert item.state == "available"


def test_a_late_return_says_how_late_in_calendar_and_open_days(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ana, lent_at=NOON - timedelta(days=21), days=14)
    returned = check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    assert returned.overdue_days == 7
    assert told(returned) == ["returned_late"]
    assert returned.tells[0].facts["open_days"] == 5


def test_an_item_that_was_not_out_is_told_and_counted_as_nothing(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    returned = check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    assert (returned.loan_id, returned.patron_id) == (None, None)
    assert told(returned) == ["not_on_loan"]
    entry = AuditEntry.objects.get(pk=returned.act_id)
    assert (entry.about_kind, entry.about_id) == ("item", item.pk)


@pytest.mark.parametrize(
    ("state", "code", "after"),
    [
        ("lost", "was_found", "available"),
        ("missing", "was_found", "available"),
        ("withdrawn", "not_on_loan", "withdrawn"),
        ("in_repair", "not_on_loan", "in_repair"),
        ("in_transit", "arrived_home", "available"),
    ],
)
def test_what_turns_up_goes_where_it_belongs(cast: Cast, state: str, code: str, after: str) -> None:
    item = makers.make_item(cast.middle, state=state)
    assert code in told(check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON))
    item.refresh_from_db()
    assert item.state == after


def test_an_item_of_another_site_is_sent_home(cast: Cast) -> None:
    item = makers.make_item(cast.high)
    makers.make_loan(item, cast.ana)
    returned = check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    assert returned.belongs_to == cast.high.pk
    assert told(returned) == ["belongs_elsewhere"]
    item.refresh_from_db()
    assert item.state == "in_transit"


def test_a_book_drop_is_dated_back(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    loan = makers.make_loan(item, cast.ana, lent_at=NOON - timedelta(days=17), days=14)
    returned = check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON, returned_on=TODAY - timedelta(days=3))
    assert returned.overdue_days == 0
    loan.refresh_from_db()
    assert loan.returned_at is not None
    assert loan.returned_at.date() == date(2026, 11, 21)


@pytest.mark.parametrize(("days", "code"), [(1, "returned_in_the_future"), (-3, "returned_before_lent")])
def test_a_day_that_cannot_be_is_refused(cast: Cast, days: int, code: str) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ana)
    with pytest.raises(Refused) as refused:
        check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON, returned_on=TODAY + timedelta(days=days))
    assert refused.value.code == f"circulation.{code}"
    item.refresh_from_db()
    assert item.state == "on_loan"


def test_the_same_key_is_answered_the_same(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ana, lent_at=NOON - timedelta(days=21))
    dee = cast.actor(cast.dee)
    first = check_in(dee, item_id=item.pk, now=NOON, key="k")
    again = check_in(dee, item_id=item.pk, now=NOON + timedelta(seconds=1), key="k")
    assert again.repeated
    assert (again.loan_id, again.act_id, again.overdue_days) == (first.loan_id, first.act_id, first.overdue_days)
    assert told(again) == told(first) == ["returned_late"]
    assert LoanChange.objects.count() == 1


def test_a_second_scan_with_another_key_finds_it_in(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ana)
    dee = cast.actor(cast.dee)
    check_in(dee, item_id=item.pk, now=NOON, key="a")
    assert told(check_in(dee, item_id=item.pk, now=NOON, key="b")) == ["not_on_loan"]


def test_an_unknown_item_and_a_role_without_the_permission(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        check_in(cast.actor(cast.dee), item_id=0, now=NOON)
    assert refused.value.code == "circulation.item_unknown"
    with pytest.raises(NotAllowed):
        check_in(cast.actor(cast.clark), item_id=0, now=NOON)
