"""A line added by mistake goes, one that is packed stays."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions
from tests import makers
from tests.rooms.intake.unpacking import HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_gone_unless_packed() -> None:
    work = unpacking()
    actions.take_out_delivery_line(work.dee, line_id=work.lines[1].pk, now=makers.NOON)
    assert [line.title for line in work.lines] == ["Holes"]
    work.share(work.lines[0], 0, 3)
    work.scan(HOLES)
    work.carton()
    with pytest.raises(Refused) as caught:
        actions.take_out_delivery_line(work.dee, line_id=work.lines[0].pk, now=makers.NOON)
    assert caught.value.code == "intake.line_in_use"
    with pytest.raises(Refused):
        actions.take_out_delivery_line(work.dee, line_id=0, now=makers.NOON)
