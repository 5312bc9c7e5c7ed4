"""run_batch: many lines are the worker's, and go on where a killed worker left off."""

import pytest

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.rooms.circulation.actions import do_batch_lines, run_batch
from carrel.rooms.circulation.models import Batch, Loan
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.batches import listed, outcomes, room_of

pytestmark = pytest.mark.django_db


def test_the_worker_does_all_and_takes_all_back(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = listed(room)
    job_id = run_batch(room.dee, batch_id=batch_id, title="A list", now=NOON)
    assert Batch.objects.get(pk=batch_id).job_id == job_id
    seen: list[tuple[int, int | None]] = []
    job = run_now(job_id, lambda done, total: seen.append((done, total)))
    assert (job.status, job.done, seen) == ("done", 3, [(1, 3), (2, 3), (3, 3)])
    assert outcomes(batch_id) == ["done"] * 3
    back = run_now(run_batch(room.dee, batch_id=batch_id, title="A list", now=NOON, undo=True))
    assert (back.status, back.done, outcomes(batch_id)) == ("done", 3, ["undone"] * 3)


def test_a_killed_run_is_taken_up_and_nothing_is_lent_twice(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = listed(room)
    job_id = run_batch(room.dee, batch_id=batch_id, title="A list", now=NOON)
    run = jobs.begin(job_id, now=NOON)
    assert run is not None
    do_batch_lines(run.actor, batch_id=batch_id, now=NOON, most=2, run=run)
    # The worker vanishes here. What it did stands; the job is broken off and resumed.
    jobs.break_off(run, now=NOON)
    jobs.resume(room.dee, job_id=job_id, now=NOON)
    job = run_now(job_id)
    assert (job.status, job.done, outcomes(batch_id)) == ("done", 3, ["done"] * 3)
    assert Loan.objects.count() == 3


def test_a_stopped_job_stops_between_two_lines(cast: Cast) -> None:
    room = room_of(cast)
    batch_id = listed(room)
    job_id = run_batch(room.dee, batch_id=batch_id, title="A list", now=NOON)
    run = jobs.begin(job_id, now=NOON)
    assert run is not None
    Job.objects.filter(pk=job_id).update(stop_wanted=True)
    with pytest.raises(jobs.Superseded):
        do_batch_lines(run.actor, batch_id=batch_id, now=NOON, run=run)
    assert outcomes(batch_id) == ["done", "waiting", "waiting"]
