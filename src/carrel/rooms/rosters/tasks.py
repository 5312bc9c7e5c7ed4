"""What the worker runs for rosters."""

from django_tasks import task

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.running import job_run
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.rosters import actions


@task()
def run_dry_run(job_id: int) -> None:
    """Compare the roster of a job with what we know."""
    with job_run(job_id) as run:
        if run is None:
            return
        actions.compare_roster(
            run.actor,
            import_id=run.params["import_id"],
            now=now(),
            moved=lambda done: jobs.advance(run, now=now(), done=done),
        )
        jobs.advance(run, now=now(), done=2)
        jobs.finish(run, now=now())


@task()
def run_apply(job_id: int) -> None:
    """Let the roster of a job in. What stands against it meanwhile is shown by a new comparison."""
    with job_run(job_id) as run:
        if run is None:
            return
        import_id = run.params["import_id"]
        try:
            actions.apply_roster(
                run.actor,
                import_id=import_id,
                now=now(),
                accept_leavers=run.params["accept_leavers"],
                reason=run.params["reason"],
            )
        except Refused:
            actions.drop_roster(run.actor, import_id=import_id, now=now())
            actions.compare_roster(run.actor, import_id=import_id, now=now())
        jobs.advance(run, now=now(), done=1)
        jobs.finish(run, now=now())
