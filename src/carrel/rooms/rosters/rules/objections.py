"""What stands against applying a roster: too many leavers, a school that would be empty, enrolments gone."""

from collections.abc import Mapping
from dataclasses import dataclass

from carrel.cellar.kernel.texts import fold
from carrel.cellar.kernel.verdicts import Objection, Source, Weight
from carrel.rooms.rosters.rules.compare import Changes
from carrel.rooms.rosters.rules.facts import GUARDIAN, STUDENT, Known, Said
from carrel.rooms.rosters.rules.persons import LEFT, NEW, PersonChange
from carrel.rooms.rosters.rules.schools import SchoolMatch
from carrel.rooms.rosters.rules.wanted import Wanted

LEAVERS_IN_A_HUNDRED = 10
"""The share of leavers above which a run stops, unless its form says another."""
LEAVERS_UNREMARKED = 4
"""So many may leave a group of a school before the share is asked at all: one of five teachers is no alarm."""
OVERRIDE = "rosters.override_leavers"


@dataclass(frozen=True)
class Leaving:
    """One group at one school: how many there were, how many leave."""

    site: str
    group: str
    before: int
    leavers: int

    @property
    def share(self) -> float:
        return 100 * self.leavers / self.before if self.before else 0.0


def override_of(weight: str) -> str:
    """The permission that passes an objection of this weight, empty for none: all questions here have the same."""
    return OVERRIDE if weight == Weight.ASK else ""


def school_objections(match: SchoolMatch) -> tuple[Objection, ...]:
    """A package none of whose schools is a site here cannot be compared at all; single unknown schools are told."""
    names = ", ".join(org.name for org in match.unknown)
    if not match.matched:
        return (Objection("rosters.no_school_known", Weight.REFUSE, {"schools": names or "–"}),)
    told = []
    if match.unknown:
        told.append(Objection("rosters.school_unknown", Weight.TELL, {"schools": names, "count": len(match.unknown)}))
    anew = [site.name for _, site in match.renumbered]
    if anew:
        told.append(Objection("rosters.school_numbers_changed", Weight.TELL, {"schools": ", ".join(anew)}))
    return tuple(told)


def leaving(known: Known, changes: Changes, site_ids: frozenset[int]) -> tuple[Leaving, ...]:
    """Each group of each school with its leavers; guardians go with their children and are not counted."""
    names = {site.id: site.name for site in known.sites}
    gone = {change.known.id for change in changes.of(LEFT) if change.known}
    counts: dict[tuple[int, str], list[int]] = {}
    for person in known.persons:
        site, category = person.said.site, person.said.category
        if person.roster_id and not person.has_left and site in site_ids and site and category != GUARDIAN:
            group = STUDENT if category == STUDENT else "staff"
            count = counts.setdefault((site, group), [0, 0])
            count[0] += 1
            count[1] += person.id in gone
    return tuple(Leaving(names[site], group, *count) for (site, group), count in sorted(counts.items()))


def apply_objections(
    known: Known, wanted: Wanted, changes: Changes, *, site_ids: frozenset[int], leavers_in_a_hundred: int
) -> tuple[Objection, ...]:
    """What stands against this import. Every question is passed by the same permission, with a reason."""
    if not wanted.is_partial and not any(person.said.category == STUDENT for person in wanted.persons):
        return (Objection("rosters.no_students", Weight.REFUSE),)
    limit = Source("setting", f"{leavers_in_a_hundred} %", "rosters:leavers_in_a_hundred")
    found = []
    for group in leaving(known, changes, site_ids):
        facts = _facts(group, leavers_in_a_hundred)
        if group.group == STUDENT and group.leavers == group.before and group.before:
            found.append(Objection("rosters.school_would_be_empty", Weight.ASK, facts, limit, OVERRIDE))
        elif group.leavers > LEAVERS_UNREMARKED and group.share > leavers_in_a_hundred:
            found.append(Objection(f"rosters.too_many_{group.group}_leave", Weight.ASK, facts, limit, OVERRIDE))
    if wanted.has_enrolments and not wanted.enrolments and changes.enrolments_gone:
        facts = {"count": len(changes.enrolments_gone)}
        found.append(Objection("rosters.no_enrolments", Weight.ASK, facts, None, OVERRIDE))
    return (*found, *_numbering(known, changes, leavers_in_a_hundred, limit))


def _numbering(known: Known, changes: Changes, most: int, limit: Source) -> tuple[Objection, ...]:
    """Whether the student system seems to have numbered its persons anew.

    Those found again by student number are the same persons under another number: asked when they are many. Where there
    is no student number, the same names among those who leave and those who come are told, for nothing else tells.
    """
    found = []
    again = sum(change.is_renumbered for change in changes.persons)
    before = sum(bool(person.roster_id) and not person.has_left for person in known.persons)
    if again > LEAVERS_UNREMARKED and 100 * again > most * before:
        facts = {"count": again, "before": before}
        found.append(Objection("rosters.numbers_changed", Weight.ASK, facts, limit, OVERRIDE))
    come = {_name(change) for change in changes.of(NEW) if _category(change) != GUARDIAN}
    leavers = [change for change in changes.of(LEFT) if _category(change) != GUARDIAN]
    alike = sum(_name(change) in come for change in leavers)
    # Some share a name with a newcomer every year; when half of them do, it is no chance.
    if alike > LEAVERS_UNREMARKED and 2 * alike >= len(leavers):
        facts = {"count": alike, "leavers": len(leavers)}
        found.append(Objection("rosters.same_names_leave", Weight.ASK, facts, None, OVERRIDE))
    return tuple(found)


def _said(change: PersonChange) -> Said:
    return change.wanted.said if change.wanted else change.known.said if change.known else Said()


def _category(change: PersonChange) -> str:
    return _said(change).category


def _name(change: PersonChange) -> str:
    said = _said(change)
    return fold(f"{said.given_name} {said.family_name}")


def _facts(group: Leaving, limit: int) -> Mapping[str, object]:
    return {
        "site": group.site,
        "leavers": group.leavers,
        "before": group.before,
        "share": round(group.share),
        "limit": limit,
    }
