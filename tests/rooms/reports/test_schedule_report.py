"""schedule_report: a report is made by itself every week or month, or no more."""

from __future__ import annotations

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.reports.actions import schedule_report
from carrel.rooms.reports.models import OwnReport
from tests.cast import Cast
from tests.rooms.reports.asking import kept
from tests.rooms.reports.month import DAY, NOON, TODAY


def test_every_week_every_month_never(cast: Cast) -> None:
    report_id, dee = kept(cast), cast.actor(cast.dee)
    for every, expected in (("week", TODAY + DAY * 7), ("month", TODAY.replace(month=12, day=1)), ("", None)):
        schedule_report(dee, report_id=report_id, every=every, now=NOON)
        assert (OwnReport.objects.get().every, OwnReport.objects.get().next_on) == (every, expected)


def test_not_anothers(cast: Cast) -> None:
    report_id = kept(cast, is_shared=True)
    with pytest.raises(Refused) as refused:
        schedule_report(cast.actor(cast.lib), report_id=report_id, every="week", now=NOON)
    assert refused.value.code == "reports.report_of_another"
