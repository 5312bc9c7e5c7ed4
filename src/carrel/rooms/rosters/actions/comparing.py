"""Taking a roster in and comparing it: nothing of persons or classes is changed here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from carrel.cellar.files.actions import store_file
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import insert_values, without_collecting
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.texts import squeeze
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.cellar.oneroster import Fault, Remark, RosterRefused, package_zip
from carrel.rooms.rosters import rules
from carrel.rooms.rosters.actions.reporting import ROW, difference_rows, report_of
from carrel.rooms.rosters.models import RosterDifference, RosterImport
from carrel.rooms.rosters.queries import compared_now, import_seen, package_of

DRY_RUN_TASK = "carrel.rooms.rosters.tasks.run_dry_run"


@dataclass(frozen=True)
class Seen:
    """What a dry run found. `status` is refused or compared; `faults` are all reasons to refuse that are listed."""

    import_id: int
    status: str
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]
    objections: tuple[Objection, ...]
    counts: Mapping[str, int]


def take_in_roster(
    actor: Actor,
    *,
    stream: BinaryIO,
    name: str,
    now: datetime,
    leavers_in_a_hundred: int = rules.LEAVERS_IN_A_HUNDRED,
    is_whole: bool = False,
    key: str = "",
) -> int:
    """Store a roster and have the worker compare it; returns the number of the import.

    A OneRoster zip says itself what is whole; of a plain list of people `is_whole` says that who is not in it has left.
    Raises NotAllowed, and Refused when it is no file that can be kept. Inverse: drop_roster.
    """
    require(actor, "rosters.take_in_roster")
    stored = store_file(actor, stream=stream, name=name, kind="archive", now=now)
    with writing():
        before = kept_answer(key, "rosters.take_in_roster", actor)
        if before is not None:
            return int(before["import_id"])
        run = _new_run(actor, stored.pk, stored.name, leavers_in_a_hundred, now, {"whole": is_whole})
        _start_comparing(actor, run, now)
        record_act(actor, "rosters.take_in_roster", about=("roster_import", run.pk), at=now)
        keep_answer(key, actor, "rosters.take_in_roster", {"import_id": run.pk}, now)
    return run.pk


def take_in_again(actor: Actor, *, import_id: int, now: datetime) -> int:
    """Have the worker compare the file of an earlier import with what is known now; returns the new import's number.

    This is the way back after an import: the file of the day before. An import not let in is put aside by it.
    Raises NotAllowed, and Refused: rosters.no_such_import, rosters.forgotten. Inverse: drop_roster.
    """
    require(actor, "rosters.take_in_roster")
    with writing():
        old = import_seen(actor, import_id)
        if old is None:
            raise Refused(Objection("rosters.no_such_import", Weight.REFUSE))
        if old.file_id is None:
            raise Refused(Objection("rosters.forgotten", Weight.REFUSE, {"name": old.source_name}))
        run = _new_run(actor, old.file_id, old.source_name, old.leavers_in_a_hundred, now, old.reading)
        _start_comparing(actor, run, now)
        if old.status != RosterImport.Status.APPLIED:
            old.status = RosterImport.Status.DROPPED
            old.save(update_fields=["status"])
        record_act(actor, "rosters.take_in_again", about=("roster_import", run.pk), at=now)
    return run.pk


def map_people_list(actor: Actor, *, import_id: int, columns: Mapping[str, str], is_whole: bool, now: datetime) -> int:
    """Say which column of a plain list is which of ours, and have the worker compare it again; returns the job.

    The next list with the same headings is read so too. Raises NotAllowed, and Refused: rosters.no_such_import,
    rosters.forgotten, rosters.already_in. Inverse: map_people_list, with the columns of before.
    """
    require(actor, "rosters.map_people_list")
    with writing():
        run = _open_run(actor, import_id)
        if run.file_id is None:
            raise Refused(Objection("rosters.forgotten", Weight.REFUSE, {"name": run.source_name}))
        heads = run.reading.get("heads", [])
        said = {name: head for name, head in columns.items() if head in heads}
        run.reading = {**run.reading, "columns": said, "whole": is_whole, "said": True}
        run.status = RosterImport.Status.WAITING
        _start_comparing(actor, run, now)
        run.save(update_fields=["reading", "status"])
        record_act(actor, "rosters.map_people_list", about=("roster_import", run.pk), at=now)
    return run.job_id or 0


def dry_run_roster(
    actor: Actor,
    *,
    source: Path | bytes,
    source_name: str,
    now: datetime,
    leavers_in_a_hundred: int = rules.LEAVERS_IN_A_HUNDRED,
    is_whole: bool = False,
) -> Seen:
    """Store a roster (a zip, a list, their bytes, or a folder) and compare it at once, without a worker.

    Raises NotAllowed, and Refused when nothing that can be kept was given. Inverse: drop_roster.
    """
    require(actor, "rosters.dry_run_roster")
    stored = store_file(actor, stream=BytesIO(_package(source)), name=source_name, kind="archive", now=now)
    with writing():
        run = _new_run(actor, stored.pk, stored.name, leavers_in_a_hundred, now, {"whole": is_whole})
        record_act(actor, "rosters.dry_run_roster", about=("roster_import", run.pk), at=now)
    return compare_roster(actor, import_id=run.pk, now=now)


def compare_roster(actor: Actor, *, import_id: int, now: datetime, moved: Callable[[int], None] | None = None) -> Seen:
    """Compare the stored roster of an import with what we know now, and keep the report; nothing else changes.

    `moved` hears 1 when the file is read. Raises NotAllowed, and Refused: rosters.no_such_import, rosters.forgotten,
    rosters.already_in. No inverse: it changes a report only, and may be done again.
    """
    require(actor, "rosters.compare_roster")
    run = _open_run(actor, import_id)
    with without_collecting():
        return _compared(actor, run, now, moved)


def _compared(actor: Actor, run: RosterImport, now: datetime, moved: Callable[[int], None] | None) -> Seen:
    try:
        package = package_of(actor, run, now)
    except RosterRefused as refused:
        return _keep_refusal(actor, run, refused, now)
    if moved:
        moved(1)
    standing = rules.school_objections(package.match)
    if any(each.weight is Weight.REFUSE for each in standing):
        report = report_of(package, None, standing)
        return _keep(actor, run, report, [], now, RosterImport.Status.REFUSED, standing)
    compared = compared_now(actor, package, run.leavers_in_a_hundred, now)
    report = report_of(package, compared, compared.objections)
    rows = difference_rows(run.pk, compared)
    run.fingerprint = compared.fingerprint
    return _keep(actor, run, report, rows, now, RosterImport.Status.COMPARED, compared.objections)


def _package(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    if source.is_dir():
        return package_zip({path.name: path.read_bytes() for path in sorted(source.glob("*.[cC][sS][vV]"))})
    if not source.is_file():
        raise Refused(Objection("rosters.no_package", Weight.REFUSE, {"name": source.name}))
    return source.read_bytes()


def _new_run(
    actor: Actor, file_id: int, name: str, share: int, now: datetime, reading: Mapping[str, Any]
) -> RosterImport:
    return RosterImport.objects.create(
        reading=dict(reading),
        source_name=squeeze(name, 200),
        file_id=file_id,
        leavers_in_a_hundred=share,
        site_id=actor.site_id,
        started_by=actor.account_id,
        started_by_name=(actor.badge_name or actor.name)[:200],
        started_at=now,
    )


def _start_comparing(actor: Actor, run: RosterImport, now: datetime) -> None:
    run.job_id = jobs.start(
        actor,
        task=DRY_RUN_TASK,
        code="rosters.compare_roster",
        title=run.source_name,
        params={"import_id": run.pk},
        now=now,
        total=2,
    )
    run.save(update_fields=["job_id"])


def _open_run(actor: Actor, import_id: int) -> RosterImport:
    """An import that is not applied. Raises Refused."""
    run = import_seen(actor, import_id)
    if run is None:
        raise Refused(Objection("rosters.no_such_import", Weight.REFUSE))
    if run.status in {RosterImport.Status.APPLIED, RosterImport.Status.APPLYING}:
        raise Refused(Objection("rosters.already_in", Weight.REFUSE, {"name": run.source_name}))
    return run


def _keep_refusal(actor: Actor, run: RosterImport, refused: RosterRefused, now: datetime) -> Seen:
    report = {"faults": [_plain(fault) for fault in refused.faults], "more_faults": refused.more}
    return _keep(actor, run, report, [], now, RosterImport.Status.REFUSED, (), refused.faults)


def _plain(finding: Fault) -> dict[str, Any]:
    return {**vars(finding), "facts": dict(finding.facts)}


def _keep(
    actor: Actor,
    run: RosterImport,
    report: dict[str, Any],
    rows: Iterable[tuple[Any, ...]],
    now: datetime,
    status: RosterImport.Status,
    objections: tuple[Objection, ...],
    faults: tuple[Fault, ...] = (),
) -> Seen:
    run.report, run.status, run.compared_at = report, status, now
    with writing():
        RosterDifference.objects.filter(roster_import=run).delete()
        insert_values(RosterDifference, ROW, rows)
        run.save(update_fields=["report", "status", "compared_at", "fingerprint", "reading"])
        facts = {"counts": report.get("counts", {}), "status": str(status)}
        record_act(actor, "rosters.compare_roster", about=("roster_import", run.pk), at=now, facts=facts)
    remarks = tuple(Remark(**each) for each in report.get("remarks", []))
    return Seen(run.pk, str(status), faults, remarks, objections, report.get("counts", {}))
