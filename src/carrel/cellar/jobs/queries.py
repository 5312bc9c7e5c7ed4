"""Questions about long work."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from carrel.cellar.jobs import rules, workers
from carrel.cellar.jobs.models import Job, JobLine
from carrel.cellar.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class JobPage:
    """A job as its page shows it; `can_resume` and `can_stop` say which buttons make sense."""

    job: Job
    is_quiet: bool
    can_stop: bool
    can_resume: bool
    line_counts: dict[str, int]


def jobs_of(actor: Actor, *codes: str) -> QuerySet[Job]:
    """The jobs this actor may look at, newest first: of their sites or started by them, of `codes` if any are named."""
    jobs = Job.objects.order_by("-created_at", "-pk")
    if codes:
        jobs = jobs.filter(code__in=codes)
    if not actor.is_district:
        jobs = jobs.filter(Q(site_id__in=actor.site_ids) | Q(started_by=actor.account_id, started_by__isnull=False))
    started = jobs.order_by().values_list("code", flat=True).distinct()
    return jobs.filter(code__in=[code for code in started if actor.may(code)])


def job_page(actor: Actor, job_id: int, *, now: datetime) -> JobPage | None:
    """Where a job stands, or None when there is none that this actor may look at."""
    job = jobs_of(actor).filter(pk=job_id).first()
    if job is None:
        return None
    gone = workers.is_gone(job.worker)
    resume_stands = rules.resume_objections(
        title=job.title, status=job.status, moved_at=job.moved_at, now=now, is_gone=gone
    )
    return JobPage(
        job=job,
        is_quiet=rules.is_quiet(status=job.status, moved_at=job.moved_at, now=now, is_gone=gone),
        can_stop=not rules.stop_objections(title=job.title, status=job.status) and not job.stop_wanted,
        can_resume=not resume_stands,
        line_counts=line_counts(job_id),
    )


def line_counts(job_id: int) -> dict[str, int]:
    """How many lines of each kind a job has written."""
    kinds = JobLine.objects.filter(job_id=job_id).order_by().values_list("kind")
    return dict(kinds.annotate(count=Count("pk")))


def lines_of(job_id: int, *kinds: str) -> QuerySet[JobLine, Any]:
    """The lines of a job as dicts of kind, number and facts, in the order of their numbers."""
    lines = JobLine.objects.filter(job_id=job_id)
    if kinds:
        lines = lines.filter(kind__in=kinds)
    return lines.order_by("number", "pk").values("kind", "number", "facts")
