"""move_loans: loans and blocks follow a merged person."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.circulation.actions import move_loans
from carrel.rooms.circulation.models import Block, Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_everything_follows(cast: Cast) -> None:
    loan, block = makers.make_loan(makers.make_item(cast.middle), cast.ben), makers.make_block(cast.ben)
    assert move_loans(SYSTEM, from_person_id=cast.ben.pk, to_person_id=cast.ana.pk, now=NOON) == 1
    assert Loan.objects.get(pk=loan.pk).patron == cast.ana
    assert Block.objects.get(pk=block.pk).person == cast.ana
