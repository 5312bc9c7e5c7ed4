"""What of a roster an importer brings in: their own schools, and whoever leaves them for another one."""

from dataclasses import replace

from carrel.rooms.rosters.rules.facts import Known, WantedPerson
from carrel.rooms.rosters.rules.wanted import Wanted


def within(known: Known, wanted: Wanted, site_ids: frozenset[int]) -> Wanted:
    """The part of a roster that touches these sites.

    Persons who belong there or come from there, with the school the roster gives them wherever it is; classes of these
    sites with their members. Staff of the district, who have no site, are in when the roster was read with them.
    Relations of guardians stay whole, for one that is not in the part is no relation that ended.
    """
    homes = {person.handle: person.said.site for person in known.persons}
    persons = tuple(
        person for person in wanted.persons if _touches(person, homes.get(_handle(known, person)), site_ids)
    )
    classes = tuple(row for row in wanted.classes if row.site in site_ids)
    class_ids = {row.roster_id for row in classes}
    held = class_ids | {row.said.roster_id for row in known.classes}
    met = {person.roster_id for person in persons}
    return replace(
        wanted,
        persons=tuple(_with_known_homeroom(person, held) for person in persons),
        classes=classes,
        enrolments=tuple(
            row
            for row in wanted.enrolments
            if row.school_class in class_ids
            and (row.person in met or known.merged.get(row.person, row.person) in homes)
        ),
    )


def _handle(known: Known, person: WantedPerson) -> str:
    return known.merged.get(person.roster_id, person.roster_id)


def _touches(person: WantedPerson, home: int | None, site_ids: frozenset[int]) -> bool:
    """Whether somebody belongs to these sites, or did; who has no school anywhere belongs to the district."""
    site = person.said.site
    if site is None and home is None:
        return True
    return site in site_ids or home in site_ids or not person.further.isdisjoint(site_ids)


def _with_known_homeroom(person: WantedPerson, held: set[str]) -> WantedPerson:
    """A homeroom at a school whose classes did not come in yet cannot be given yet."""
    homeroom = person.said.homeroom
    return person if homeroom in held or not homeroom else person._replace(said=person.said._replace(homeroom=""))
