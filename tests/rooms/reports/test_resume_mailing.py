"""resume_mailing: a paused report goes by mail again, from its next day on."""

from __future__ import annotations

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.reports.actions import pause_mailing, resume_mailing
from tests.cast import Cast
from tests.rooms.reports.asking import kept
from tests.rooms.reports.mailings import goes, night
from tests.rooms.reports.month import NOON, a_month


def test_it_goes_again(cast: Cast) -> None:
    a_month(cast)
    report_id, dee = kept(cast), cast.actor(cast.dee)
    goes(cast, report_id, cast.dee)
    pause_mailing(dee, report_id=report_id, now=NOON)
    assert night(7) == []
    resume_mailing(dee, report_id=report_id, now=NOON)
    assert night(8) == [] and len(night(14)) == 1


def test_not_anothers(cast: Cast) -> None:
    report_id = kept(cast, is_shared=True)
    goes(cast, report_id, cast.dee)
    with pytest.raises(Refused) as refused:
        resume_mailing(cast.actor(cast.lib), report_id=report_id, now=NOON)
    assert refused.value.code == "reports.report_of_another"
