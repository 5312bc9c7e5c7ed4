"""The frame every task of a job runs in."""

from collections.abc import Iterator
from contextlib import contextmanager

from carrel.cellar.jobs import actions
from carrel.cellar.jobs.actions import JobRun, Superseded
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
