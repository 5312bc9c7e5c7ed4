"""move_loans: loans and blocks follow a merged person."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.circulation.actions import move_loans
from carrel.rooms.circulation.models import BatchLine, Block, Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import done_list, room_of

pytestmark = pytest.mark.django_db


def test_everything_follows(cast: Cast) -> None:
    loan, block = makers.make_loan(makers.make_item(cast.middle), cast.ben), makers.make_block(cast.ben)
    assert move_loans(SYSTEM, from_person_id=cast.ben.pk, to_person_id=cast.ana.pk, now=NOON) == 1
    assert Loan.objects.get(pk=loan.pk).patron == cast.ana
    assert Block.objects.get(pk=block.pk).person == cast.ana


def test_lines_of_a_list_follow(cast: Cast) -> None:
    room = room_of(cast)
    line = BatchLine.objects.filter(batch=done_list(room), person=room.students[0]).get()
    move_loans(SYSTEM, from_person_id=room.students[0].pk, to_person_id=cast.ana.pk, now=NOON)
    line.refresh_from_db()
    assert line.person == cast.ana
