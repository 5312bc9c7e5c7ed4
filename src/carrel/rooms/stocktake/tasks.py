"""What the worker runs for stocktake: large counts that are finished or undone in steps."""

from collections.abc import Callable

from django_tasks import task

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.running import job_run, there_must_be_room
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.writing import writing
from carrel.rooms.stocktake import actions


@task()
def run_finish(job_id: int) -> None:
    """Mark what was not seen as missing."""
    _steps(job_id, actions.finish_part)


@task()
def run_undo(job_id: int) -> None:
    """Let what was marked stand in again."""
    _steps(job_id, actions.undo_part)


def _steps(job_id: int, step: Callable[..., int]) -> None:
    with job_run(job_id) as run:
        if run is None:
            return
        done, count = run.done, 1
        while count:
            there_must_be_room()
            with writing():
                count = step(run.actor, count_id=int(run.params["count"]), now=now())
                done += count
                jobs.advance(run, now=now(), done=done)
        jobs.finish(run, now=now(), report={"done": done, "count": run.params["count"]})
