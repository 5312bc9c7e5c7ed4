"""What the worker runs for care: changes of many items, done or taken back in steps."""

from django_tasks import task

from carrel.cellar.jobs.running import do_in_steps
from carrel.rooms.care import actions


@task()
def run_change(job_id: int) -> None:
    """Do the lines of a change that still wait."""
    do_in_steps(job_id, "change", lambda actor, number, at: actions.do_change_lines(actor, run_id=number, now=at))


@task()
def run_undo(job_id: int) -> None:
    """Take back the lines of a change that are done."""
    do_in_steps(job_id, "change", lambda actor, number, at: actions.undo_change_lines(actor, run_id=number, now=at))
