"""Reports of one's own for tests: a question, kept, and what it finds."""

from __future__ import annotations

from typing import Any

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.rooms.reports.actions import begin_export, save_report
from carrel.rooms.reports.models import KeptReport
from carrel.rooms.reports.rules.own import Only, Spec, sound
from tests.cast import Cast
from tests.rooms.reports.month import NOON

BY_GRADE = Spec("loans", groups=("grade",), sort="count", is_down=True)


def asked(subject: str = "loans", *groups: str, **more: Any) -> Spec:
    """A question grouped by these; conditions as field="text" or field=("low", "high")."""
    known = {name: more.pop(name) for name in ("columns", "sort", "is_down") if name in more}
    only = tuple(
        Only(name, low=value[0], high=value[1]) if isinstance(value, tuple) else Only(name, text=value)
        for name, value in more.items()
    )
    return sound(Spec(subject, groups, only=only, **known))


def kept(cast: Cast, spec: Spec = BY_GRADE, name: str = "Loans by grade", **more: Any) -> int:
    given = {"site_id": cast.middle.pk, "is_shared": False, "now": NOON} | more
    return save_report(cast.actor(cast.dee), name=name, spec=spec, **given)


def exported(cast: Cast, report_id: int, *, shape: str = "csv", publish: bool = False) -> tuple[Job, KeptReport]:
    job_id = begin_export(
        cast.actor(cast.dee), report_id=report_id, shape=shape, publish=publish, title="File", now=NOON
    )
    job = run_now(job_id)
    return job, KeptReport.objects.get(report=report_id)
