"""end_mailing: a report goes by mail no more; its files are made as before."""

from __future__ import annotations

import pytest

from carrel.cellar.kernel.audit import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.reports.actions import end_mailing
from carrel.rooms.reports.models import KeptReport, Mailing
from tests.cast import Cast
from tests.rooms.reports.asking import kept
from tests.rooms.reports.mailings import goes, night
from tests.rooms.reports.month import NOON, a_month


def test_ended_nothing_goes(cast: Cast) -> None:
    a_month(cast)
    report_id, dee = kept(cast), cast.actor(cast.dee)
    goes(cast, report_id, cast.dee)
    (waiting,) = night(7)
    end_mailing(dee, report_id=report_id, now=NOON)
    waiting.refresh_from_db()
    assert waiting.state == "taken_off" and not Mailing.objects.exists()
    assert AuditEntry.objects.get(code="reports.end_mailing").facts["accounts"] == [dee.account_id]
    assert night(14) == [waiting] and KeptReport.objects.count() == 2
    with pytest.raises(Refused) as refused:
        end_mailing(dee, report_id=report_id, now=NOON)
    assert refused.value.code == "reports.not_mailed"
