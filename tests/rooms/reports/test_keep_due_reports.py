"""keep_due_reports: by night the reports whose day has come, and files older than a year go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carrel.cellar.files.models import StoredFile
from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.reports.actions import keep_due_reports, schedule_report
from carrel.rooms.reports.models import KeptReport, OwnReport
from tests.cast import Cast
from tests.rooms.reports.asking import exported, kept
from tests.rooms.reports.month import DAY, NOON, TODAY, a_month


def night(days: int) -> int:
    return keep_due_reports(SYSTEM, title="%(name)s", now=NOON + DAY * days)


def test_a_report_is_made_on_its_day_once(cast: Cast) -> None:
    a_month(cast)
    report_id = kept(cast)
    schedule_report(cast.actor(cast.dee), report_id=report_id, every="week", now=NOON)
    assert [night(days) for days in (1, 6, 7, 8)] == [0, 0, 1, 0]
    assert OwnReport.objects.get().next_on == TODAY + DAY * 14
    job = Job.objects.get()
    assert job.site_id == cast.middle.pk and job.title == "Loans by grade"
    run_now(job.pk)
    assert KeptReport.objects.get().rows == 2


def test_files_older_than_a_year_go(cast: Cast) -> None:
    _job, made = exported(cast, kept(cast))
    KeptReport.objects.filter(pk=made.pk).update(made_at=NOON - timedelta(days=366))
    night(0)
    assert not KeptReport.objects.exists() and not StoredFile.objects.exists()


def test_only_the_night_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        keep_due_reports(cast.actor(cast.dee), title="%(name)s", now=NOON)
