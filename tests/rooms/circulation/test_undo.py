"""undo: each deed of the desk is taken back, unless later facts depend on it."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import (
    change_due,
    check_in,
    check_out,
    renew,
    sever_returned_loans,
    undo,
)
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.phrases import PHRASES
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def policy(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=5, renew_from="due")


def refusals(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    for each in refused.value.objections:
        assert str(PHRASES[each.code]) % dict(each.facts)
    return {each.code.removeprefix("circulation.") for each in refused.value.objections}


def test_a_check_out_is_taken_back_as_if_it_had_not_been(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle, state="missing")
    lent = check_out(
        dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, overrides=["circulation.item_missing"], reason="here"
    )
    undone = undo(dee, act_id=lent.act_id, now=LATER, key="u")
    assert (undone.undone, undone.item_id, undone.patron_id) == ("check_out", item.pk, cast.ana.pk)
    item.refresh_from_db()
    assert (item.state, item.loan_count) == ("missing", 0)
    loan = Loan.objects.get(pk=lent.loan_id)
    assert (loan.is_undone, loan.returned_at) == (True, LATER)
    assert undo(dee, act_id=lent.act_id, now=LATER, key="u").repeated
    with pytest.raises(Refused) as refused:
        undo(dee, act_id=lent.act_id, now=LATER)
    assert refusals(refused) == {"undo_done_before"}


def test_a_check_out_stays_once_it_was_renewed_or_returned(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    renewed = renew(dee, loan_id=lent.loan_id, now=LATER)
    with pytest.raises(Refused) as refused:
        undo(dee, act_id=lent.act_id, now=LATER)
    assert refusals(refused) == {"undo_changed_since"}
    undo(dee, act_id=renewed.act_id, now=LATER)
    check_in(dee, item_id=item.pk, now=LATER)
    with pytest.raises(Refused) as refused:
        undo(dee, act_id=lent.act_id, now=LATER)
    assert refusals(refused) == {"undo_returned_since"}


def test_after_its_renewal_was_taken_back_a_check_out_can_be_too(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    renewed = renew(dee, loan_id=lent.loan_id, now=LATER)
    undo(dee, act_id=renewed.act_id, now=LATER)
    loan = Loan.objects.get(pk=lent.loan_id)
    assert (loan.due_at, loan.renewals) == (lent.due_at, 0)
    assert undo(dee, act_id=lent.act_id, now=LATER).undone == "check_out"


def test_a_return_is_taken_back_with_its_borrower(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    returned = check_in(dee, item_id=item.pk, now=LATER)
    undone = undo(dee, act_id=returned.act_id, now=LATER)
    assert (undone.undone, undone.loan_id, undone.patron_id) == ("check_in", lent.loan_id, cast.ana.pk)
    loan = Loan.objects.get(pk=lent.loan_id)
    item.refresh_from_db()
    assert (loan.returned_at, item.state, item.loan_count) == (None, "on_loan", 1)


def test_a_return_stays_once_the_item_went_out_again(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    returned = check_in(dee, item_id=item.pk, now=LATER)
    check_out(dee, patron_id=cast.ben.pk, item_id=item.pk, now=LATER)
    with pytest.raises(Refused) as refused:
        undo(dee, act_id=returned.act_id, now=LATER)
    assert refusals(refused) == {"undo_lent_again"}


def test_a_return_stays_once_its_borrower_is_severed_or_the_item_marked(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle)
    check_out(dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON)
    returned = check_in(dee, item_id=item.pk, now=LATER)
    assert sever_returned_loans(SYSTEM, now=NOON + timedelta(days=1)) == 1
    item.state = "in_repair"
    item.save()
    with pytest.raises(Refused) as refused:
        undo(dee, act_id=returned.act_id, now=NOON + timedelta(days=1))
    assert refusals(refused) == {"undo_borrower_severed", "undo_item_changed"}


def test_a_scan_that_returned_nothing_puts_the_item_back_as_it_was(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), makers.make_item(cast.middle, state="lost")
    returned = check_in(dee, item_id=item.pk, now=NOON)
    undone = undo(dee, act_id=returned.act_id, now=LATER)
    assert (undone.undone, undone.loan_id) == ("check_in", None)
    item.refresh_from_db()
    assert item.state == "lost"


def test_a_change_of_date_is_taken_back_in_order(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    lent = check_out(dee, patron_id=cast.ana.pk, item_id=makers.make_item(cast.middle).pk, now=NOON)
    first = change_due(dee, loan_id=lent.loan_id, due_on=date(2026, 12, 10), now=LATER)
    second = change_due(dee, loan_id=lent.loan_id, due_on=date(2026, 12, 11), now=LATER)
    with pytest.raises(Refused) as refused:
        undo(dee, act_id=first.act_id, now=LATER)
    assert refusals(refused) == {"undo_changed_since"}
    undo(dee, act_id=second.act_id, now=LATER)
    undo(dee, act_id=first.act_id, now=LATER)
    loan = Loan.objects.get(pk=lent.loan_id)
    assert loan.due_at == lent.due_at
    assert loan.why["steps"][1][0] == "length_calendar_days"
    assert list(loan.changes.values_list("kind", flat=True)) == [
        "change_due", "change_due", "undo_change_due", "undo_change_due",
    ]  # fmt: skip


def test_what_was_no_deed_of_the_desk_is_unknown(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    for act_id in (0, 999_999):
        with pytest.raises(Refused) as refused:
            undo(dee, act_id=act_id, now=NOON)
        assert refusals(refused) == {"undo_unknown"}


def test_the_loan_of_another_schools_student_is_unknown_too(cast: Cast) -> None:
    item = makers.make_item(cast.high)
    lent = check_out(cast.actor(cast.boss), patron_id=cast.fay.pk, item_id=item.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        undo(cast.actor(cast.dee), act_id=lent.act_id, now=LATER)
    assert refusals(refused) == {"undo_unknown"}
