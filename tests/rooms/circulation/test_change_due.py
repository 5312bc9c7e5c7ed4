"""change_due: a date set by hand."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import change_due
from carrel.rooms.circulation.queries import explain_loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_the_date_stands_and_says_who_gave_it(cast: Cast) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    changed = change_due(cast.actor(cast.dee), loan_id=loan.pk, due_on=date(2026, 12, 18), now=NOON)
    assert changed.due_on == date(2026, 12, 18)
    explained = explain_loan(loan.pk)
    assert explained is not None
    assert [step.code for step in explained.steps] == ["lent", "given"]


def test_a_closed_day_is_told_and_a_past_day_refused(cast: Cast) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    dee = cast.actor(cast.dee)
    changed = change_due(dee, loan_id=loan.pk, due_on=date(2026, 12, 19), now=NOON)
    assert [each.code for each in changed.tells] == ["circulation.due_on_closed_day"]
    with pytest.raises(Refused) as refused:
        change_due(dee, loan_id=loan.pk, due_on=TODAY - timedelta(days=1), now=NOON)
    assert refused.value.code == "circulation.due_in_the_past"


def test_a_returned_loan_and_a_student_worker_are_refused(cast: Cast) -> None:
    closed = makers.make_loan(makers.make_item(cast.middle), cast.ana, returned_at=NOON)
    with pytest.raises(Refused) as refused:
        change_due(cast.actor(cast.dee), loan_id=closed.pk, due_on=TODAY, now=NOON)
    assert refused.value.code == "circulation.loan_is_closed"
    with pytest.raises(NotAllowed):
        change_due(cast.actor(cast.eli), loan_id=closed.pk, due_on=TODAY, now=NOON)


def test_the_same_key_changes_once(cast: Cast) -> None:
    loan = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    dee = cast.actor(cast.dee)
    first = change_due(dee, loan_id=loan.pk, due_on=date(2026, 12, 18), now=NOON, key="k")
    again = change_due(dee, loan_id=loan.pk, due_on=date(2026, 12, 18), now=NOON, key="k")
    assert again.repeated
    assert (again.due_at, again.act_id) == (first.due_at, first.act_id)
    assert loan.changes.count() == 1
