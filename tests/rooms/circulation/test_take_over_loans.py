"""take_over_loans: what another system lent."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.circulation.actions import BroughtLoan, check_in, take_over_loans
from carrel.rooms.circulation.models import Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_loans_come_with_their_dates_and_open_ones_can_be_returned(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    rows = [
        BroughtLoan(item.pk, cast.ben.pk, NOON - 60 * DAY, NOON - 46 * DAY, returned_at=NOON - 50 * DAY),
        BroughtLoan(item.pk, cast.ana.pk, NOON - 20 * DAY, NOON - 6 * DAY),
    ]
    assert take_over_loans(SYSTEM, rows=rows, now=NOON) == 2
    item.refresh_from_db()
    assert (item.state, item.loan_count, item.last_loaned_at) == ("on_loan", 2, NOON - 20 * DAY)
    assert Loan.objects.get(returned_at__isnull=False).patron is None
    assert check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON).overdue_days == 6


def test_an_item_cannot_be_out_twice(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    rows = [BroughtLoan(item.pk, each.pk, NOON - DAY, NOON + DAY) for each in (cast.ana, cast.ben)]
    with pytest.raises(IntegrityError):
        take_over_loans(SYSTEM, rows=rows, now=NOON)
