"""Courses, classes and enrolments of the demo's roster: homerooms, and a day of six periods without a clash."""

from dataclasses import dataclass, field

from carrel.cellar.oneroster import Course, Enrollment, SchoolClass
from carrel.cli.demo.district import DISTRICT, PERIODS, SECTIONS, School, first_day, last_day, sections_of, shown
from carrel.cli.demo.population import Population

HOMEROOM = "Homeroom"


@dataclass
class Timetable:
    """The tables of one school year; a teacher and a student are in one room at a time."""

    year: int
    people: Population
    courses: list[Course] = field(default_factory=list)
    classes: list[SchoolClass] = field(default_factory=list)
    enrollments: list[Enrollment] = field(default_factory=list)

    def add_school(self, school: School) -> None:
        number = 0
        for grade in school.grades:
            self._add_courses(school, grade)
            for section in sections_of(school, grade):
                self._add(school, grade, section, HOMEROOM, (), self.people.homerooms[section])
                if school.is_elementary:
                    self.elementary_day(school, grade, section, number)
                else:
                    self.period_day(school, grade, section)
                number += 1

    def elementary_day(self, school: School, grade: str, section: str, number: int) -> None:
        """The homeroom's teacher all day, but one period of PE, music or art; `number` counts the school's sections."""
        away = PERIODS[number // 3]
        stays = tuple(period for period in PERIODS if period != away)
        specialist = self.people.specialists[school.org][number % 3]
        self._add(school, grade, section, f"Grade {shown(grade)}", stays, self.people.homerooms[section])
        self._add(school, grade, section, school.subjects[number % 3], (away,), specialist)

    def period_day(self, school: School, grade: str, section: str) -> None:
        """Six subjects in six periods, one later for each section, so that a subject's teacher is never in two rooms.

        The homeroom teachers of B, C, D, E and A have the first five subjects of their grade; a specialist has PE.
        """
        own = SECTIONS.index(section[-1])
        for place, subject in enumerate(school.subjects):
            if place < len(SECTIONS):
                teacher = self.people.homerooms[f"{shown(grade)}{SECTIONS[(place + 1) % len(SECTIONS)]}"]
            else:
                teacher = self.people.specialists[school.org][school.grades.index(grade)]
            self._add(school, grade, section, subject, (PERIODS[(own + place) % len(PERIODS)],), teacher)

    def _add_courses(self, school: School, grade: str) -> None:
        own = (f"Grade {shown(grade)}",) if school.is_elementary else ()
        for subject in (HOMEROOM, *own, *school.subjects):
            self.courses.append(
                Course(
                    sourced_id=_course_id(school, grade, subject),
                    title=subject if subject in own else f"{subject} {shown(grade)}",
                    org=DISTRICT,
                    school_year=f"y-{self.year}",
                    grades=(grade,),
                )
            )

    def _add(
        self, school: School, grade: str, section: str, subject: str, periods: tuple[str, ...], teacher: str
    ) -> None:
        is_homeroom = subject == HOMEROOM
        class_id = f"c-{self.year}-{section}-{subject}".replace(" ", "").lower()
        room = 100 * (school.grades.index(grade) + 1) + SECTIONS.index(section[-1]) + 1
        self.classes.append(
            SchoolClass(
                sourced_id=class_id,
                title=section if is_homeroom else f"{section} {subject}",
                type="homeroom" if is_homeroom else "scheduled",
                school=school.org,
                course=_course_id(school, grade, subject),
                code=section,
                grades=(grade,),
                location=f"Room {room}",
                terms=(f"y-{self.year}",),
                subjects=() if is_homeroom else (subject,),
                periods=periods,
            )
        )
        self._enroll(school, class_id, teacher, self.people.sections[section])

    def _enroll(self, school: School, class_id: str, teacher: str, students: list[str]) -> None:
        for user, role in [(teacher, "teacher"), *((student, "student") for student in students)]:
            self.enrollments.append(
                Enrollment(
                    sourced_id=f"e-{self.year}-{len(self.enrollments) + 1}",
                    class_id=class_id,
                    school=school.org,
                    user=user,
                    role=role,
                    primary=role == "teacher",
                    begins_on=first_day(self.year),
                    ends_on=last_day(self.year),
                )
            )


def _course_id(school: School, grade: str, subject: str) -> str:
    return f"k-{school.identifier}-{grade}-{subject}".replace(" ", "").lower()
