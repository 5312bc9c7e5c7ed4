"""drop_run: not driven any more."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Run, RunStop
from tests.makers import NOON
from tests.rooms.moving.conftest import Moving, codes

pytestmark = pytest.mark.django_db


def test_it_is_gone_and_what_it_was_is_kept(moving: Moving) -> None:
    ends = [moving.middle.pk, moving.high.pk]
    run_id = actions.keep_run(moving.dee, name="North", weekdays="1000000", stops=ends, now=NOON)
    assert actions.drop_run(moving.dee, run_id=run_id, now=NOON) == "North"
    assert not Run.objects.exists()
    assert not RunStop.objects.exists()
    assert AuditEntry.objects.get(code="moving.drop_run").facts["before"]["stops"] == ends
    with pytest.raises(Refused) as refused:
        actions.drop_run(moving.dee, run_id=run_id, now=NOON)
    assert codes(refused.value) == {"no_such_run"}
