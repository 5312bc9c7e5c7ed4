"""A stored roster beside what is known now: what an import would do. Only reads."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from carrel.cellar.files import queries as files
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.oneroster import Roster, RosterRefused, read
from carrel.rooms.rosters import rules
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.rosters.queries.known import known_facts, known_sites
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True)
class Compared:
    """A package beside what we know: what an import would do, and what stands against it."""

    roster: Roster
    match: rules.SchoolMatch
    known: rules.Known
    wanted: rules.Wanted
    changes: rules.Changes
    objections: tuple[Objection, ...]
    site_ids: frozenset[int]
    today: date


def roster_of(run: RosterImport) -> Roster:
    """The stored package, read. Raises RosterRefused for what it says, and Refused when it is forgotten."""
    stored = files.file_by_id(run.file_id) if run.file_id else None
    if stored is None:
        raise Refused(Objection("rosters.forgotten", Weight.REFUSE, {"name": run.source_name}))
    with files.open_file(stored) as stream:
        roster = read(stream.read())
    faults = rules.room_faults(roster)
    if faults:
        raise RosterRefused(faults)
    return roster


def match_for(actor: Actor, roster: Roster) -> rules.SchoolMatch:
    """Which schools of the roster this actor brings in."""
    return rules.match_schools(
        roster.orgs,
        known_sites(),
        None if actor.is_district else actor.site_ids,
        is_partial=roster.is_partial,
    )


def compared_now(
    actor: Actor, roster: Roster, match: rules.SchoolMatch, leavers_in_a_hundred: int, now: datetime
) -> Compared:
    """The roster beside what we know at this moment."""
    today = district_day(now)
    site_ids = frozenset(site.id for _, site in match.matched)
    known = known_facts()
    whole = rules.wanted_from(roster, match.sites, today=today, with_district=actor.is_district, known=known)
    wanted = rules.within(known, whole, site_ids)
    changes = rules.compare(known, wanted, site_ids=site_ids, today=today)
    against = rules.apply_objections(
        known, wanted, changes, site_ids=site_ids, leavers_in_a_hundred=leavers_in_a_hundred
    )
    objections = (*rules.school_objections(match), *against)
    return Compared(roster, match, known, wanted, changes, objections, site_ids, today)


def district_day(now: datetime) -> date:
    """The day it is in the district."""
    district = schools.district()
    return now.astimezone(ZoneInfo(district.timezone)).date() if district else now.date()
