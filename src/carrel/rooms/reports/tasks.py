"""What the worker runs for reports."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django_tasks import task

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.running import job_run
from carrel.cellar.kernel.clock import now
from carrel.cellar.tables import Table
from carrel.rooms.reports import actions
from carrel.rooms.reports.queries.shaping import table_of
from carrel.rooms.reports.rules.own import Spec


@task()
def run_recount(job_id: int) -> None:
    """Count the days of a job anew, from where an earlier run left off."""
    with job_run(job_id) as run:
        if run is None:
            return
        first, last = (date.fromisoformat(run.params[name]) for name in ("first", "last"))
        actions.recount_days(run.actor, first_on=first, last_on=last, now=now(), run=run)
        jobs.finish(run, now=now())


@task()
def run_export(job_id: int) -> None:
    """Make the file of a report's job: all its rows, however many."""
    with job_run(job_id) as run:
        if run is None:
            return

        def table(spec: Spec, rows: Iterator[tuple[Any, ...]]) -> Table:
            return table_of(spec, rows, title="Report")

        actions.make_export(run.actor, run=run, table=table, now=now())
        jobs.finish(run, now=now())
