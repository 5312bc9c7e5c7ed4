"""What of a run has not gone is taken back; what went stays."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.models import Notice, Run
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, make_late

pytestmark = pytest.mark.django_db


def test_undo_run(cast: Cast) -> None:
    make_late(cast.ana)
    make_late(cast.ben)
    run = actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk).run_id
    Notice.objects.filter(person=cast.ben).update(given_out_at=NOON)
    assert actions.undo_run(dee(cast), run_id=run, now=NOON) == 1
    assert Run.objects.get().undone_at is None
    with pytest.raises(Refused, match=r"recovery\.is_given_out"):
        actions.undo_run(dee(cast), run_id=run, now=NOON)
    Notice.objects.update(given_out_at=None)
    assert actions.undo_run(dee(cast), run_id=run, now=NOON) == 1
    assert Run.objects.get().undone_at == NOON
    with pytest.raises(Refused, match=r"recovery\.undone_already"):
        actions.undo_run(dee(cast), run_id=run, now=NOON)
    with pytest.raises(Refused, match=r"recovery\.run_unknown"):
        actions.undo_run(dee(cast), run_id=0, now=NOON)
    assert actions.make_run(dee(cast), now=NOON, site_id=cast.middle.pk).notices == 2
