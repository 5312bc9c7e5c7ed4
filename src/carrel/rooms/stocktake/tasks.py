"""What the worker runs for stocktake: large counts that are finished or undone in steps."""

from django_tasks import task

from carrel.cellar.jobs.running import do_in_steps
from carrel.rooms.stocktake import actions


@task()
def run_finish(job_id: int) -> None:
    """Mark what was not seen as missing."""
    do_in_steps(job_id, "count", lambda actor, number, at: actions.finish_part(actor, count_id=number, now=at))


@task()
def run_undo(job_id: int) -> None:
    """Let what was marked stand in again."""
    do_in_steps(job_id, "count", lambda actor, number, at: actions.undo_part(actor, count_id=number, now=at))
