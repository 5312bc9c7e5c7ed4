"""What may be done with a job in each of its states."""

from datetime import datetime, timedelta

from carrel.cellar.kernel.verdicts import Objection, Weight

QUIET_FOR = timedelta(minutes=5)
"""A running job that has not moved for so long has lost its worker."""


def is_quiet(*, status: str, moved_at: datetime | None, now: datetime) -> bool:
    """Whether a job that says it is under way has stopped moving."""
    return status == "running" and moved_at is not None and now - moved_at > QUIET_FOR


def stop_objections(*, title: str, status: str) -> tuple[Objection, ...]:
    """Only work that is not over can be stopped."""
    if status in {"waiting", "running"}:
        return ()
    return (Objection("jobs.is_over", Weight.REFUSE, {"title": title}),)


def resume_objections(*, title: str, status: str, moved_at: datetime | None, now: datetime) -> tuple[Objection, ...]:
    """Only work that stopped, broke off or went quiet can be taken up again."""
    if status in {"stopped", "broken"} or is_quiet(status=status, moved_at=moved_at, now=now):
        return ()
    code = "jobs.is_done" if status == "done" else "jobs.is_under_way"
    return (Objection(code, Weight.REFUSE, {"title": title}),)
