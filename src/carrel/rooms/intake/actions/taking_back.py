"""What an import brought is taken out again, step by step."""

from collections.abc import Sequence
from datetime import datetime

from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.intake import queries
from carrel.rooms.inventory import actions as inventory


def take_back_items(actor: Actor, *, run: JobRun, import_job: int, now: datetime) -> dict[str, int]:
    """Take out the items an import made, those lent since excepted. Returns the counts: items_out, items_stay.

    No inverse: the file is imported again.
    """
    require(actor, "intake.take_back_import")
    with writing():
        out, stay = inventory.take_out_items(actor, job_id=import_job, now=now)
        counts = {"items_out": out, "items_stay": stay, "records_out": 0, "records_stay": 0}
        jobs.advance(run, now=now, done=0, cursor={"items": True, "records": 0}, report=counts)
    return counts


def take_back_records(
    actor: Actor, *, run: JobRun, record_ids: Sequence[int], done: int, counts: dict[str, int], now: datetime
) -> None:
    """Take out records an import made, unless copies or other records hang on them by now.

    No inverse: the file is imported again.
    """
    require(actor, "intake.take_back_import")
    with writing():
        free = queries.records_without_items(record_ids)
        for record_id in free:
            catalogue.take_out_record(actor, record_id=record_id, now=now)
        counts["records_out"] += len(free)
        counts["records_stay"] += len(record_ids) - len(free)
        done += len(record_ids)
        jobs.advance(run, now=now, done=done, cursor={"items": True, "records": done}, report=counts)
