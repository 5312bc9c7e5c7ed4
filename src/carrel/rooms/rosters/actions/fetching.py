"""Rosters that a student system puts into a folder every night: fetched, compared, and let in where all is well."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from carrel.cellar.kernel.actors import Actor, require
from carrel.cellar.kernel.audit import record_act
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.kernel.writing import writing
from carrel.rooms.rosters.actions.applying import apply_roster
from carrel.rooms.rosters.actions.comparing import dry_run_roster
from carrel.rooms.rosters.models import RosterSchedule
from carrel.rooms.rosters.queries.folder import content_of, newest_in_folder, roster_schedule
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True)
class Fetched:
    """What a look into the folder did: `code` is off, early, empty, unfinished, known, refused, waits or came_in."""

    code: str
    import_id: int | None = None


def keep_roster_schedule(
    actor: Actor, *, is_on: bool, lets_in: bool, hour: int, leavers_in_a_hundred: int, now: datetime
) -> RosterSchedule:
    """Say whether and how rosters are fetched from the folder.

    Raises NotAllowed, and Refused rosters.for_the_district.
    Inverse: keep_roster_schedule, with the values of before, which the audit entry holds.
    """
    require(actor, "rosters.keep_roster_schedule")
    _of_the_district(actor)
    with writing():
        schedule = roster_schedule()
        before = {name: getattr(schedule, name) for name in ("is_on", "lets_in", "hour", "leavers_in_a_hundred")}
        schedule.is_on, schedule.lets_in, schedule.hour = is_on, lets_in, hour
        schedule.leavers_in_a_hundred = leavers_in_a_hundred
        schedule.save()
        facts = {"before": before, "after": {name: getattr(schedule, name) for name in before}}
        record_act(actor, "rosters.keep_roster_schedule", about=("roster_schedule", schedule.pk), at=now, facts=facts)
    return schedule


def fetch_roster(actor: Actor, *, now: datetime, at_once: bool = False) -> Fetched:
    """Look into the folder and take in what is new there; the worker's timetable does so every few minutes.

    A roster that was taken before, or is still being written, is left alone. What nothing stands against is let in when
    the schedule says so; anything else waits in the list of imports for a person. `at_once` looks before the hour, and
    where the schedule is off. Raises NotAllowed, and Refused
    rosters.for_the_district. Inverse: drop_roster, for what waits.
    """
    require(actor, "rosters.fetch_roster")
    _of_the_district(actor)
    schedule = roster_schedule()
    if not at_once and not schedule.is_on:
        return Fetched("off")
    if not at_once and _hour_here(now) < schedule.hour:
        return Fetched("early")
    try:
        found = newest_in_folder(now)
        data, digest = content_of(found) if found and found.is_quiet else (b"", "")
    except OSError as reason:
        # Somebody cleared the folder meanwhile, or it may not be read: the next look will tell.
        facts = {"reason": str(reason.strerror)}
        return _kept(schedule, "refused", now, trouble={"code": "rosters.folder_unreadable", "facts": facts})
    if found is None:
        return _kept(schedule, "empty", now)
    if not found.is_quiet:
        return _kept(schedule, "unfinished", now)
    if digest and digest == schedule.digest:
        return _kept(schedule, "known", now)
    try:
        if not data:
            raise Refused(Objection("rosters.too_large_in_folder", Weight.REFUSE, {"name": found.name}))
        seen = dry_run_roster(
            actor, source=data, source_name=found.name, now=now, leavers_in_a_hundred=schedule.leavers_in_a_hundred
        )
    except Refused as refused:
        objection = refused.objections[0]
        facts = {name: str(value) for name, value in objection.facts.items()}
        return _kept(schedule, "refused", now, digest=digest, trouble={"code": objection.code, "facts": facts})
    standing = [each for each in seen.objections if each.weight is not Weight.TELL]
    is_fine = seen.status == "compared" and not standing
    if schedule.lets_in and is_fine and seen.counts.get("all"):
        apply_roster(actor, import_id=seen.import_id, now=now)
        return _kept(schedule, "came_in", now, digest=digest, import_id=seen.import_id)
    return _kept(
        schedule, "waits" if seen.status == "compared" else "refused", now, digest=digest, import_id=seen.import_id
    )


def _of_the_district(actor: Actor) -> None:
    """What lies in the folder is of all schools. Raises Refused for who acts for some of them."""
    if not actor.is_district:
        raise Refused(Objection("rosters.for_the_district", Weight.REFUSE))


def _kept(
    schedule: RosterSchedule,
    code: str,
    now: datetime,
    *,
    digest: str = "",
    import_id: int | None = None,
    trouble: dict[str, object] | None = None,
) -> Fetched:
    """Write down when the folder was looked into, and what was taken."""
    with writing():
        schedule.looked_at = now
        if digest or trouble:
            schedule.digest, schedule.fetched_at, schedule.trouble = digest, now, trouble or {}
        schedule.save()
    return Fetched(code, import_id)


def _hour_here(now: datetime) -> int:
    district = schools.district()
    return now.astimezone(ZoneInfo(district.timezone)).hour if district else now.hour
