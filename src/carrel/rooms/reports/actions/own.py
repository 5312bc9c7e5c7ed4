"""save_report, remove_report, schedule_report, begin_export, make_export, keep_due_reports: reports of one's own."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from carrel.cellar.files.actions import remove_file, store_file
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.tables import Table, csv_lines, xlsx_bytes
from carrel.rooms.reports.actions.mailing import mail_out
from carrel.rooms.reports.actions.owning import owned_report
from carrel.rooms.reports.models import KeptReport, Mailing, OwnReport
from carrel.rooms.reports.queries import own as asked
from carrel.rooms.reports.rules.own import NAME_LENGTH, Spec, next_day, save_report_objections
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools.queries import today_at

SAVE = "reports.save_report"
EXPORT = "reports.begin_export"
KEEP = "reports.keep_due_reports"
TASK = "carrel.rooms.reports.tasks.run_export"
FILES_KEPT_FOR = timedelta(days=365)
_STEP = 2000


def save_report(actor: Actor, *, name: str, spec: Spec, site_id: int | None, is_shared: bool, now: datetime) -> int:
    """Keep a question under a name, for oneself or for all who see figures at the school; returns its key.

    Raises NotAllowed and Refused: reports.name_missing, reports.name_taken, reports.other_school.
    Inverse: remove_report.
    """
    require(actor, SAVE)
    if not (actor.is_district or site_id in actor.site_ids):
        raise Refused(Objection("reports.other_school", Weight.REFUSE))
    name = squeeze(name, NAME_LENGTH)
    with writing():
        is_taken = asked.reports_in_sight(actor).filter(name=name).exists()
        if objections := save_report_objections(name=name, is_taken=is_taken):
            raise Refused(*objections)
        made = OwnReport.objects.create(
            name=name, site_id=site_id, account_id=actor.account_id, by_name=(actor.badge_name or actor.name)[:200],
            spec=spec.as_plain(), is_shared=is_shared, made_at=now,
        )  # fmt: skip
        record_act(actor, SAVE, about=("report", made.pk), at=now, facts={"shared": is_shared}, site_id=site_id)
    return made.pk


def remove_report(actor: Actor, *, report_id: int, now: datetime) -> str:
    """Take a report away with the files made of it; returns its name. Only who made it may, or the district.

    Raises NotAllowed and Refused: reports.report_unknown, reports.report_of_another.
    Inverse: save_report, with the question the audit entry holds.
    """
    require(actor, SAVE)
    with writing():
        report = owned_report(actor, report_id)
        for kept in asked.files_of(report.pk):
            remove_file(actor, file_id=kept.file_id or 0)
        record_act(
            actor, "reports.remove_report", about=("report", report.pk), at=now,
            facts={"name": report.name, "spec": report.spec}, site_id=report.site_id,
        )  # fmt: skip
        report.delete()
    return report.name


def schedule_report(actor: Actor, *, report_id: int, every: str, now: datetime) -> None:
    """Let a report be made by itself every week or month, or no more; the files are kept with it.

    Raises NotAllowed and Refused: reports.report_unknown, reports.report_of_another.
    Inverse: schedule_report, with the rhythm of before.
    """
    require(actor, SAVE)
    with writing():
        report = owned_report(actor, report_id)
        before, report.every = report.every, every
        report.next_on = next_day(every, today_at(report.site_id, now))
        report.save(update_fields=["every", "next_on"])
        facts = {"every": every, "before": before}
        record_act(actor, "reports.schedule_report", about=("report", report.pk), at=now, facts=facts)


def begin_export(actor: Actor, *, report_id: int, shape: str, publish: bool, title: str, now: datetime) -> int:
    """Begin to make a file of all rows of a report, as long work; returns the job's number.

    Raises NotAllowed and Refused: reports.report_unknown, and reports.only_counted for single rows to be published.
    No inverse: the file is removed with its report, or after a year.
    """
    require(actor, EXPORT)
    report = asked.report_in_sight(actor, report_id)
    if report is None:
        raise Refused(Objection("reports.report_unknown", Weight.REFUSE))
    if publish and not Spec.from_plain(report.spec).is_counted:
        raise Refused(Objection("reports.only_counted", Weight.REFUSE))
    params = {"report": report.pk, "shape": shape, "publish": publish}
    return jobs.start(actor, task=TASK, code=EXPORT, title=title, params=params, now=now, site_id=report.site_id)


def make_export(
    actor: Actor, *, run: JobRun, table: Callable[[Spec, Iterator[tuple[Any, ...]]], Table], now: datetime
) -> int:
    """Make the file of an export's job and keep it with the report; returns how many rows it has.

    `table` puts rows under heads in words. Raises Refused kernel.takes_too_long. Begun anew when it is taken up again.
    No inverse: the file is removed with its report, or after a year.
    """
    require(actor, EXPORT)
    report = OwnReport.objects.get(pk=run.params["report"])
    spec, publish = Spec.from_plain(report.spec), bool(run.params["publish"])
    counter = _Counter(run, now, asked.count_of(spec, report.site_id))
    rows: Iterator[tuple[Any, ...]] = counter.passing(asked.all_rows(spec, report.site_id))
    if publish:
        rows = iter(asked.told_rows(spec, list(rows)))
    data, ending = _written(table(spec, rows), run.params["shape"])
    with writing():
        name = f"{report.name}-{now:%Y-%m-%d}.{ending}"
        stored = store_file(actor, stream=io.BytesIO(data), name=name, kind="table", now=now)
        KeptReport.objects.create(report=report, made_at=now, rows=counter.done, file=stored, is_published=publish)
        going = Mailing.objects.filter(report=report, is_paused=False).first() if run.params.get("mail") else None
        if going is not None and (not going.shape or (publish and going.shape == ending)):
            mail_out(going, day=run.params["mail"], data=data, ending=ending, rows=counter.done, now=now)
    return counter.done


class _Counter:
    """Tells the job how many rows have passed."""

    def __init__(self, run: JobRun, now: datetime, total: int) -> None:
        self.run, self.now, self.total, self.done = run, now, total, 0

    def passing(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for row in rows:
            self.done += 1
            if self.done % _STEP == 0:
                jobs.advance(self.run, now=self.now, done=self.done, total=max(self.total, self.done))
            yield row
        jobs.advance(self.run, now=self.now, done=self.done, total=self.done)


def _written(table: Table, shape: str) -> tuple[bytes, str]:
    if shape == "xlsx":
        return xlsx_bytes(table), "xlsx"
    return "".join(csv_lines(table)).encode(), "csv"


def keep_due_reports(actor: Actor, *, title: str, now: datetime) -> int:
    """Begin the file of every report whose day has come, and let files older than a year go; returns how many began.

    A day that is closed in the school's calendar is let go by. The nightly timetable calls it; the worker makes the
    files and puts the mails into the outbox. No inverse: a file is removed with its report.
    """
    require(actor, KEEP)
    begun = 0
    for report in OwnReport.objects.exclude(every="").order_by("pk"):
        today = today_at(report.site_id, now)
        if report.next_on is not None and report.next_on <= today and _is_open(report.site_id, today):
            with writing():
                _begin_due(actor, report, title % {"name": report.name}, today, now)
            begun += 1
    with writing():
        old = KeptReport.objects.filter(made_at__lt=now - FILES_KEPT_FOR).select_related("file")
        for kept in old:
            if kept.file_id is not None:
                remove_file(actor, file_id=kept.file_id)
            kept.delete()
    return begun


def _is_open(site_id: int | None, day: date) -> bool:
    """Whether the school is open on the day; the district when one of its schools is."""
    sites = [site_id] if site_id is not None else [each.pk for each in schools.sites()]
    return any(schools.calendar_of(each).is_open(day) for each in sites)


def _begin_due(actor: Actor, report: OwnReport, title: str, today: date, now: datetime) -> None:
    """Begin the file of today. One that is mailed is made as it may leave the library; the day makes its mails one."""
    going = Mailing.objects.filter(report=report, is_paused=False).first()
    params = {"report": report.pk, "shape": "xlsx", "publish": False}
    if going is not None:
        params |= {"shape": going.shape or "xlsx", "publish": bool(going.shape), "mail": today.isoformat()}
    job_id = jobs.start(actor, task=TASK, code=EXPORT, title=title, params=params, now=now, site_id=report.site_id)
    if going is not None:
        Mailing.objects.filter(pk=going.pk).update(job_id=job_id)
    OwnReport.objects.filter(pk=report.pk).update(next_on=next_day(report.every, today))
