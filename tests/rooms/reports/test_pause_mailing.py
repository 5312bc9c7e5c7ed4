"""pause_mailing: no mail of a report goes; what waits is taken off, the file is made."""

from __future__ import annotations

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.reports.actions import pause_mailing
from carrel.rooms.reports.models import KeptReport, Mailing
from tests.cast import Cast
from tests.rooms.reports.asking import kept
from tests.rooms.reports.mailings import goes, night
from tests.rooms.reports.month import NOON, a_month


def test_paused_nothing_goes_and_the_file_is_made(cast: Cast) -> None:
    a_month(cast)
    report_id = kept(cast)
    goes(cast, report_id, cast.dee)
    (waiting,) = night(7)
    pause_mailing(cast.actor(cast.dee), report_id=report_id, now=NOON)
    waiting.refresh_from_db()
    assert waiting.state == "taken_off" and Mailing.objects.get().is_paused
    assert night(14) == [waiting] and KeptReport.objects.count() == 2


def test_what_does_not_go_cannot_be_paused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        pause_mailing(cast.actor(cast.dee), report_id=kept(cast), now=NOON)
    assert refused.value.code == "reports.not_mailed"
