"""self_check_renew: the reader's own loan, and no question is passed."""

from datetime import date, timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import self_check_renew
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.stations import station

pytestmark = pytest.mark.django_db


def test_own_loans_only(cast: Cast) -> None:
    makers.make_policy(length=14, length_unit="calendar_days", renewals=1)
    own = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    other = makers.make_loan(makers.make_item(cast.middle), cast.ben)
    later = NOON + timedelta(days=3)
    renewed = self_check_renew(station(cast), person_id=cast.ana.pk, loan_id=own.pk, now=later)
    assert renewed.due_on >= date(2026, 12, 7)
    for loan in (other.pk, 404):
        with pytest.raises(Refused, match="loan_unknown"):
            self_check_renew(station(cast), person_id=cast.ana.pk, loan_id=loan, now=later)
    with pytest.raises(Refused, match="renewal_limit"):
        self_check_renew(station(cast), person_id=cast.ana.pk, loan_id=own.pk, now=later)
    with pytest.raises(NotAllowed):
        self_check_renew(cast.actor(cast.eli), person_id=cast.ana.pk, loan_id=own.pk, now=later)
