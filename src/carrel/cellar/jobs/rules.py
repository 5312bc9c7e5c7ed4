"""What may be done with a job in each of its states."""

from datetime import datetime, timedelta

from carrel.cellar.kernel.verdicts import Objection, Weight

QUIET_FOR = timedelta(minutes=5)
"""A running job that has not moved for so long has lost its worker."""


def is_quiet(*, status: str, moved_at: datetime | None, now: datetime, is_gone: bool = False) -> bool:
    """Whether a job that says it is under way has stopped moving; `is_gone` when its process has ended."""
    return status == "running" and (is_gone or (moved_at is not None and now - moved_at > QUIET_FOR))


def room_objections(*, free: int, least: int) -> tuple[Objection, ...]:
    """Long work goes on only while there is room for more than itself; both in bytes."""
    if free >= least:
        return ()
    return (Objection("jobs.no_room", Weight.REFUSE, {"free": free // 1_048_576, "least": least // 1_048_576}),)


def stop_objections(*, title: str, status: str) -> tuple[Objection, ...]:
    """Only work that is not over can be stopped."""
    if status in {"waiting", "running"}:
        return ()
    return (Objection("jobs.is_over", Weight.REFUSE, {"title": title}),)


def resume_objections(
    *, title: str, status: str, moved_at: datetime | None, now: datetime, is_gone: bool = False
) -> tuple[Objection, ...]:
    """Only work that stopped, broke off or went quiet can be taken up again."""
    if status in {"stopped", "broken"} or is_quiet(status=status, moved_at=moved_at, now=now, is_gone=is_gone):
        return ()
    code = "jobs.is_done" if status == "done" else "jobs.is_under_way"
    return (Objection(code, Weight.REFUSE, {"title": title}),)
