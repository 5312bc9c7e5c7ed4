"""What the worker runs for intake."""

from collections import Counter
from collections.abc import Iterator

from django_tasks import task

from carrel.cellar.files.queries import file_by_id
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs import queries as job_queries
from carrel.cellar.jobs.actions import JobRun
from carrel.cellar.jobs.running import job_run
from carrel.cellar.kernel.clock import now
from carrel.cellar.marc import MarcRecord, Unreadable
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.actions import Entry, Progress
from carrel.rooms.intake.rules import Defaults, Unknown

BATCH = 100
"""Records and copies a transaction. Small, because the desk waits for its end: about a tenth of a second."""


@task()
def run_import(job_id: int) -> None:
    """Read, or read and import, the file of a job, from where an earlier run left off."""
    with job_run(job_id) as run:
        if run is None:
            return
        progress = _progress(run)
        done = int(run.cursor.get("number", 0))
        for entries in _batches(run):
            last = entries[-1][0]
            if last <= done and not progress.is_check:
                continue
            fresh = entries if progress.is_check else [entry for entry in entries if entry[0] > done]
            actions.import_batch(run.actor, run=run, entries=fresh, progress=progress, now=now(), write=last > done)
        jobs.finish(run, now=now(), report=progress.report())


@task()
def run_take_back(job_id: int) -> None:
    """Take out what an import brought: its items, then the records nothing hangs on any more."""
    with job_run(job_id) as run:
        if run is None:
            return
        import_job = int(run.params["import_job"])
        counts: dict[str, int] = dict(run.report)
        if not run.cursor.get("items"):
            counts = actions.take_back_items(run.actor, run=run, import_job=import_job, now=now())
        made = [pk for line in job_queries.lines_of(import_job, "new") for pk in line["facts"]["records"]]
        done = int(run.cursor.get("records", 0))
        while done < len(made):
            part = made[done : done + BATCH]
            actions.take_back_records(run.actor, run=run, record_ids=part, done=done, counts=counts, now=now())
            done += len(part)
        jobs.finish(run, now=now(), report=counts)


def _progress(run: JobRun) -> Progress:
    actor, params, report = run.actor, run.params, run.report
    # A check reads from the start again, so it counts from the start; an import goes on from its last step.
    kept = {} if params["check"] else report
    return Progress(
        known=queries.known_words(),
        defaults=Defaults(
            site_id=params["site_id"],
            item_type_id=params["item_type_id"],
            site_ids=None if actor.is_district else actor.site_ids,
        ),
        is_check=params["check"],
        counts=Counter(kept.get("counts", {})),
        unknown=Unknown(**kept.get("unknown", {})),
    )


def _batches(run: JobRun) -> Iterator[list[Entry]]:
    stored = file_by_id(run.params["file_id"])
    if stored is None:
        return
    batch: list[Entry] = []
    weight = 0
    for entry in enumerate(queries.records_of_file(stored), start=1):
        batch.append(entry)
        weight += 1 + _copies_in(entry[1])
        if weight >= BATCH:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _copies_in(record: MarcRecord | Unreadable) -> int:
    """About how many copies a record brings, told by its fields."""
    return sum(1 for _ in record.data("852", "952")) if isinstance(record, MarcRecord) else 0
