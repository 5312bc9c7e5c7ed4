"""Letting a roster in, whole or not at all; putting one aside; forgetting old ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from carrel.cellar.files.actions import remove_file
from carrel.cellar.jobs import actions as jobs
from carrel.cellar.kernel.actors import Actor, require, settle
from carrel.cellar.kernel.announcements import announce
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.bulk import without_collecting
from carrel.cellar.kernel.idempotency import keep_answer, kept_answer
from carrel.cellar.kernel.verdicts import Objection, Refused, Verdict, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.rosters import rules
from carrel.rooms.rosters.actions.picturing import give_photos, stored_photos
from carrel.rooms.rosters.actions.storing import Storing
from carrel.rooms.rosters.actions.telling import PersonsMoved
from carrel.rooms.rosters.models import RosterDifference, RosterImport
from carrel.rooms.rosters.queries import Compared, compared_now, import_seen, package_of
from carrel.rooms.schools.models import District

APPLY_TASK = "carrel.rooms.rosters.tasks.run_apply"
KEPT_FOR = timedelta(days=30)
"""How long the file of a roster and the names in its report are kept."""


@dataclass(frozen=True)
class Applied:
    """What an import did; `repeated` when it had been done before."""

    import_id: int
    counts: Mapping[str, int]
    repeated: bool = False


def apply_roster(
    actor: Actor,
    *,
    import_id: int,
    now: datetime,
    accept_leavers: bool = False,
    reason: str = "",
    key: str = "",
) -> Applied:
    """Let a compared roster in: new and changed persons, classes, enrolments; leavers get their day, nobody is deleted.

    All of it or nothing. `accept_leavers` passes every question about leavers and needs a reason. Raises NotAllowed,
    and Refused: rosters.no_such_import, rosters.already_in, rosters.not_compared, rosters.forgotten,
    rosters.changed_since, and what `apply_objections` says.
    No inverse: the student system's word of the day stands. Importing the file of the day before brings everybody back.
    """
    require(actor, "rosters.apply_roster")
    run = _run_to_apply(actor, import_id)
    if run.status == RosterImport.Status.APPLIED:
        return Applied(run.pk, run.report.get("counts", {}), repeated=True)
    with without_collecting():
        return _applied(actor, run, now, accept_leavers=accept_leavers, reason=reason, key=key)


def _applied(actor: Actor, run: RosterImport, now: datetime, *, accept_leavers: bool, reason: str, key: str) -> Applied:
    package = package_of(actor, run, now)
    pictures = stored_photos(actor, package, now)
    with writing():
        _one_at_a_time()
        before = kept_answer(key, "rosters.apply_roster", actor)
        if before is not None:
            return Applied(run.pk, before["counts"], repeated=True)
        run.refresh_from_db(fields=["status", "report"])
        if run.status == RosterImport.Status.APPLIED:
            return Applied(run.pk, run.report.get("counts", {}), repeated=True)
        # What is known is asked again under the lock: the reading of a list may have taken a while.
        compared = compared_now(actor, replace(package, known=None), run.leavers_in_a_hundred, now)
        if compared.fingerprint != run.fingerprint:
            raise Refused(Objection("rosters.changed_since", Weight.REFUSE, {"name": run.source_name}))
        overridden = settle(
            Verdict.of(compared.objections), actor, _asked(compared.objections) if accept_leavers else (), reason
        )
        counts = _store(run, compared, now)
        give_photos(package, pictures)
        announce(PersonsMoved(len(compared.changes.of(rules.LEFT)), len(compared.changes.of(rules.RETURNED)), now))
        record_act(
            actor,
            "rosters.apply_roster",
            about=("roster_import", run.pk),
            at=now,
            overrides=overridden,
            reason=reason,
            facts={"counts": counts},
        )
        keep_answer(key, actor, "rosters.apply_roster", {"counts": counts}, now)
    return Applied(run.pk, counts)


def _one_at_a_time() -> None:
    """Wait until no other roster is coming in: on PostgreSQL two could write at once. Part of apply_roster."""
    list(District.objects.select_for_update(no_key=True).values_list("pk"))


def send_roster(
    actor: Actor,
    *,
    import_id: int,
    now: datetime,
    accept_leavers: bool = False,
    reason: str = "",
    key: str = "",
) -> int:
    """Have the worker apply a compared roster; returns the number of the job. What stands against it is asked first.

    Raises as apply_roster does. Inverse: drop_roster, until the worker has begun.
    """
    require(actor, "rosters.apply_roster")
    with writing():
        before = kept_answer(key, "rosters.send_roster", actor)
        if before is not None:
            return int(before["job_id"])
        run = _run_to_apply(actor, import_id)
        if run.status != RosterImport.Status.COMPARED:
            raise Refused(Objection("rosters.already_in", Weight.REFUSE, {"name": run.source_name}))
        objections = kept_objections(run)
        settle(Verdict.of(objections), actor, _asked(objections) if accept_leavers else (), reason)
        run.status = RosterImport.Status.APPLYING
        run.job_id = jobs.start(
            actor,
            task=APPLY_TASK,
            code="rosters.apply_roster",
            title=run.source_name,
            params={"import_id": run.pk, "accept_leavers": accept_leavers, "reason": reason},
            now=now,
            total=1,
        )
        run.save(update_fields=["status", "job_id"])
        keep_answer(key, actor, "rosters.send_roster", {"job_id": run.job_id}, now)
    return run.job_id


def drop_roster(actor: Actor, *, import_id: int, now: datetime) -> None:
    """Put an import aside without letting it in; an import the worker could not finish can be put aside too.

    Raises NotAllowed, and Refused: rosters.no_such_import, rosters.already_in. Inverse: compare_roster.
    """
    require(actor, "rosters.drop_roster")
    with writing():
        run = import_seen(actor, import_id)
        if run is None:
            raise Refused(Objection("rosters.no_such_import", Weight.REFUSE))
        if run.status == RosterImport.Status.APPLIED:
            raise Refused(Objection("rosters.already_in", Weight.REFUSE, {"name": run.source_name}))
        run.status = RosterImport.Status.DROPPED
        run.save(update_fields=["status"])
        record_act(actor, "rosters.drop_roster", about=("roster_import", run.pk), at=now)


def forget_rosters(actor: Actor, *, now: datetime) -> int:
    """Forget the files of imports older than 30 days and the names in their reports; counts stay. Returns how many.

    No inverse: the student system still has what was forgotten.
    """
    require(actor, "rosters.forget_rosters")
    with writing():
        old = list(RosterImport.objects.filter(started_at__lt=now - KEPT_FOR).exclude(file=None))
        for run in old:
            RosterDifference.objects.filter(roster_import=run).delete()
            file_id = run.file_id
            run.file = None
            run.save(update_fields=["file"])
            if file_id is not None and not RosterImport.objects.filter(file=file_id).exists():
                remove_file(actor, file_id=file_id)
            record_act(actor, "rosters.forget_rosters", about=("roster_import", run.pk), at=now)
    return len(old)


def kept_objections(run: RosterImport) -> tuple[Objection, ...]:
    """The objections of the comparison as they were kept."""
    return tuple(
        Objection(each["code"], Weight(each["weight"]), each["facts"], None, rules.override_of(each["weight"]))
        for each in run.report.get("objections", [])
    )


def _run_to_apply(actor: Actor, import_id: int) -> RosterImport:
    run = import_seen(actor, import_id)
    if run is None:
        raise Refused(Objection("rosters.no_such_import", Weight.REFUSE))
    ready = {RosterImport.Status.COMPARED, RosterImport.Status.APPLYING, RosterImport.Status.APPLIED}
    if run.status not in ready:
        raise Refused(Objection("rosters.not_compared", Weight.REFUSE, {"name": run.source_name}))
    return run


def _asked(objections: tuple[Objection, ...]) -> tuple[str, ...]:
    return tuple(each.code for each in objections if each.weight is Weight.ASK)


def _store(run: RosterImport, compared: Compared, now: datetime) -> dict[str, int]:
    Storing(compared.changes, compared.known, now=now, today=compared.today).store(compared.package.match)
    run.status, run.applied_at = RosterImport.Status.APPLIED, now
    run.save(update_fields=["status", "applied_at"])
    counts: dict[str, int] = run.report.get("counts", {})
    return counts
