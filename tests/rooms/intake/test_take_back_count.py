"""One counted copy is taken back, never below what is packed."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_taken_back() -> None:
    work = unpacking()
    line_id = work.scan(HOLES, HOLES).line_id
    assert actions.take_back_count(work.dee, line_id=line_id, now=makers.NOON).came == 1
    work.share(work.lines[0], 0, 3)
    work.carton()
    with pytest.raises(Refused) as caught:
        actions.take_back_count(work.dee, line_id=line_id, now=makers.NOON)
    assert caught.value.code == "intake.fewer_than_packed"
    with pytest.raises(Refused) as caught:
        actions.take_back_count(work.dee, line_id=work.lines[1].pk, now=makers.NOON)
    assert caught.value.code == "intake.nothing_to_take_back"
