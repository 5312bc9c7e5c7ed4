"""The frame every task of a job runs in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.module_loading import import_string

from carrel.cellar.jobs import actions
from carrel.cellar.jobs.actions import JobRun, Superseded, watching
from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.clock import now


@contextmanager
def job_run(job_id: int) -> Iterator[JobRun | None]:
    """A run of the job; None when there is nothing to do. However the block is left, the job's page tells the truth.

    Leave it after `actions.finish`, or by an exception: then the job is marked as broken off (or stopped, when someone
    asked for that, which is no fault and goes no further) and can be taken up again from its last step.
    """
    run = actions.begin(job_id, now=now())
    if run is None:
        yield None
        return
    try:
        yield run
    except Superseded:
        return
    finally:
        # After `finish` this changes nothing: the row is no longer running.
        actions.break_off(run, now=now())


def run_now(job_id: int, on_progress: Callable[[int, int | None], None] | None = None) -> Job:
    """Run a job here and now instead of by the worker, and return it as it ended; commands and the demo do so.

    `on_progress` is called with what is done and the total (None when unknown) after each step. The task that waits
    for the worker finds nothing left to do.
    """
    job = Job.objects.get(pk=job_id)
    with watching(on_progress):
        import_string(job.task_path).call(job_id)
    job.refresh_from_db()
    return job
