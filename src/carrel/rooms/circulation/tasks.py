"""What the worker runs for circulation."""

from django_tasks import task

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.running import job_run, there_must_be_room
from carrel.cellar.kernel.clock import now
from carrel.rooms.circulation import actions

STEP = 20


@task()
def run_batch(job_id: int) -> None:
    """Do the lines of a batch, or take them back, from where an earlier run left off."""
    with job_run(job_id) as run:
        if run is None:
            return
        batch_id = int(run.params["batch"])
        if run.params.get("undo"):
            actions.undo_batch(run.actor, batch_id=batch_id, now=now(), run=run)
        else:
            there_must_be_room()
            while actions.do_batch_lines(run.actor, batch_id=batch_id, now=now(), most=STEP, run=run):
                there_must_be_room()
        jobs.finish(run, now=now())
