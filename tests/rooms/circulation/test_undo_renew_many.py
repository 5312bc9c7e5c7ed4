"""undo_renew_many: the dates of one act are what they were, where nothing has changed them since."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import change_due, check_in, renew_many, undo, undo_renew_many
from carrel.rooms.circulation.models import Loan, LoanChange
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def loans(cast: Cast) -> list[Loan]:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=2, renew_from="due")
    return [makers.make_loan(makers.make_item(cast.middle, title), cast.ana) for title in ("Holes", "Sula", "Emma")]


def test_all_have_their_dates_again_unless_changed_or_returned_since(cast: Cast, loans: list[Loan]) -> None:
    dee, (plain, changed, back) = cast.actor(cast.dee), loans
    done = renew_many(dee, loan_ids=[each.pk for each in loans], now=NOON)
    change_due(dee, loan_id=changed.pk, due_on=date(2027, 1, 8), now=NOON)
    check_in(dee, item_id=back.item_id, now=NOON)
    undone = undo_renew_many(dee, act_id=done.act_id, now=NOON + timedelta(minutes=2), key="u")
    assert (undone.undone, undone.stayed) == (1, 2)
    before = plain.due_at
    plain.refresh_from_db()
    assert (plain.due_at, plain.renewals) == (before, 0)
    assert LoanChange.objects.filter(loan=plain).latest("pk").kind == "undo_renew"
    assert undo_renew_many(dee, act_id=done.act_id, now=NOON, key="u") == undone
    with pytest.raises(Refused) as refused:
        undo_renew_many(dee, act_id=done.act_id, now=NOON)
    assert refused.value.code == "circulation.undo_done_before"


def test_another_act_is_none(cast: Cast, loans: list[Loan]) -> None:
    dee = cast.actor(cast.dee)
    done = renew_many(dee, loan_ids=[loans[0].pk], now=NOON)
    for act_id in (0, done.act_id + 999):
        with pytest.raises(Refused) as refused:
            undo_renew_many(dee, act_id=act_id, now=NOON)
        assert refused.value.code == "circulation.undo_unknown"
    with pytest.raises(Refused):
        undo(dee, act_id=done.act_id, now=NOON)
    with pytest.raises(NotAllowed):
        undo_renew_many(cast.actor(cast.eli), act_id=done.act_id, now=NOON)
