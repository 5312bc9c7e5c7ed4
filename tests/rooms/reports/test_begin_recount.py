"""begin_recount: counting anew begins as a job of the actor's school."""

from __future__ import annotations

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.reports.actions import begin_recount
from tests.cast import Cast
from tests.rooms.reports.month import DAY, NOON, TODAY


def test_a_job_begins_and_is_on_record(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    job_id = begin_recount(dee, first_on=TODAY - DAY * 3, last_on=TODAY - DAY, title="Counting three days", now=NOON)
    job = Job.objects.get(pk=job_id)
    assert (job.total, job.site_id, job.title) == (3, cast.middle.pk, "Counting three days")
    assert AuditEntry.objects.filter(code="reports.recount_days", about_id=job_id).exists()


def test_a_teacher_may_not(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        begin_recount(cast.actor(cast.clark), first_on=TODAY - DAY, last_on=TODAY - DAY, title="x", now=NOON)
