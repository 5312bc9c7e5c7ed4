from datetime import date

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.queries import explain_loan
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.test_move_due_dates import BECAUSE, SNOW, lent, snow


def moved(cast: Cast, *titles: str) -> list[Loan]:
    loans = [lent(cast, title) for title in titles]
    snow(cast)
    actions.move_due_dates(cast.actor(cast.dee), days={cast.middle.pk: SNOW}, about=BECAUSE, now=NOON)
    return loans


def test_the_dates_of_before_are_back_and_the_sum_is_as_it_was(cast: Cast) -> None:
    (loan,) = moved(cast, "Holes")
    done = actions.move_due_dates_back(cast.actor(cast.dee), about=BECAUSE, now=NOON)
    assert (done.moved, done.stayed) == (1, 0)
    loan.refresh_from_db()
    assert loan.due_at.isoformat() == "2026-12-08T07:59:59+00:00"
    explained = explain_loan(loan.pk)
    assert explained is not None
    assert "closed_since" not in {step.code for step in explained.steps}
    assert [each.kind for each in loan.changes.all()] == ["move_due", "undo_move_due"]


def test_what_was_changed_or_returned_since_stays(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    first, second, third = moved(cast, "Holes", "Sula", "Emma")
    actions.change_due(dee, loan_id=first.pk, due_on=date(2026, 12, 20), now=NOON)
    actions.check_in(dee, item_id=second.item_id, now=NOON)
    done = actions.move_due_dates_back(dee, about=BECAUSE, now=NOON)
    assert (done.moved, done.stayed) == (1, 2)
    for loan, day in ((first, 21), (second, 10), (third, 8)):
        loan.refresh_from_db()
        assert loan.due_at.day == day


def test_it_happens_once_and_only_for_its_own_reason(cast: Cast) -> None:
    moved(cast, "Holes")
    dee = cast.actor(cast.dee)
    assert actions.move_due_dates_back(dee, about=("calendar_file", 2), now=NOON).act_id == 0
    assert actions.move_due_dates_back(dee, about=BECAUSE, now=NOON).moved == 1
    assert actions.move_due_dates_back(dee, about=BECAUSE, now=NOON).moved == 0


def test_only_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.move_due_dates_back(cast.actor(cast.eli), about=BECAUSE, now=NOON)
