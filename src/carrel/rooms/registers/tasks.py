"""What the worker runs for registers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django_tasks import task

from carrel.cellar.files.models import StoredFile
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs import queries as job_queries
from carrel.cellar.jobs.actions import JobRun
from carrel.cellar.jobs.running import job_run
from carrel.cellar.kernel.clock import now
from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.tables.mapping import mapped, missing
from carrel.cellar.tables.reading import Row
from carrel.rooms.registers import actions, queries, rules
from carrel.rooms.registers.actions import Progress
from carrel.rooms.registers.rules import Cells, Defaults, Sheet, UnknownWords

BATCH = 100
"""Rows a transaction. Small, because the desk waits for its end: about a tenth of a second."""


@task()
def run_register(job_id: int) -> None:
    """Read, or read and import, the register of a job, from where an earlier run left off."""
    with job_run(job_id) as run:
        if run is None:
            return
        stored = queries.file_of(run.params)
        if stored is None:
            return
        try:
            progress = _progress(run, stored)
            _run(run, stored, progress)
        except Refused as refused:
            # The table cannot be read on, or a column is missing: the reason is the report.
            first = refused.objections[0]
            report = {"counts": {}, "order": rules.MONTH_FIRST, **run.report}
            report["fault"] = {"code": first.code, "facts": dict(first.facts)}
            jobs.finish(run, now=now(), report=report)


def _run(run: JobRun, stored: StoredFile, progress: Progress) -> None:
    mapping = dict(run.params["mapping"])
    if objections := rules.columns_objections(missing(mapping, queries.columns_of(progress.kind))):
        raise Refused(*objections)
    done = int(run.cursor.get("line", 0))
    for rows in _batches(stored):
        before = [row for row in rows if row.line <= done]
        fresh = [row for row in rows if row.line > done]
        if before:
            actions.learn_rows(run.actor, rows=before, mapping=mapping, progress=progress, now=now())
        if fresh:
            actions.import_rows(run.actor, run=run, rows=fresh, mapping=mapping, progress=progress, now=now())
    jobs.finish(run, now=now(), report=progress.report())


def _batches(stored: StoredFile) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in queries.rows_of(stored):
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _progress(run: JobRun, stored: StoredFile) -> Progress:
    params: dict[str, Any] = dict(run.params)
    zone, currency = queries.zone_and_currency()
    order = params["order"] or run.report.get("order") or _order_proved(stored, params)
    actor = run.actor
    sheet = Sheet(order, zone, currency, now().astimezone(zone).date())
    asked_at = datetime.fromisoformat(params["asked_at"]) if "asked_at" in params else now()
    return Progress(
        kind=params["kind"],
        is_check=params["check"],
        sheet=sheet,
        asked_at=asked_at,
        known=queries.known_words(params["mapping"]),
        defaults=Defaults(params["site_id"], params["item_type_id"], None if actor.is_district else actor.site_ids),
        owner=params.get("owner"),
        source=stored.name,
        counts=Counter(run.report.get("counts", {})),
        unknown=UnknownWords(**run.report.get("unknown", {})),
        queue=_queue(stored, params, sheet, asked_at),
    )


def _queue(stored: StoredFile, params: dict[str, Any], sheet: Sheet, asked_at: datetime) -> Mapping[int, datetime]:
    """Since when each hold waits, where the file says places in queues: a queue may be strewn over the whole file."""
    mapping = params["mapping"]
    if params["kind"] != rules.HOLDS or "position" not in mapping:
        return {}
    rows = ((row.line, Cells(mapped(row.cells, mapping), sheet)) for row in queries.rows_of(stored))
    places = (rules.in_queue(cells, line, asked_at=asked_at) for line, cells in rows)
    return rules.queue_moments(place for place in places if place is not None)


def _order_proved(stored: StoredFile, params: dict[str, Any]) -> str:
    """In which order the file writes its short dates; month first where it proves nothing."""
    names = (*rules.DAYS[params["kind"]], *(queries.own_days() if params["kind"] == rules.ITEMS else ()))
    days = {name: params["mapping"][name] for name in names if name in params["mapping"]}
    if not days:
        return rules.MONTH_FIRST
    texts = (text for row in queries.rows_of(stored) for text in mapped(row.cells, days).values())
    return rules.order_of_days(texts)[0] or rules.MONTH_FIRST


@task()
def run_take_back(job_id: int) -> None:
    """Take out what a register brought: its items and records, its holds, or its loans, and its charges."""
    with job_run(job_id) as run:
        if run is None:
            return
        import_job = int(run.params["import_job"])
        counts: dict[str, int] = dict(run.report)
        if run.params["kind"] == rules.ITEMS:
            counts = _take_back_items(run, import_job, counts)
        elif run.params["kind"] == rules.HOLDS:
            _take_back_holds(run, import_job, counts)
        else:
            _take_back_loans(run, import_job, counts)
            actions.take_back_charges(run.actor, run=run, import_job=import_job, counts=counts, now=now())
        jobs.finish(run, now=now(), report=counts)


def _take_back_items(run: JobRun, import_job: int, counts: dict[str, int]) -> dict[str, int]:
    if not run.cursor.get("items"):
        counts = actions.take_back_items(run.actor, run=run, import_job=import_job, now=now())
    made = [pk for line in job_queries.lines_of(import_job, "new") for pk in line["facts"]["records"]]
    done = int(run.cursor.get("done", 0))
    while done < len(made):
        part = made[done : done + BATCH]
        actions.take_back_records(run.actor, run=run, record_ids=part, done=done, counts=counts, now=now())
        done += len(part)
    return counts


def _take_back_loans(run: JobRun, import_job: int, counts: dict[str, int]) -> None:
    brought = [pk for line in job_queries.lines_of(import_job, "loans") for pk in line["facts"]["loans"]]
    done = int(run.cursor.get("done", 0))
    while done < len(brought):
        part = brought[done : done + BATCH]
        actions.take_back_loans(run.actor, run=run, loan_ids=part, done=done, counts=counts, now=now())
        done += len(part)


def _take_back_holds(run: JobRun, import_job: int, counts: dict[str, int]) -> None:
    lines = [line["facts"] for line in job_queries.lines_of(import_job, "holds")]
    brought = [pk for facts in lines for pk in facts["holds"]]
    caught = {pk for facts in lines for pk in facts["caught"]}
    done = int(run.cursor.get("done", 0))
    while done < len(brought):
        part = brought[done : done + BATCH]
        actions.take_back_holds(
            run.actor, run=run, hold_ids=part, caught_ids=caught, done=done, counts=counts, now=now()
        )
        done += len(part)
