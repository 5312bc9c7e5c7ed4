"""lose_by_time: the night takes for lost what is late for too long, once."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.charges.models import Charge
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.models import Loan
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.fining import LENT, charging, lent, owed

pytestmark = pytest.mark.django_db


def test_after_so_many_days_and_not_before(cast: Cast) -> None:
    charging(lost_days=14, fine_minor=0)
    _, loan = lent(cast, cast.ben)
    assert actions.lose_by_time(SYSTEM, now=NOON - timedelta(days=1)) == 0
    assert [actions.lose_by_time(SYSTEM, now=NOON) for _ in range(2)] == [1, 0]
    loan.refresh_from_db()
    assert (loan.ended_as, owed(cast.ben)) == ("lost", {"lost": 1500})


def test_what_has_no_price_or_is_said_to_be_back_waits_for_a_person(cast: Cast) -> None:
    charging(lost_days=14, fine_minor=0)
    lent(cast, cast.ben, price=None)
    _, claimed = lent(cast, cast.ana)
    actions.claim_returned(cast.actor(cast.dee), loan_id=claimed.pk, said_on=LENT.date(), now=NOON)
    assert actions.lose_by_time(SYSTEM, now=NOON + timedelta(days=30)) == 0
    assert (Loan.objects.filter(returned_at=None).count(), Charge.objects.count()) == (2, 0)


def test_without_a_setting_nothing_is_lost_and_it_can_be_taken_back(cast: Cast) -> None:
    charging(lost_days=14)
    _, loan = lent(cast, cast.ben)
    actions.lose_by_time(SYSTEM, now=NOON)
    act_id = loan.changes.get(kind="lost").act_id
    actions.undo(cast.actor(cast.dee), act_id=act_id, now=NOON + timedelta(hours=9))
    loan.refresh_from_db()
    assert (loan.returned_at, owed(cast.ben)) == (None, {})
    with pytest.raises(NotAllowed):
        actions.lose_by_time(cast.actor(cast.eli), now=NOON)
