"""A register is looked into, imported, and taken back: each as a job that can be watched and left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO

from carrel.cellar.files.actions import store_file
from carrel.cellar.files.models import StoredFile
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.tables.mapping import best_preset, guess
from carrel.rooms.inventory import queries as inventory
from carrel.rooms.registers import queries, rules

RUN_REGISTER = "carrel.rooms.registers.tasks.run_register"
RUN_TAKE_BACK = "carrel.rooms.registers.tasks.run_take_back"


def check_register(
    actor: Actor,
    *,
    kind: str,
    stream: BinaryIO,
    name: str,
    site_id: int,
    item_type_id: int,
    now: datetime,
    order: str = "",
    owner: str | None = None,
) -> int:
    """Read a register and say what would come in; nothing does. Returns the job's number.

    `kind` is items, loans, holds or charges. The columns are found by the last choice for such a file, by the system
    that made it, or by their names; `check_again` chooses others. `site_id` and `item_type_id` hold for rows that do
    not say their own; `order` says how days are written (month_first, day_first; "": as the file proves); `owner` whose
    numbers the records' numbers are (None: they mean nothing outside the file; of holds: whose they were of the last
    items). Raises Refused for a file that is no table.
    No inverse: nothing is changed but the report.
    """
    require(actor, "registers.check_register")
    if kind not in rules.KINDS:
        raise ValueError(f"There is no register of {kind}.")
    inventory.site_must_be_seen(actor, site_id)
    stored = store_file(actor, stream=stream, name=name, kind="table", now=now)
    heads = queries.heads_of(stored)
    preset = best_preset(heads, rules.PRESETS[kind])
    remembered = queries.remembered_mapping(kind, heads)
    guessed = guess(heads, queries.columns_of(kind), rules.PRESETS[kind])
    mapping = remembered or queries.with_own_heads(kind, heads, guessed)
    if kind == rules.HOLDS and owner is None:
        owner = queries.owner_of_last_items()
    params: dict[str, Any] = {
        "kind": kind, "asked_at": now.isoformat(),
        "file_id": stored.pk, "site_id": site_id, "item_type_id": item_type_id, "check": True,
        "heads": list(heads), "signature": queries.signature_of(heads), "mapping": mapping, "order": order,
        "owner": owner, "system": preset.code if preset else "", "remembered": remembered is not None,
    }  # fmt: skip
    return _start_check(actor, stored, params, site_id, now)


def check_again(
    actor: Actor, *, job_id: int, mapping: Mapping[str, str], order: str, owner: str | None, now: datetime
) -> int:
    """Look into the file of an earlier look once more, with other columns chosen. Returns the new job's number.

    No inverse: nothing is changed but the report.
    """
    require(actor, "registers.check_register")
    with writing():
        check = _job(actor, job_id, queries.CHECK)
        stored = queries.file_of(check.params)
        if stored is None:
            raise Refused(Objection("registers.no_such_file", Weight.REFUSE, {"title": check.title}))
        heads, names = set(check.params["heads"]), {each.name for each in queries.columns_of(check.params["kind"])}
        chosen = {name: head for name, head in mapping.items() if name in names and head in heads}
        params = {**check.params, "mapping": chosen, "order": order, "owner": owner, "remembered": False}
        return _start_check(actor, stored, params, check.site_id, now)


def import_register(actor: Actor, *, job_id: int, now: datetime) -> int:
    """Import the file of a look that is done; sent twice, it starts once. Returns the import's job number.

    Raises Refused: registers.no_such_register, registers.check_first_over, registers.cannot_be_read,
    registers.no_such_file. Inverse: take_back_register.
    """
    require(actor, "registers.import_register")
    with writing():
        check = _job(actor, job_id, queries.CHECK)
        if there := queries.job_made_from(check, queries.IMPORT):
            return there.pk
        objections = rules.import_objections(
            title=check.title,
            is_done=check.status == Job.Status.DONE,
            is_sound="fault" not in check.report,
            has_file=queries.file_of(check.params) is not None,
        )
        if objections:
            raise Refused(*objections)
        # Days are read as the look proved them, whatever the file is by now compared with.
        params = {**check.params, "check": False, "check_job": check.pk, "order": check.report["order"]}
        return jobs.start(
            actor, task=RUN_REGISTER, code=queries.IMPORT, title=check.title, params=params, now=now,
            site_id=check.site_id, total=check.done,
        )  # fmt: skip


def take_back_register(actor: Actor, *, job_id: int, now: datetime) -> int:
    """Take out again what an import brought, as far as nothing stands on it. Returns the job's number.

    Items lent since, loans returned or changed since stay; charges are reversed, not deleted. Raises Refused:
    registers.no_such_register, registers.not_over, registers.taken_back_already.
    No inverse: the file is imported again.
    """
    require(actor, "registers.take_back_register")
    with writing():
        job = _job(actor, job_id, queries.IMPORT)
        objections = rules.take_back_objections(
            title=job.title,
            is_over=job.is_over,
            is_taken_back=queries.job_made_from(job, queries.TAKE_BACK) is not None,
        )
        if objections:
            raise Refused(*objections)
        params = {"import_job": job.pk, "kind": job.params["kind"]}
        return jobs.start(
            actor, task=RUN_TAKE_BACK, code=queries.TAKE_BACK, title=job.title, params=params, now=now,
            site_id=job.site_id,
        )  # fmt: skip


def _start_check(
    actor: Actor, stored: StoredFile, params: Mapping[str, Any], site_id: int | None, now: datetime
) -> int:
    return jobs.start(
        actor, task=RUN_REGISTER, code=queries.CHECK, title=stored.name, params=params, now=now, site_id=site_id
    )


def _job(actor: Actor, job_id: int, code: str) -> Job:
    job = queries.job_held(actor, job_id, code)
    if job is None:
        raise Refused(Objection("registers.no_such_register", Weight.REFUSE))
    return job
