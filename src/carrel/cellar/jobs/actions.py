"""The verbs of long work. A room starts a job; its task runs it in steps; any page shows where it stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from carrel.cellar.jobs import rules, workers
from carrel.cellar.jobs.models import Job, JobLine
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.planning import learn_sizes
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing


class JobTask(Protocol):
    """A django-tasks task whose only argument is the number of the job."""

    def enqueue(self, job_id: int, /) -> object: ...


_watcher: ContextVar[Callable[[int, int | None], None] | None] = ContextVar("watcher", default=None)


@contextmanager
def watching(watcher: Callable[[int, int | None], None] | None) -> Iterator[None]:
    """Call `watcher` with what is done and the total after each step taken inside the block."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


class Superseded(Exception):
    """This run of the job may write no more: it was stopped, or taken up again elsewhere."""


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of a job, as its task holds it; `cursor` and `report` are those of the last step that stands."""

    job_id: int
    run_no: int
    actor: Actor
    params: Mapping[str, Any]
    cursor: Mapping[str, Any]
    report: Mapping[str, Any]
    done: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to tell: `kind` groups lines, `number` orders them."""

    kind: str
    number: int
    facts: Mapping[str, Any]


def start(
    actor: Actor,
    *,
    task: str,
    code: str,
    title: str,
    now: datetime,
    params: Mapping[str, Any] | None = None,
    total: int | None = None,
    site_id: int | None = None,
) -> int:
    """Begin long work: the job and its task are stored in one transaction. Returns the job's number.

    `task` is the dotted name of a django-tasks task: rooms name it, because actions do not know the tasks above them.
    The job goes on with the rights its starter has now. Inverse: stop.
    """
    require(actor, code)
    with writing():
        job = Job.objects.create(
            code=code,
            title=title[:200],
            task_path=task,
            params=dict(params or {}),
            total=total,
            actor=_kept_actor(actor),
            site_id=site_id if site_id is not None else actor.site_id,
            started_by=actor.account_id,
            started_by_name=(actor.badge_name or actor.name)[:200],
            created_at=now,
        )
        record_act(actor, code, about=("job", job.pk), at=now, site_id=job.site_id)
        _enqueue(job)
    return job.pk


def begin(job_id: int, *, now: datetime) -> JobRun | None:
    """Open a run of the job for its task; None when there is nothing to run. No inverse: a run only moves on."""
    with writing():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.is_over or (job.status == Job.Status.RUNNING and not _is_quiet(job, now)):
            return None
        job.status, job.run_no, job.moved_at = Job.Status.RUNNING, job.run_no + 1, now
        job.started_at = job.started_at or now
        job.worker, job.fault = workers.this_worker(), {}
        job.save(update_fields=["status", "run_no", "moved_at", "started_at", "worker", "fault"])
    return JobRun(job.pk, job.run_no, _actor_of(job.actor), job.params, job.cursor, job.report, job.done, job.total)


def advance(
    run: JobRun,
    *,
    now: datetime,
    done: int,
    cursor: Mapping[str, Any] | None = None,
    report: Mapping[str, Any] | None = None,
    lines: Sequence[Line] = (),
    total: int | None = None,
) -> None:
    """Write down how far the run is; call it inside the transaction of the step it counts.

    Raises Superseded, which undoes that step, when the job was stopped or another run has it. No inverse: a run only
    moves on.
    """
    changes: dict[str, Any] = {"done": done, "moved_at": now}
    changes |= {"cursor": dict(cursor)} if cursor is not None else {}
    changes |= {"report": dict(report)} if report is not None else {}
    changes |= {"total": total} if total is not None else {}
    with writing():
        if not _own_rows(run).filter(stop_wanted=False).update(**changes):
            raise Superseded(f"run {run.run_no} of job {run.job_id}")
        JobLine.objects.bulk_create(
            (JobLine(job_id=run.job_id, kind=line.kind, number=line.number, facts=dict(line.facts)) for line in lines),
            batch_size=500,
        )
        _learn_what_has_grown(run.job_id, done)
    if watcher := _watcher.get():
        watcher(done, total or run.total)


_FIRST_LOOK, _GROWN = 100, 4
_looked_at: dict[int, int] = {}


def _learn_what_has_grown(job_id: int, done: int) -> None:
    """Long work fills tables faster than the database looks: at 100 rows, and whenever there are four times as many."""
    if done >= _looked_at.get(job_id, _FIRST_LOOK // _GROWN) * _GROWN:
        _looked_at[job_id] = done
        learn_sizes()


def finish(run: JobRun, *, now: datetime, report: Mapping[str, Any] | None = None) -> None:
    """Close the job as done, with its last report. No inverse: what it did has inverses of its own."""
    changes: dict[str, Any] = {"status": Job.Status.DONE, "moved_at": now, "finished_at": now, "stop_wanted": False}
    changes |= {"report": dict(report)} if report is not None else {}
    with writing():
        if _own_rows(run).update(**changes):
            record_act(run.actor, "jobs.finish", about=("job", run.job_id), at=now)


def break_off(run: JobRun, *, now: datetime, fault: Objection | None = None) -> None:
    """Close a run that cannot go on: stopped if someone asked for it, else broken off, and why. Inverse: resume."""
    kept = {"code": fault.code, "facts": dict(fault.facts)} if fault else {}
    with writing():
        _own_rows(run).filter(stop_wanted=True).update(status=Job.Status.STOPPED, finished_at=now)
        _own_rows(run).update(status=Job.Status.BROKEN, finished_at=now, fault=kept)


def stop(actor: Actor, *, job_id: int, now: datetime) -> None:
    """Ask a job to stop after the step it is in; what it did stands. Inverse: resume."""
    with writing():
        job = _job_for(actor, job_id)
        if objections := rules.stop_objections(title=job.title, status=job.status):
            raise Refused(*objections)
        job.stop_wanted = True
        if job.status == Job.Status.WAITING or _is_quiet(job, now):
            job.status, job.finished_at = Job.Status.STOPPED, now
        job.save(update_fields=["stop_wanted", "status", "finished_at"])
        record_act(actor, "jobs.stop", about=("job", job.pk), at=now)


def resume(actor: Actor, *, job_id: int, now: datetime) -> None:
    """Take up a stopped or broken job where it left off. Inverse: stop."""
    with writing():
        job = _job_for(actor, job_id)
        objections = rules.resume_objections(
            title=job.title, status=job.status, moved_at=job.moved_at, now=now, is_gone=workers.is_gone(job.worker)
        )
        if objections:
            raise Refused(*objections)
        _put_back(job)
        record_act(actor, "jobs.resume", about=("job", job.pk), at=now)


def resume_interrupted(*, now: datetime) -> int:
    """Put jobs whose worker vanished back in line and return how many; the worker calls it when it starts and after.

    A job someone had asked to stop is stopped. No inverse: the work goes on from its last step.
    """
    with writing():
        running = Job.objects.filter(status=Job.Status.RUNNING).select_for_update()
        quiet = [job for job in running if _is_quiet(job, now)]
        for job in quiet:
            if job.stop_wanted:
                job.status, job.finished_at = Job.Status.STOPPED, now
                job.save(update_fields=["status", "finished_at"])
            else:
                _put_back(job)
    return sum(not job.stop_wanted for job in quiet)


def _put_back(job: Job) -> None:
    job.status, job.stop_wanted, job.finished_at, job.run_no = Job.Status.WAITING, False, None, job.run_no + 1
    job.save(update_fields=["status", "stop_wanted", "finished_at", "run_no"])
    _enqueue(job)


def _enqueue(job: Job) -> None:
    task: JobTask = import_string(job.task_path)
    task.enqueue(job.pk)


def _job_for(actor: Actor, job_id: int) -> Job:
    job = Job.objects.select_for_update().get(pk=job_id)
    require(actor, job.code)
    if not actor.sees_site(job.site_id) and job.started_by != actor.account_id:
        raise Refused(Objection("jobs.other_hands", Weight.REFUSE, {"title": job.title}))
    return job


def _own_rows(run: JobRun) -> "QuerySet[Job]":
    return Job.objects.filter(pk=run.job_id, run_no=run.run_no, status=Job.Status.RUNNING)


def _is_quiet(job: Job, now: datetime) -> bool:
    return rules.is_quiet(status=job.status, moved_at=job.moved_at, now=now, is_gone=workers.is_gone(job.worker))


def _kept_actor(actor: Actor) -> dict[str, Any]:
    kept = asdict(actor)
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in kept.items()}


def _actor_of(kept: Mapping[str, Any]) -> Actor:
    sets = {field.name for field in fields(Actor) if isinstance(field.default, frozenset)}
    facts: dict[str, Any] = {name: frozenset(value) if name in sets else value for name, value in kept.items()}
    return Actor(**facts)
