"""A call written down by mistake."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.queries.calls import calls_to_make
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee
from tests.rooms.recovery.test_log_call import called

pytestmark = pytest.mark.django_db


def test_take_back_call(cast: Cast) -> None:
    notice = called(cast)
    call = actions.log_call(dee(cast), notice_id=notice.pk, outcome="reached", now=NOON)
    with pytest.raises(Refused, match=r"recovery\.was_called"):
        actions.undo_notice(dee(cast), notice_id=notice.pk, now=NOON)
    actions.take_back_call(dee(cast), call_id=call, now=NOON)
    assert len(calls_to_make(dee(cast), NOON)) == 1
    with pytest.raises(Refused, match=r"recovery\.call_unknown"):
        actions.take_back_call(dee(cast), call_id=call, now=NOON)
    assert actions.undo_notice(dee(cast), notice_id=notice.pk, now=NOON) == 2
