"""What the worker runs for care: changes of many items, done or taken back in steps."""

from collections.abc import Callable

from django_tasks import task

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.running import job_run, there_must_be_room
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.writing import writing
from carrel.rooms.care import actions


@task()
def run_change(job_id: int) -> None:
    """Do the lines of a change that still wait."""
    _steps(job_id, actions.do_change_lines)


@task()
def run_undo(job_id: int) -> None:
    """Take back the lines of a change that are done."""
    _steps(job_id, actions.undo_change_lines)


def _steps(job_id: int, step: Callable[..., int]) -> None:
    with job_run(job_id) as run:
        if run is None:
            return
        done, count = run.done, 1
        while count:
            there_must_be_room()
            with writing():
                count = step(run.actor, run_id=int(run.params["change"]), now=now())
                done += count
                jobs.advance(run, now=now(), done=done)
        jobs.finish(run, now=now(), report={"done": done, "change": run.params["change"]})
