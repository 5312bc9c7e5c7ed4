"""What the worker runs for intake."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace

from django_tasks import task

from carrel.cellar.files.queries import file_by_id, path_of
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun
from carrel.cellar.jobs.elsewhere import from_elsewhere
from carrel.cellar.jobs.running import job_run, there_must_be_room
from carrel.cellar.jobs.seen import Seen
from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.bulk import rarely_collecting
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.planning import put_log_away, set_for_long_work
from carrel.cellar.kernel.verdicts import Objection, Refused
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.actions import Back, Progress
from carrel.rooms.intake.rules import PackedLine, Ready, Settings, Unknown, ready_records

FIRST_STEP, SMALLEST_STEP, LARGEST_STEP = 100, 60, 1000
"""Records and copies a transaction, at first, at least and at most; it follows the time the last one took."""
WANTED_S = 0.12
"""How long a step should hold the writer lock: whoever lends waits for its end, and may wait for two."""
BREATH_S = 0.003
"""How long the lock is left alone between two steps, so that a desk that waits for it gets it."""
_EVEN = 25
_ELSEWHERE = 2_000_000
"""Bytes from which on a file is read by a process of its own; a smaller one is read before that has started."""


@task()
def run_import(job_id: int) -> None:
    """Read, or read and import, the file of a job, from where an earlier run left off."""
    with job_run(job_id) as run, rarely_collecting(), set_for_long_work(), ExitStack() as stack:
        if run is None:
            return
        progress = _progress(run)
        if progress.is_check:
            progress.seen = stack.enter_context(Seen())
        else:
            stack.enter_context(catalogue.words_gathered())
        done = int(run.cursor.get("number", 0))
        step = Step()
        for batch in step.batches(_records(run, progress)):
            there_must_be_room()
            began = time.monotonic()
            write = batch[-1].number > done
            actions.import_batch(run.actor, run=run, batch=batch, progress=progress, now=now(), write=write)
            step.took(time.monotonic() - began)
            put_log_away()
            time.sleep(BREATH_S)
        jobs.finish(run, now=now(), report=progress.report())
        if not progress.is_check:
            # Else words of the new titles would be put right to older ones until the night.
            catalogue.refresh_terms(SYSTEM, now=now())


@task()
def run_take_back(job_id: int) -> None:
    """Take out what an import brought: its items, then the records nothing hangs on any more, then what it replaced."""
    with job_run(job_id) as run, set_for_long_work():
        if run is None:
            return
        import_job = int(run.params["import_job"])
        back = Back(Counter(run.report), dict(run.cursor))
        for step in (actions.take_back_items, actions.take_back_records, actions.take_back_replaced):
            while step(run.actor, run=run, import_job=import_job, back=back, now=now()):
                put_log_away()
                time.sleep(BREATH_S)
        jobs.finish(run, now=now(), report=dict(back.counts))


@task()
def run_fill_delivery(job_id: int) -> None:
    """Read the list of a delivery and give it its lines, all in one: a run that was broken off begins anew."""
    with job_run(job_id) as run:
        if run is None:
            return
        delivery_id = int(run.params["delivery_id"])
        stored = file_by_id(run.params["file_id"])
        name = stored.name if stored else ""
        lines: list[PackedLine] = []
        said: list[Objection] = []
        count = 0
        try:
            for count, (line, told) in enumerate(queries.lines_to_fill(run.params), start=1):
                said += told
                if line is not None:
                    lines.append(line)
                    queries.not_too_many(len(lines), name)
                if count % FIRST_STEP == 0:
                    jobs.advance(run, now=now(), done=count)
            jobs.advance(run, now=now(), done=count)
            read = replace(run, done=count)
            actions.fill_delivery(
                run.actor, run=read, delivery_id=delivery_id, lines=lines, said=tuple(said), now=now()
            )
        except Refused as refused:
            # No table, more lines than a delivery has, or counted meanwhile: the reason is the report.
            first = refused.objections[0]
            fault = {"code": first.code, "facts": dict(first.facts)}
            jobs.finish(run, now=now(), report={"lines": 0, "odd": 0, "fault": fault})
            return
        jobs.finish(run, now=now(), report={"lines": len(lines), "odd": len(said)})


class Step:
    """How many records a transaction takes, so that it lasts about WANTED_S on this machine and at this size."""

    def __init__(self) -> None:
        self.most = FIRST_STEP

    def took(self, seconds: float) -> None:
        """Learn from the step that was taken: never more than half as many again."""
        fitting = self.most * WANTED_S / max(seconds, 0.001)
        self.most = min(LARGEST_STEP, max(SMALLEST_STEP, int(min(fitting, self.most * 1.5))))

    def batches(self, parts: Iterable[list[Ready]]) -> Iterator[list[Ready]]:
        """The records in steps of about `most` records and copies."""
        batch: list[Ready] = []
        weight = 0
        for part in parts:
            for each in part:
                batch.append(each)
                weight += 1 + len(each.items)
                # Many steps of one size are the same statements again; a few records more or less cost nobody anything.
                if weight >= self.most or (len(batch) % _EVEN == 0 and weight >= self.most * 3 // 4):
                    yield batch
                    batch, weight = [], 0
        if batch:
            yield batch


def _progress(run: JobRun) -> Progress:
    # A check reads from the start again, so it counts from the start; an import goes on from its last step.
    is_check = bool(run.params["check"])
    kept = {} if is_check else run.report
    return Progress(
        is_check=is_check,
        matching=queries.profile_of(run.params.get("vendor_id")).matching,
        counts=Counter(kept.get("counts", {})),
        unknown=Unknown(**kept.get("unknown", {})),
        kinds=Counter(kept.get("kinds", {})),
        first_record=kept.get("first_record"),
    )


def _records(run: JobRun, progress: Progress) -> Iterator[list[Ready]]:
    stored = file_by_id(run.params["file_id"])
    if stored is None:
        return
    settings: Settings = queries.settings_of(run.actor, run.params)
    cursor = {} if progress.is_check else run.cursor
    arguments = (str(path_of(stored.sha256)), settings, int(cursor.get("number", 0)), cursor.get("offset"))
    if stored.size < _ELSEWHERE:
        yield from ready_records(*arguments)
    else:
        yield from from_elsewhere("carrel.rooms.intake.rules.reading.ready_records", *arguments)
