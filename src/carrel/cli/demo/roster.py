"""The demo district's OneRoster 1.1 packages: this school year's, and the next one's with leavers, movers and newcomers.

Every name is invented. The same year and seed give the same package, byte for byte; `carrel demo` sends it through the
importer that a real district would use. Numbers of the cast are in `district.CAST_IDS`.
"""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from carrel.cellar.oneroster import (
    AcademicSession,
    Manifest,
    Org,
    Roster,
    User,
    next_grade,
    package_files,
    package_zip,
)
from carrel.cli.demo.district import (
    BIRCH,
    CAST_IDS,
    DISTRICT,
    DISTRICT_NAME,
    SCHOOLS,
    SECTIONS,
    School,
    Seat,
    first_day,
    last_day,
    school_of,
    seats,
    sections_of,
)
from carrel.cli.demo.names import HOMES
from carrel.cli.demo.population import Population
from carrel.cli.demo.timetable import Timetable

SEED = 20
LEAVE_IN_SUMMER = 0.03
TEACHERS_WHO_LEAVE = 0.06
FAMILY_NAMES_CHANGED = 4
LEFT_IN_A_WEEK = 6
MOVED_IN_A_WEEK = 5
RENAMED_IN_A_WEEK = 3


def demo_roster(year: int, *, seed: int = SEED) -> Roster:
    """The roster of the school year that begins in `year`: 1,400 students with guardians, staff, classes."""
    people = Population(random.Random(f"{seed}-first"))
    for school in SCHOOLS:
        people.add_staff(school)
    places = seats()
    people.add_cast(places)
    people.add_families(places)
    return _roster(year, people)


def next_year_roster(before: Roster, year: int, *, seed: int = SEED) -> Roster:
    """The roster of a year later, for the school year that begins in `year`.

    Students move up and change schools, the oldest and some others are gone, newcomers fill the seats; some teachers
    are replaced; a few family names are new. The cast of students stays as long as there is a grade for them.
    """
    last = max(int(user.sourced_id[3:]) for user in before.users if user.sourced_id not in CAST_IDS.values())
    people = Population(random.Random(f"{seed}-{year}"), after=last)
    _take_over_staff(people, before)
    places = seats()
    _take_over_students(people, before, places)
    _take_over_guardians(people, before)
    people.add_families(places)
    return _roster(year, people)


def week_later_roster(before: Roster, *, seed: int = SEED) -> Roster:
    """The roster of some days later in the same year: a few left, a few moved to the next section, names changed.

    Nobody of the cast and of the elementary school is among them.
    """
    dice = random.Random(f"{seed}-later")
    students = [
        user
        for user in before.users
        if user.role == "student" and user.grades[0] not in BIRCH.grades and user.sourced_id not in CAST_IDS.values()
    ]
    picked = dice.sample(students, LEFT_IN_A_WEEK + MOVED_IN_A_WEEK + RENAMED_IN_A_WEEK)
    left = {user.sourced_id for user in picked[:LEFT_IN_A_WEEK]}
    moved = {user.sourced_id for user in picked[LEFT_IN_A_WEEK : LEFT_IN_A_WEEK + MOVED_IN_A_WEEK]}
    renamed = {user.sourced_id: dice.choice(HOMES[0].family) for user in picked[-RENAMED_IN_A_WEEK:]}
    users = tuple(
        user._replace(
            family_name=renamed.get(user.sourced_id, user.family_name),
            agents=tuple(agent for agent in user.agents if agent not in left),
        )
        for user in before.users
        if user.sourced_id not in left
    )
    places = tuple(
        row._replace(class_id=_next_section(row.class_id)) if row.user in moved else row
        for row in before.enrollments
        if row.user not in left
    )
    return replace(before, users=users, enrollments=places)


def _next_section(class_id: str) -> str:
    """`c-2026-7b-english` → `c-2026-7c-english`, after the last section the first: the timetable names classes so."""
    head, year, section, subject = class_id.split("-", 3)
    following = SECTIONS[(SECTIONS.index(section[-1].upper()) + 1) % len(SECTIONS)]
    return f"{head}-{year}-{section[:-1]}{following.lower()}-{subject}"


def demo_package(year: int, *, seed: int = SEED) -> bytes:
    """The zip that a student system would send on the first day of the school year that begins in `year`."""
    return package_zip(package_files(demo_roster(year, seed=seed)))


def _roster(year: int, people: Population) -> Roster:
    timetable = Timetable(year, people)
    for school in SCHOOLS:
        timetable.add_school(school)
    return Roster(
        manifest=Manifest(source_name="Alder Creek student system", source_code="ACSIS"),
        orgs=_orgs(),
        academic_sessions=_sessions(year),
        courses=tuple(timetable.courses),
        classes=tuple(timetable.classes),
        enrollments=tuple(timetable.enrollments),
        users=tuple(people.users.values()),
    )


def _orgs() -> tuple[Org, ...]:
    district = Org(DISTRICT, DISTRICT_NAME, "district", "0600")
    return (district, *(Org(s.org, s.name, "school", s.identifier, DISTRICT) for s in SCHOOLS))


def _sessions(year: int) -> tuple[AcademicSession, ...]:
    begins, ends, whole = first_day(year), last_day(year), f"y-{year}"
    name = f"{year}–{(year + 1) % 100:02}"
    return (
        AcademicSession(whole, name, "schoolYear", begins, ends, "", year + 1),
        AcademicSession(f"{whole}-1", f"Fall {year}", "semester", begins, date(year, 12, 18), whole, year + 1),
        AcademicSession(f"{whole}-2", f"Spring {year + 1}", "semester", date(year + 1, 1, 5), ends, whole, year + 1),
    )


# A year later


def _take_over_staff(people: Population, before: Roster) -> None:
    homeroom_of = {row.sourced_id: row.code for row in before.classes if row.type == "homeroom"}
    section_of = {
        row.user: homeroom_of[row.class_id] for row in before.enrollments if _leads(row.role, row.class_id, homeroom_of)
    }
    by_org = {school.org: school for school in SCHOOLS}
    for user in before.users:
        if user.role in {"teacher", "administrator", "aide"}:
            _take_over_adult(people, user, by_org[user.orgs[0]], section_of.get(user.sourced_id, ""))


def _leads(role: str, class_id: str, homeroom_of: dict[str, str]) -> bool:
    return role == "teacher" and class_id in homeroom_of


def _take_over_adult(people: Population, user: User, school: School, section: str) -> None:
    sourced_id = user.sourced_id
    if sourced_id not in CAST_IDS.values() and people.dice.random() < TEACHERS_WHO_LEAVE:
        sourced_id = people.add_adult(school, user.role)
    else:
        people.users[sourced_id] = user
    if section:
        people.homerooms[section] = sourced_id
    elif user.role == "teacher":
        people.specialists.setdefault(school.org, []).append(sourced_id)


def _take_over_students(people: Population, before: Roster, places: list[Seat]) -> None:
    staying = [user for user in before.users if user.role == "student" and _stays(people, user)]
    renamed = {user.sourced_id for user in people.dice.sample(staying, FAMILY_NAMES_CHANGED)} - set(CAST_IDS.values())
    for user in staying:
        grade = next_grade(user.grades[0])
        school = school_of(grade)
        seat = _seat(school, grade, places)
        new_name = people.dice.choice(HOMES[0].family) if user.sourced_id in renamed else user.family_name
        people.users[user.sourced_id] = user._replace(grades=(grade,), orgs=(school.org,), family_name=new_name, line=0)
        people.sections.setdefault(seat.section, []).append(user.sourced_id)


def _stays(people: Population, user: User) -> bool:
    is_cast = user.sourced_id in CAST_IDS.values()
    return next_grade(user.grades[0]) != "" and (is_cast or people.dice.random() >= LEAVE_IN_SUMMER)


def _seat(school: School, grade: str, places: list[Seat]) -> Seat:
    """A seat in the grade; when more move up than there are seats, the first section grows."""
    for seat in places:
        if seat.grade == grade:
            places.remove(seat)
            return seat
    return Seat(school, grade, sections_of(school, grade)[0])


def _take_over_guardians(people: Population, before: Roster) -> None:
    """Guardians with a child who stays; a mother of two keeps the one who is still there."""
    for user in before.users:
        if user.role in {"parent", "guardian", "relative"}:
            children = _living(user.agents, people.users)
            if children:
                orgs = tuple(dict.fromkeys(people.users[child].orgs[0] for child in children))
                people.users[user.sourced_id] = user._replace(agents=children, orgs=orgs, line=0)


def _living(ids: Iterable[str], users: dict[str, User]) -> tuple[str, ...]:
    return tuple(sourced_id for sourced_id in ids if sourced_id in users)
