"""What the worker runs for reports."""

from datetime import date

from django_tasks import task

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.running import job_run
from carrel.cellar.kernel.clock import now
from carrel.rooms.reports import actions


@task()
def run_recount(job_id: int) -> None:
    """Count the days of a job anew, from where an earlier run left off."""
    with job_run(job_id) as run:
        if run is None:
            return
        first, last = (date.fromisoformat(run.params[name]) for name in ("first", "last"))
        actions.recount_days(run.actor, first_on=first, last_on=last, now=now(), run=run)
        jobs.finish(run, now=now())
