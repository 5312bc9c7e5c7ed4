"""sever_own_loans: readers take their own name off at once; the district's window for damage stays."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import sever_own_loans
from carrel.rooms.circulation.models import Loan
from carrel.rooms.circulation.rules.severing import Kept
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_ones_own_name_goes_without_waiting_for_the_night(cast: Cast) -> None:
    devices = makers.make_item_type("chromebook")
    makers.make_policy(item_type=devices, keep_borrower_days=14)
    just_back = NOON - timedelta(minutes=5)
    book = makers.make_loan(makers.make_item(cast.middle), cast.ana, returned_at=just_back)
    device = makers.make_loan(makers.make_item(cast.middle, item_type=devices), cast.ana, returned_at=just_back)
    others = makers.make_loan(makers.make_item(cast.middle), cast.ben, returned_at=just_back)
    severed = sever_own_loans(cast.actor(cast.ana), now=NOON)
    assert (severed.loans, severed.kept) == (1, {Kept.WINDOW: 1})
    assert set(Loan.objects.filter(patron__isnull=False)) == {device, others}
    assert not Loan.objects.filter(pk=book.pk, patron__isnull=False).exists()
    assert sever_own_loans(cast.actor(cast.ana), now=NOON).loans == 0


def test_an_account_of_nobody_has_nothing(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        sever_own_loans(SYSTEM, now=NOON)
    assert refused.value.code == "circulation.account_of_nobody"
