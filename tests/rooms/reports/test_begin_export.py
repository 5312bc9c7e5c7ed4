"""begin_export: a file of all rows begins as a job."""

from __future__ import annotations

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.reports.actions import begin_export
from tests.cast import Cast
from tests.rooms.reports.asking import asked, kept
from tests.rooms.reports.month import NOON


def test_a_job_of_the_school_begins(cast: Cast) -> None:
    report_id = kept(cast)
    job_id = begin_export(cast.actor(cast.dee), report_id=report_id, shape="csv", publish=True, title="File", now=NOON)
    job = Job.objects.get(pk=job_id)
    assert job.site_id == cast.middle.pk and job.params == {"report": report_id, "shape": "csv", "publish": True}


def test_single_rows_are_not_published_and_others_reports_not_found(cast: Cast) -> None:
    single, dee = kept(cast, asked("items"), name="Items"), cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        begin_export(dee, report_id=single, shape="csv", publish=True, title="File", now=NOON)
    assert refused.value.code == "reports.only_counted"
    with pytest.raises(Refused) as refused:
        begin_export(cast.actor(cast.lib), report_id=single, shape="csv", publish=False, title="File", now=NOON)
    assert refused.value.code == "reports.report_unknown"
    with pytest.raises(NotAllowed):
        begin_export(cast.actor(cast.clark), report_id=single, shape="csv", publish=False, title="File", now=NOON)
