"""The frame every task of a job runs in."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from carrel.cellar.jobs import actions, rules
from carrel.cellar.jobs.actions import JobRun, Superseded, watching
from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Objection, Weight
from carrel.cellar.kernel.writing import writing


@contextmanager
def job_run(job_id: int) -> Iterator[JobRun | None]:
    """A run of the job; None when there is nothing to do. However the block is left, the job's page tells the truth.

    Leave it after `actions.finish`, or by an exception: then the job is marked as broken off with the reason (or
    stopped, when someone asked for that) and can be taken up again from its last step. Being stopped, and a disk
    without room, are no fault of the program and go no further.
    """
    run = actions.begin(job_id, now=now())
    if run is None:
        yield None
        return
    full: Objection | None = None
    try:
        yield run
    except Superseded:
        return
    except NoRoom as why:
        full = why.objection
    finally:
        # After `finish` this changes nothing: the row is no longer running.
        actions.break_off(run, now=now(), fault=full or _fault(sys.exc_info()[1]))


class NoRoom(Exception):
    """The disk has no room for long work any more; the objection says how much there is."""

    def __init__(self, objection: Objection) -> None:
        super().__init__(objection.code)
        self.objection = objection


def there_must_be_room() -> None:
    """Raise NoRoom when what is free on the disk is wanted for the desk. Long work asks before each step."""
    free = shutil.disk_usage(settings.CARREL_VAR).free
    for objection in rules.room_objections(free=free, least=settings.CARREL_LEAST_ROOM):
        raise NoRoom(objection)


def do_in_steps(job_id: int, about: str, step: Callable[[Actor, int, datetime], int]) -> None:
    """Run a job whose parameter `about` names one row: `step(actor, row, now)` does a part of it and says how many.

    Each step is a transaction with the progress it made; the first that finds nothing left ends the job.
    """
    with job_run(job_id) as run:
        if run is None:
            return
        done, count = run.done, 1
        while count:
            there_must_be_room()
            with writing():
                count = step(run.actor, int(run.params[about]), now())
                done += count
                actions.advance(run, now=now(), done=done)
        actions.finish(run, now=now(), report={"done": done, about: run.params[about]})


def _fault(why: BaseException | None) -> Objection | None:
    """The reason of an exception that goes on to whoever runs the job, as the job's page tells it."""
    if why is None:
        return None
    return Objection("jobs.broke_off", Weight.REFUSE, {"what": f"{type(why).__name__}: {why}"[:300]})


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
