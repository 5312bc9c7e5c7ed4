"""What a register brought is taken out again, and old files with readers and their reading are let go."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from carrel.cellar.files.actions import remove_file
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.jobs.actions import JobRun
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.writing import writing
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.charges import actions as charges
from carrel.rooms.circulation import actions as circulation
from carrel.rooms.inventory import actions as inventory
from carrel.rooms.registers import queries

KEPT_FOR = timedelta(days=30)


def take_back_items(actor: Actor, *, run: JobRun, import_job: int, now: datetime) -> dict[str, int]:
    """Take out the items an import made, those lent since excepted. Returns the counts: items_out, items_stay.

    No inverse: the file is imported again.
    """
    require(actor, "registers.take_back_register")
    with writing():
        out, stay = inventory.take_out_items(actor, job_id=import_job, now=now)
        counts = {"items_out": out, "items_stay": stay, "records_out": 0, "records_stay": 0}
        jobs.advance(run, now=now, done=0, cursor={"items": True, "done": 0}, report=counts)
    return counts


def take_back_records(
    actor: Actor, *, run: JobRun, record_ids: Sequence[int], done: int, counts: dict[str, int], now: datetime
) -> None:
    """Take out records an import made, unless items or other records hang on them by now.

    No inverse: the file is imported again.
    """
    require(actor, "registers.take_back_register")
    with writing():
        free = queries.records_left_bare(record_ids)
        for record_id in free:
            catalogue.take_out_record(actor, record_id=record_id, now=now)
        counts["records_out"] += len(free)
        counts["records_stay"] += len(record_ids) - len(free)
        done += len(record_ids)
        jobs.advance(run, now=now, done=done, cursor={"items": True, "done": done}, report=counts)


def take_back_loans(
    actor: Actor, *, run: JobRun, loan_ids: Sequence[int], done: int, counts: dict[str, int], now: datetime
) -> None:
    """Take loans an import brought out again, those returned or changed since excepted.

    No inverse: the file is imported again.
    """
    require(actor, "registers.take_back_register")
    with writing():
        out, stay = circulation.take_back_loans(actor, loan_ids=loan_ids, now=now)
        counts["loans_out"] = counts.get("loans_out", 0) + out
        counts["loans_stay"] = counts.get("loans_stay", 0) + stay
        done += len(loan_ids)
        jobs.advance(run, now=now, done=done, cursor={"done": done}, report=counts)


def take_back_holds(
    actor: Actor,
    *,
    run: JobRun,
    hold_ids: Sequence[int],
    caught_ids: Collection[int],
    done: int,
    counts: dict[str, int],
    now: datetime,
) -> None:
    """Take holds an import brought out again, those filled, ended or changed since excepted.

    No inverse: the file is imported again.
    """
    require(actor, "registers.take_back_register")
    with writing():
        out, stay = circulation.take_back_holds(actor, hold_ids=hold_ids, caught_ids=caught_ids, now=now)
        counts["holds_out"] = counts.get("holds_out", 0) + out
        counts["holds_stay"] = counts.get("holds_stay", 0) + stay
        done += len(hold_ids)
        jobs.advance(run, now=now, done=done, cursor={"done": done}, report=counts)


def take_back_charges(actor: Actor, *, run: JobRun, import_job: int, counts: dict[str, int], now: datetime) -> None:
    """Reverse what is left of the charges an import brought. No inverse: the file is imported again."""
    require(actor, "registers.take_back_register")
    with writing():
        reason = "Taken back with the file it came with"
        gone, settled = charges.reverse_brought_charges(actor, job_id=import_job, reason=reason, now=now)
        counts |= {"charges_reversed": gone, "charges_settled": settled}
        jobs.advance(run, now=now, done=run.done, report=counts)


def forget_registers(actor: Actor, *, now: datetime) -> int:
    """Let the files of registers go after thirty days; returns how many. Counts and reports stay.

    A register of loans or holds says who reads what; it is no longer needed when they stand here.
    The timetable calls it. No inverse: what is erased is meant to be gone.
    """
    require(actor, "registers.forget_registers")
    with writing():
        gone = {file_id for _, file_id in queries.old_files(now - KEPT_FOR) if queries.file_of({"file_id": file_id})}
        for file_id in gone:
            remove_file(actor, file_id=file_id)
        if gone:
            record_act(actor, "registers.forget_registers", about=("files", None), at=now, facts={"count": len(gone)})
    return len(gone)
