"""A MARC file is read, imported, and taken back: each as a job that can be watched and left."""

from datetime import datetime
from typing import BinaryIO

from carrel.cellar.files.actions import store_file
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.intake import queries
from carrel.rooms.inventory import queries as inventory

RUN_IMPORT = "carrel.rooms.intake.tasks.run_import"
RUN_TAKE_BACK = "carrel.rooms.intake.tasks.run_take_back"


def check_marc(
    actor: Actor,
    *,
    stream: BinaryIO,
    name: str,
    site_id: int,
    item_type_id: int,
    now: datetime,
    vendor_id: int | None = None,
) -> int:
    """Read a MARC file and say what would come in; nothing does. Returns the job's number.

    `site_id` and `item_type_id` hold for copies that do not say their own; `vendor_id` says how the file is read.
    Raises Refused for a file of another kind. No inverse: nothing is changed but the report.
    """
    require(actor, "intake.check_marc")
    inventory.site_must_be_seen(actor, site_id)
    stored = store_file(actor, stream=stream, name=name, kind="marc", now=now)
    params = {"file_id": stored.pk, **_said(site_id, item_type_id, vendor_id), "check": True}
    return jobs.start(
        actor, task=RUN_IMPORT, code=queries.CHECK, title=stored.name, params=params, now=now, site_id=site_id,
        total=queries.about_how_many(stored),
    )  # fmt: skip


def import_marc(
    actor: Actor,
    *,
    stream: BinaryIO,
    name: str,
    site_id: int,
    item_type_id: int,
    now: datetime,
    vendor_id: int | None = None,
) -> int:
    """Import a MARC file with its copies at once, without a check before. Returns the job's number.

    Each record comes in whole or not at all. Raises Refused for a file of another kind. Inverse: take_back_import.
    """
    require(actor, "intake.import_marc")
    inventory.site_must_be_seen(actor, site_id)
    stored = store_file(actor, stream=stream, name=name, kind="marc", now=now)
    params = {"file_id": stored.pk, **_said(site_id, item_type_id, vendor_id), "check": False}
    return jobs.start(
        actor, task=RUN_IMPORT, code=queries.IMPORT, title=stored.name, params=params, now=now, site_id=site_id,
        total=queries.about_how_many(stored),
    )  # fmt: skip


def import_checked(actor: Actor, *, job_id: int, now: datetime) -> int:
    """Import the file of a check that is done; sent twice, it starts once. Returns the import's job number.

    Inverse: take_back_import.
    """
    require(actor, "intake.import_marc")
    with writing():
        check = _job(actor, job_id, queries.CHECK)
        if check.status != Job.Status.DONE:
            raise Refused(Objection("intake.check_first_over", Weight.REFUSE, {"title": check.title}))
        if there := queries.job_made_from(check, queries.IMPORT):
            return there.pk
        if queries.import_file(check) is None:
            raise Refused(Objection("intake.no_such_file", Weight.REFUSE))
        params = {**check.params, "check": False, "check_job": check.pk}
        return jobs.start(
            actor, task=RUN_IMPORT, code=queries.IMPORT, title=check.title, params=params, now=now,
            site_id=check.site_id, total=check.done,
        )  # fmt: skip


def take_back_import(actor: Actor, *, job_id: int, now: datetime) -> int:
    """Take out again what an import brought, as long as it was not lent since. Returns the job's number.

    Items that were lent stay, and so do their records. No inverse: the file is imported again.
    """
    require(actor, "intake.take_back_import")
    with writing():
        job = _job(actor, job_id, queries.IMPORT)
        if not job.is_over:
            raise Refused(Objection("intake.import_not_done", Weight.REFUSE, {"title": job.title}))
        if queries.job_made_from(job, queries.TAKE_BACK):
            raise Refused(Objection("intake.taken_back_already", Weight.REFUSE, {"title": job.title}))
        return jobs.start(
            actor, task=RUN_TAKE_BACK, code=queries.TAKE_BACK, title=job.title, params={"import_job": job.pk},
            now=now, site_id=job.site_id,
        )  # fmt: skip


def _said(site_id: int, item_type_id: int, vendor_id: int | None) -> dict[str, int | None]:
    """What the form says of the file, as the job keeps it."""
    return {"site_id": site_id, "item_type_id": item_type_id, "vendor_id": vendor_id}


def _job(actor: Actor, job_id: int, code: str) -> Job:
    job = Job.objects.select_for_update().filter(pk=job_id, code=code).first()
    if job is None or not (actor.sees_site(job.site_id) or job.started_by == actor.account_id):
        raise Refused(Objection("intake.no_such_import", Weight.REFUSE))
    return job
