"""sever_returned_loans: who read what is gone twelve hours after the return."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.models import AuditEntry
from carrel.rooms.circulation.actions import sever_returned_loans
from carrel.rooms.circulation.models import Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_only_what_came_back_long_enough_ago_loses_its_patron(cast: Cast) -> None:
    old = makers.make_loan(makers.make_item(cast.middle), cast.ana, returned_at=NOON - timedelta(hours=13))
    fresh = makers.make_loan(makers.make_item(cast.middle), cast.ana, returned_at=NOON - timedelta(hours=11))
    out = makers.make_loan(makers.make_item(cast.middle), cast.ana)
    assert sever_returned_loans(SYSTEM, now=NOON) == 1
    assert sever_returned_loans(SYSTEM, now=NOON) == 0
    assert list(Loan.objects.filter(patron=None)) == [old]
    old.refresh_from_db()
    assert (old.category, old.grade, old.home_site) == (cast.ana.category, cast.ana.grade, cast.middle)
    assert {fresh.pk, out.pk} == set(Loan.objects.filter(patron=cast.ana).values_list("pk", flat=True))
    assert AuditEntry.objects.get(code="circulation.sever_returned_loans").facts == {"severed": 1}
