"""The papers still lie here."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Notice
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_late

pytestmark = pytest.mark.django_db


def test_take_back_giving_out(cast: Cast) -> None:
    make_late(cast.ana)
    run = actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk).run_id
    with pytest.raises(Refused, match=r"recovery\.not_given_out"):
        actions.take_back_giving_out(dee(cast), run_id=run, now=NOON)
    actions.give_out(dee(cast), run_id=run, now=NOON)
    actions.take_back_giving_out(dee(cast), run_id=run, now=NOON)
    assert Notice.objects.get().given_out_at is None
    assert actions.undo_run(dee(cast), run_id=run, now=NOON) == 1
