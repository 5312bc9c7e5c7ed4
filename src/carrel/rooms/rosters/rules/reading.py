"""A `Roster` of the codec → what Carrel should hold: persons, classes, enrolments, guardianships, sessions."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from carrel.cellar.oneroster import AcademicSession, Roster, SchoolClass, User, users_on
from carrel.cellar.oneroster.faults import Fault, Findings
from carrel.rooms.rosters.rules.facts import (
    GUARDIAN,
    STUDENT,
    ClassSaid,
    Known,
    Membership,
    SessionSaid,
    WantedPerson,
    WantedSession,
)
from carrel.rooms.rosters.rules.partial import Before, with_known
from carrel.rooms.rosters.rules.places import enrolments_of, homerooms_of
from carrel.rooms.rosters.rules.saying import GUARDIAN_WORDS, grades_said, person_said, sites_of
from carrel.rooms.rosters.rules.wanted import Wanted

_COLUMNS = {"given_name": "givenName", "family_name": "familyName", "sourced_id": "sourcedId"}
_LONGEST = {"given_name": 80, "family_name": 80, "sourced_id": 100, "identifier": 40}


def room_faults(roster: Roster) -> tuple[Fault, ...]:
    """What the standard allows and Carrel cannot hold: numbers and names that are too long."""
    findings = Findings()
    for user in roster.users:
        for name, limit in _LONGEST.items():
            length = len(getattr(user, name))
            if length > limit:
                column = _COLUMNS.get(name, name)
                findings.fault("too_long", "users.csv", user.line, column, length=length, limit=limit)
    long_ids = (
        ("orgs.csv", roster.orgs),
        ("classes.csv", roster.classes),
        ("academicSessions.csv", roster.academic_sessions),
    )
    for file, rows in long_ids:
        for row in rows:
            if len(row.sourced_id) > 100:
                findings.fault("too_long", file, row.line, "sourcedId", length=len(row.sourced_id), limit=100)
    return findings.faults


def wanted_from(
    roster: Roster, sites: Mapping[str, int], *, today: date, with_district: bool, known: Known | None = None
) -> Wanted:
    """What the package wants of all schools that are sites; `sites` leads from orgs to sites.

    `with_district` takes in staff who belong to no school. Guardians come in with a student of theirs only. A package
    that holds changes only is completed with what is `known`.
    """
    findings = Findings()
    before = Before(known) if roster.is_partial and known else Before(Known())
    users = users_on(roster, today, findings)
    years, terms = _sessions(roster.academic_sessions, before.years)
    term_ids = {term.said.roster_id for term in terms} | before.terms
    classes = tuple(_class(row, sites[row.school], term_ids) for row in roster.classes if row.school in sites)
    all_classes = {row.roster_id: row for row in before.classes} | {row.roster_id: row for row in classes}
    enrolments = enrolments_of(roster.enrollments, all_classes.keys())
    kinds = {org.sourced_id: org.type for org in roster.orgs}
    members = [
        user
        for user in users
        if user.role not in GUARDIAN_WORDS
        and before.can_take(user, findings)
        and (sites_of(user, sites) or not user.orgs or (with_district and _is_of_district(user, kinds)))
    ]
    homerooms = homerooms_of(enrolments, all_classes, today)
    persons = [
        person_said(user, sites_of(user, sites), homerooms.get(user.sourced_id, ""), findings) for user in members
    ]
    students = {person.roster_id: person.said.site for person in persons if person.said.category in {STUDENT, ""}}
    guardianships = _guardianships(users, before.students | students, before.guardians)
    persons += _guardians(users, guardianships, before.students | students, persons, findings)
    if roster.manifest.modes.get("enrollments") == "bulk":
        _remark_teachers(roster, classes, enrolments, findings)
    wanted = Wanted(
        persons=tuple(persons),
        classes=classes,
        enrolments=enrolments,
        guardianships=guardianships,
        years=years,
        terms=terms,
        listed=frozenset(user.sourced_id for user in users),
        has_classes=roster.manifest.modes.get("classes", "absent") != "absent",
        has_enrolments=roster.manifest.modes.get("enrollments", "absent") != "absent",
        remarks=(),
    )
    if roster.is_partial and known:
        wanted = with_known(wanted, roster, known, findings, today=today)
    return Wanted(**{**vars(wanted), "remarks": findings.remarks})


def _is_of_district(user: User, kinds: Mapping[str, str]) -> bool:
    """Whether somebody works for the district and for no school."""
    return (
        user.role not in {"student", ""}
        and bool(user.orgs)
        and all(kinds.get(org) in {"district", "local", "state"} for org in user.orgs)
    )


# Classes


def _class(row: SchoolClass, site: int, terms: Collection[str]) -> ClassSaid:
    of_terms = [term for term in row.terms if term in terms]
    return ClassSaid(
        roster_id=row.sourced_id,
        site=site,
        name=row.title[:100],
        kind="homeroom" if row.type == "homeroom" else "class",
        grade=grades_said(row.grades)[:40],
        subject=", ".join(row.subjects)[:80],
        periods=",".join(row.periods)[:80],
        term=of_terms[0] if len(row.terms) == 1 and of_terms else "",
    )


def _remark_teachers(
    roster: Roster, classes: Iterable[ClassSaid], enrolments: Iterable[Membership], findings: Findings
) -> None:
    """Tells which classes nobody teaches: they come in all the same."""
    taught = {row.school_class for row in enrolments if row.role == "teacher"}
    lines = {row.sourced_id: row.line for row in roster.classes}
    for row in classes:
        if row.roster_id not in taught:
            findings.remark("class_without_teacher", "classes.csv", lines[row.roster_id], "sourcedId", name=row.name)


# Guardians


def _guardianships(
    users: Iterable[User], students: Collection[str], known_guardians: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """(student, guardian) → relation; the relation counts when either side names it."""
    users = list(users)
    guardians = {**known_guardians}
    guardians |= {user.sourced_id: word for user in users if (word := _guardian_word(user))}
    found: dict[tuple[str, str], str] = {}
    for user in users:
        for agent in user.agents:
            if user.sourced_id in students and agent in guardians:
                found[user.sourced_id, agent] = guardians[agent]
            elif user.sourced_id in guardians and agent in students:
                found[agent, user.sourced_id] = guardians[user.sourced_id]
    return found


def _guardian_word(user: User) -> str:
    """What the user is to a student: parent, guardian or relative; a teacher may be one too in version 1.2."""
    if user.role in GUARDIAN_WORDS:
        return user.role
    return next((word for word in user.roles if word in GUARDIAN_WORDS), "")


def _guardians(
    users: Iterable[User],
    guardianships: Mapping[tuple[str, str], str],
    students: Mapping[str, int | None],
    others: Iterable[WantedPerson],
    findings: Findings,
) -> list[WantedPerson]:
    """Guardians with the schools of their children; who is a teacher too comes in as a teacher."""
    come = {person.roster_id for person in others}
    sites: dict[str, list[int]] = {}
    for student, guardian in guardianships:
        site = students[student]
        if site is not None and guardian not in come:
            sites.setdefault(guardian, []).append(site)
    found = []
    for user in users:
        if user.sourced_id in sites:
            person = person_said(user, tuple(dict.fromkeys(sites[user.sourced_id])), "", findings)
            found.append(person._replace(said=person.said._replace(category=GUARDIAN), card=""))
    return found


def _sessions(
    rows: Iterable[AcademicSession], known_years: Collection[str]
) -> tuple[tuple[WantedSession, ...], tuple[WantedSession, ...]]:
    """School years, and the semesters and terms within them; grading periods are no matter of a library."""
    rows = [row for row in rows if row.ends_on > row.starts_on and len(row.title) > 0]
    of_years = {row.sourced_id for row in rows if row.type == "schoolYear"} | set(known_years)
    years = [WantedSession(_session(row)) for row in rows if row.type == "schoolYear"]
    terms = [
        WantedSession(_session(row), row.parent)
        for row in rows
        if row.type in {"semester", "term"} and row.parent in of_years
    ]
    return tuple(years), tuple(terms)


def _session(row: AcademicSession) -> SessionSaid:
    return SessionSaid(row.sourced_id, row.title[:40], row.starts_on, row.ends_on)
