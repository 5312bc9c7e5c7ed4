"""What of a roster an importer brings in: their own schools, and whoever leaves them for another one."""

from dataclasses import replace

from carrel.rooms.rosters.rules.facts import Known
from carrel.rooms.rosters.rules.reading import Wanted, WantedPerson


def within(known: Known, wanted: Wanted, site_ids: frozenset[int]) -> Wanted:
    """The part of a roster that touches these sites.

    Persons who belong there or come from there, with the school the roster gives them wherever it is; classes of these
    sites with their members. Staff of the district, who have no site, are in when the roster was read with them.
    Relations of guardians stay whole, for one that is not in the part is no relation that ended.
    """
    homes = {person.handle: person.site for person in known.persons}
    persons = tuple(
        person
        for person in wanted.persons
        if person.site is None
        or person.site in site_ids
        or not person.further.isdisjoint(site_ids)
        or homes.get(known.merged.get(person.roster_id, person.roster_id)) in site_ids
    )
    classes = tuple(row for row in wanted.classes if row.site in site_ids)
    class_ids = {row.roster_id for row in classes}
    held = class_ids | {row.roster_id for row in known.classes}
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


def _with_known_homeroom(person: WantedPerson, held: set[str]) -> WantedPerson:
    """A homeroom at a school whose classes did not come in yet cannot be given yet."""
    return person if person.homeroom in held or not person.homeroom else person._replace(homeroom="")
