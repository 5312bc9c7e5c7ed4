"""A roster that holds changes only, completed with what is known: what it does not name is as it was."""

from dataclasses import replace
from datetime import date

from carrel.cellar.oneroster import Enrollment, Roster, User
from carrel.cellar.oneroster.faults import Findings
from carrel.rooms.rosters.rules.facts import GUARDIAN, STUDENT, ClassSaid, Known, Membership, Said, WantedPerson
from carrel.rooms.rosters.rules.places import homerooms_of
from carrel.rooms.rosters.rules.wanted import Wanted


class Before:
    """What was known before a file of changes, as the reading of one needs it. Empty for a whole package."""

    def __init__(self, known: Known) -> None:
        self.handles = {person.handle for person in known.persons} | known.merged.keys()
        self.students: dict[str, int | None] = {}
        self.guardians: dict[str, str] = {}
        for person in known.persons:
            if person.said.category == STUDENT:
                self.students[person.handle] = person.said.site
            elif person.said.category == GUARDIAN:
                self.guardians[person.handle] = "guardian"
        self.guardians |= {row.guardian: row.relation for row in known.guardianships if row.relation}
        self.classes = tuple(row.said for row in known.classes if not row.has_ended)
        self.enrolments = tuple(row.said for row in known.enrolments if row.from_roster)
        self.years = {row.said.roster_id for row in known.years if row.said.roster_id}
        self.terms = {row.said.roster_id for row in known.terms if row.said.roster_id}

    def can_take(self, user: User, findings: Findings) -> bool:
        """Whether a row says enough: a change of somebody who was never sent whole waits for a whole roster."""
        if user.family_name and user.role and user.orgs:
            return True
        if user.sourced_id in self.handles:
            return True
        findings.remark("not_yet_known", "users.csv", user.line, "sourcedId", id=user.sourced_id)
        return False


def with_known(wanted: Wanted, roster: Roster, known: Known, findings: Findings, *, today: date) -> Wanted:
    """The whole that a file of changes makes with what is known."""
    listed, gone = _listed(wanted, roster, known)
    persons = tuple(person for person in wanted.persons if person.roster_id not in gone)
    classes = _classes(wanted, roster, known)
    by_number = {row.roster_id: row for row in classes}
    places = _enrolments(wanted, roster, known, findings)
    enrolments = tuple(row for row in places if row.person not in gone and row.school_class in by_number)
    homerooms = homerooms_of(enrolments, by_number, today)
    moved = _moved(roster, known, persons, gone)
    persons = (*persons, *(WantedPerson(handle, Said()) for handle in moved))
    return replace(
        wanted,
        persons=tuple(
            _at_home(person, homerooms.get(known.merged.get(person.roster_id, person.roster_id), ""))
            for person in persons
        ),
        classes=classes,
        enrolments=enrolments,
        guardianships=_guardianships(wanted, roster, known),
        listed=listed,
        has_classes=True,
        has_enrolments=True,
        is_partial=True,
    )


def _listed(wanted: Wanted, roster: Roster, known: Known) -> tuple[frozenset[str], set[str]]:
    """Who is in the roster, and who was and is not any more."""
    before = {person.roster_id for person in known.persons if person.roster_id} | known.merged.keys()
    if roster.manifest.modes.get("users") == "bulk":
        gone = before - wanted.listed
    else:
        gone = set(roster.deleted.get("users", {})) | _without_role(roster, known)
    return frozenset((wanted.listed | before) - gone), gone


def _at_home(person: WantedPerson, homeroom: str) -> WantedPerson:
    if person.said.category not in {STUDENT, ""}:
        return person
    return person._replace(said=person.said._replace(homeroom=homeroom))


def _without_role(roster: Roster, known: Known) -> set[str]:
    """Known persons whose role at their only school is taken back, and who get no other (version 1.2)."""
    held = {role.user for role in roster.roles}
    lost = {row.user for row in roster.deleted.get("roles", {}).values() if row is not None and row.user}
    alone = {person.roster_id for person in known.persons if not known.further.get(person.id)}
    return (lost - held) & alone


def _classes(wanted: Wanted, roster: Roster, known: Known) -> tuple[ClassSaid, ...]:
    deleted = roster.deleted.get("classes", {})
    named = {row.roster_id for row in wanted.classes}
    is_whole = roster.manifest.modes.get("classes") == "bulk"
    kept = () if is_whole else (row.said for row in known.classes if not row.has_ended)
    return (*wanted.classes, *(row for row in kept if row.roster_id not in named and row.roster_id not in deleted))


def _enrolments(wanted: Wanted, roster: Roster, known: Known, findings: Findings) -> tuple[Membership, ...]:
    """Known places in classes that are not taken back, and the new ones; places of persons nobody knows wait."""
    there = {person.handle for person in known.persons} | known.merged.keys() | {p.roster_id for p in wanted.persons}
    found: dict[tuple[str, str, str], Membership] = {}
    if roster.manifest.modes.get("enrollments") != "bulk":
        found = {row.said.key: row.said for row in known.enrolments if row.from_roster}
        for number, row in roster.deleted.get("enrollments", {}).items():
            if row is None or not (row.class_id and row.user):
                findings.remark("deleted_unknown", "enrollments.csv", row.line if row else 0, "sourcedId", id=number)
            else:
                found.pop(_key(row, known), None)
    for new in wanted.enrolments:
        if new.person in there:
            found[new.school_class, known.merged.get(new.person, new.person), new.role] = new
        else:
            findings.remark("not_yet_known", "enrollments.csv", 0, "userSourcedId", id=new.person)
    return tuple(found.values())


def _key(row: Enrollment, known: Known) -> tuple[str, str, str]:
    return row.class_id, known.merged.get(row.user, row.user), "student" if row.role == "student" else "teacher"


def _moved(roster: Roster, known: Known, persons: tuple[WantedPerson, ...], deleted: set[str]) -> tuple[str, ...]:
    """Handles of known students who are not in the users' file but whose places in classes change."""
    named = {person.roster_id for person in persons} | deleted
    students = {person.handle for person in known.persons if person.said.category == STUDENT}
    rows = (*roster.enrollments, *(row for row in roster.deleted.get("enrollments", {}).values() if row is not None))
    touched = dict.fromkeys(known.merged.get(row.user, row.user) for row in rows)
    ended = roster.deleted.get("classes", {})
    touched |= dict.fromkeys(row.said.person for row in known.enrolments if row.said.school_class in ended)
    return tuple(handle for handle in touched if handle in students and handle not in named)


def _guardianships(wanted: Wanted, roster: Roster, known: Known) -> dict[tuple[str, str], str]:
    """Known relations stay but for students who are sent with a list of their own."""
    own = {user.sourced_id for user in roster.users if user.agents and user.role in {"student", ""}}
    stays = {
        (row.student, row.guardian): row.relation
        for row in known.guardianships
        if row.is_of_roster and row.student not in own
    }
    return stays | dict(wanted.guardianships)
