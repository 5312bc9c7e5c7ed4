"""A task for the tests of jobs: counts to its total, in steps of one."""

from django_tasks import task

from carrel.cellar.jobs import actions
from carrel.cellar.jobs.running import job_run
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.writing import writing

BREAK_AT: list[int] = []


@task()
def count(job_id: int) -> None:
    with job_run(job_id) as run:
        if run is None:
            return
        at = int(run.cursor.get("at", 0))
        while at < run.params["to"]:
            with writing():
                at += 1
                actions.advance(
                    run, now=now(), done=at, cursor={"at": at}, lines=[actions.Line("counted", at, {"number": at})]
                )
                if at in BREAK_AT:
                    BREAK_AT.remove(at)
                    raise OSError("The disk was taken out.")
        actions.finish(run, now=now(), report={"counted": at})
