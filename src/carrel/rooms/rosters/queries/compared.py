"""A stored roster beside what is known now: what an import would do. Only reads."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from carrel.cellar.files import queries as files
from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import Objection, Refused, Weight
from carrel.cellar.oneroster import Remark, Roster, RosterRefused, read
from carrel.cellar.oneroster.faults import Findings
from carrel.rooms.rosters import rules
from carrel.rooms.rosters.models import RosterImport
from carrel.rooms.rosters.queries.known import known_facts, known_sites
from carrel.rooms.rosters.queries.people_lists import (
    NewPhoto,
    PeopleFile,
    columns_for,
    new_photos,
    opened,
    people_file,
    rows_of_list,
)
from carrel.rooms.schools import queries as schools


@dataclass(frozen=True)
class Package:
    """What was sent in, read: a OneRoster package, or a plain list of people made into one.

    `known` is there when the reading needed it; `photos` are pictures of `people` that nobody has been given yet.
    """

    roster: Roster
    match: rules.SchoolMatch
    known: rules.Known | None = None
    remarks: tuple[Remark, ...] = ()
    people: PeopleFile | None = None
    photos: tuple[NewPhoto, ...] = ()


@dataclass(frozen=True)
class Compared:
    """A package beside what we know: what an import would do, and what stands against it."""

    package: Package
    known: rules.Known
    wanted: rules.Wanted
    changes: rules.Changes
    objections: tuple[Objection, ...]
    site_ids: frozenset[int]
    today: date

    @property
    def fingerprint(self) -> str:
        """A text that is the same for the same differences and the same new pictures."""
        photos = "".join(f"{photo.roster_id}{photo.digest}" for photo in self.package.photos)
        told = rules.fingerprint(self.changes)
        return hashlib.sha256(f"{told}{photos}".encode()).hexdigest() if photos else told


def package_of(actor: Actor, run: RosterImport, now: datetime) -> Package:
    """What was stored for an import, read, with the schools that this actor brings in.

    `run.reading` says afterwards how a plain list was read. Raises RosterRefused for what the file says, and Refused
    when it is forgotten.
    """
    stored = files.file_by_id(run.file_id) if run.file_id else None
    if stored is None:
        raise Refused(Objection("rosters.forgotten", Weight.REFUSE, {"name": run.source_name}))
    with files.open_file(stored) as stream:
        data = stream.read()
    people = people_file(data, stored.name)
    if people is not None:
        return _list_package(actor, run, people, now)
    roster = read(data)
    faults = rules.room_faults(roster)
    if faults:
        raise RosterRefused(faults)
    allowed = None if actor.is_district else actor.site_ids
    return Package(roster, rules.match_schools(roster.orgs, known_sites(), allowed, is_partial=roster.is_partial))


def _list_package(actor: Actor, run: RosterImport, people: PeopleFile, now: datetime) -> Package:
    findings = Findings()
    table = opened(people)
    columns, preset = columns_for(table.heads, run)
    run.reading = {
        "whole": False, "said": False, **run.reading, "columns": columns, "preset": preset, "heads": list(table.heads),
    }  # fmt: skip
    rows = rows_of_list(people, table, columns, findings)
    known = known_facts()
    match = rules.match_own(known.sites, None if actor.is_district else actor.site_ids)
    sites = [site for _, site in match.matched]
    listing = rules.Listing(people.name, known, sites, findings, today=district_day(now), is_whole=run.reading["whole"])
    roster = listing.roster(rows)
    photos = new_photos(people, rows, listing.handles, findings)
    return Package(roster, match, known, findings.remarks, people, photos)


def compared_now(actor: Actor, package: Package, leavers_in_a_hundred: int, now: datetime) -> Compared:
    """The roster beside what we know at this moment."""
    today = district_day(now)
    match, roster = package.match, package.roster
    site_ids = frozenset(site.id for _, site in match.matched)
    known = package.known or known_facts()
    whole = rules.wanted_from(roster, match.sites, today=today, with_district=actor.is_district, known=known)
    wanted = rules.within(known, whole, site_ids)
    changes = rules.compare(known, wanted, site_ids=site_ids, today=today)
    against = rules.apply_objections(
        known, wanted, changes, site_ids=site_ids, leavers_in_a_hundred=leavers_in_a_hundred
    )
    objections = (*rules.school_objections(match), *against)
    return Compared(package, known, wanted, changes, objections, site_ids, today)


def district_day(now: datetime) -> date:
    """The day it is in the district."""
    district = schools.district()
    return now.astimezone(ZoneInfo(district.timezone)).date() if district else now.date()
