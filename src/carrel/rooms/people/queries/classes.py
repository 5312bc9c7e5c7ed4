"""Classes: who is in them, who teaches them, which of them is due in the library now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.prepared import Prepared, Slot
from carrel.cellar.oneroster import grade_order, plain_grade
from carrel.rooms.people.models import Enrolment, Person, SchoolClass
from carrel.rooms.people.queries.persons import PersonFound, found_from, held_on
from carrel.rooms.people.rules import grade_shown
from carrel.rooms.schools import queries as schools
from carrel.rooms.schools import rules as school_rules

if TYPE_CHECKING:
    from carrel.rooms.schools.queries import Bell


@dataclass(frozen=True)
class ClassShown:
    """A class in a list or on its page."""

    id: int
    name: str
    kind: str
    grade: str
    subject: str
    periods: str
    site_id: int
    teachers: str
    students: int


@dataclass(frozen=True)
class ClassNow:
    """A class that meets in the period that runs, or begins within minutes."""

    class_id: int
    name: str
    teacher: str
    grade: str
    period: str
    starts: time
    ends: time


def class_members(class_id: int, *, today: date | None = None, listed_only: bool = False) -> list[PersonFound]:
    """The students of a class, sorted by the name that is used; the caller may see the class (`class_shown`).

    `listed_only` leaves out whoever wants to be on no list and no display.
    """
    enrolled = Enrolment.objects.filter(held_on(today), school_class=class_id, role=Enrolment.Role.STUDENT)
    members = Person.objects.filter(Q(pk__in=enrolled.values("person")) | Q(homeroom=class_id))
    if listed_only:
        members = members.filter(directory_opt_out=False)
    members = members.filter(merged_into=None, left_on=None).select_related("homeroom", "home_site", "category")
    return found_from(sorted(members, key=lambda each: (each.given.casefold(), each.family.casefold())), today)


def classes_to_pick_from(site_id: int, grades: Collection[str], *, today: date | None = None) -> list[ClassShown]:
    """The homerooms of these grades at a site (grades as rosters or schools write them: "01" is "1", "KG" is "K").

    From the youngest to the oldest.
    """
    wanted = {grade_shown(each) for each in grades}
    found = SchoolClass.objects.filter(site_id=site_id, kind=SchoolClass.Kind.HOMEROOM, ended_on=None)
    rows = [each.pk for each in found if wanted & {grade_shown(part.strip()) for part in each.grade.split(",")}]
    picked = _shown(found.filter(pk__in=rows).order_by("name", "pk"), today) if rows else []
    return sorted(picked, key=lambda each: _youngest(each.grade))


def _youngest(grades: str) -> int:
    """The place of a class by the youngest of its grades; one without a known grade comes last."""
    return min(grade_order(plain_grade(each)) for each in grades.split(","))


def classes_of(actor: Actor, site_id: int, *, kind: str = "", today: date | None = None) -> list[ClassShown]:
    """The classes of a site that the actor may see, homerooms first; a teacher sees those they teach.

    Who left a class, or has yet to come to it, is neither counted nor named nor sees it on `today`.
    """
    found = _visible(actor, today).filter(site_id=site_id)
    if kind:
        found = found.filter(kind=kind)
    return _shown(found.order_by("-kind", "name", "pk"), today)


def classes_taught_by(person_id: int, *, today: date | None = None) -> list[ClassShown]:
    """The classes a person teaches on a day."""
    running = SchoolClass.objects.filter(ended_on=None)
    return _shown(_taught(running, person_id, today).order_by("-kind", "name", "pk"), today)


def class_shown(actor: Actor, class_id: int, *, today: date | None = None) -> ClassShown | None:
    """One class, or None when there is none that this actor may see."""
    found = _shown(_visible(actor, today).filter(pk=class_id), today)
    return found[0] if found else None


def members_of_classes(class_ids: Collection[int], *, today: date | None = None) -> dict[int, set[int]]:
    """Which students are in which of these classes, by key: enrolled ones and those of a homeroom. Two statements."""
    present = Q(person__merged_into=None, person__left_on=None)
    enrolled = Enrolment.objects.filter(held_on(today), present, school_class__in=class_ids, role="student")
    members: dict[int, set[int]] = {}
    for class_id, person_id in enrolled.values_list("school_class_id", "person_id"):
        members.setdefault(class_id, set()).add(person_id)
    homerooms = Person.objects.filter(homeroom__in=class_ids, merged_into=None, left_on=None)
    for class_id, person_id in homerooms.values_list("homeroom_id", "pk"):
        members.setdefault(class_id or 0, set()).add(person_id)
    return members


def _visible(actor: Actor, today: date | None) -> QuerySet[SchoolClass]:
    found = SchoolClass.objects.filter(ended_on=None)
    if actor.may("people.find_person"):
        return found if actor.is_district else found.filter(site__in=actor.site_ids - actor.narrow_site_ids)
    if actor.may("people.view_class") and actor.person_id is not None:
        return _taught(found, actor.person_id, today)
    return found.none()


def _taught(classes: QuerySet[SchoolClass], person_id: int, today: date | None) -> QuerySet[SchoolClass]:
    teaching = Enrolment.objects.filter(held_on(today), person=person_id, role=Enrolment.Role.TEACHER)
    return classes.filter(pk__in=teaching.values("school_class"))


def _shown(classes: QuerySet[SchoolClass], today: date | None) -> list[ClassShown]:
    learning = Q(enrolments__role="student") & held_on(today, "enrolments__")
    rows = list(classes.annotate(students=Count("enrolments", filter=learning)))
    teachers = _teachers_of((each.pk for each in rows), today)
    return [
        ClassShown(
            each.pk,
            each.name,
            each.kind,
            each.grade,
            each.subject,
            each.periods,
            each.site_id,
            teachers.get(each.pk, ""),
            each.students,
        )
        for each in rows
    ]


def _teachers_of(class_ids: Iterable[int], today: date | None) -> dict[int, str]:
    rows = Enrolment.objects.filter(held_on(today), school_class__in=list(class_ids), role=Enrolment.Role.TEACHER)
    names: dict[int, list[str]] = {}
    for each in rows.select_related("person").order_by("pk"):
        names.setdefault(each.school_class_id, []).append(each.person.display_name)
    return {class_id: ", ".join(found) for class_id, found in names.items()}


def classes_now(site_id: int, now: datetime) -> list[ClassNow]:
    """The classes that meet at a site in the period that runs or is about to begin; none outside of lessons."""
    bell = schools.current_period(site_id, now)
    if bell is None:
        return []
    today = schools.today_at(site_id, now)
    meeting = [each for each in _meeting(site_id, today) if _meets(each, bell)]
    teachers = _teachers_of((each.pk for each in meeting), today)
    period = bell.period
    return [
        ClassNow(each.pk, each.name, teachers.get(each.pk, ""), each.grade, period.name, period.starts, period.ends)
        for each in meeting
    ]


def classes_by_period(site_id: int, day: date) -> dict[str, list[str]]:
    """Which classes meet in which period of a day at a site, by the name of the period; empty on a closed day."""
    bells = schools.bells_of(site_id, day)
    if bells is None:
        return {}
    meeting = [(each.name, school_rules.period_keys(each.periods)) for each in _meeting(site_id, day)]
    return {
        period.name: [name for name, keys in meeting if school_rules.period_key(period.name) in keys]
        for period in bells.periods
    }


def _meeting(site_id: int, today: date) -> QuerySet[SchoolClass]:
    found = SchoolClass.objects.filter(site_id=site_id, ended_on=None).exclude(periods="")
    running = Q(term=None) | Q(term__starts_on__lte=today, term__ends_on__gte=today)
    return found.filter(running).order_by("name", "pk")


def _meets(school_class: SchoolClass, bell: "Bell") -> bool:
    return school_rules.period_key(bell.period.name) in school_rules.period_keys(school_class.periods)


_HOMEROOM_TEACHER = Prepared(
    lambda: (
        Enrolment.objects.select_related("person")
        .filter(held_on(Slot("today")), school_class__homeroom_of=Slot("person_id"), role=Enrolment.Role.TEACHER)
        .order_by("pk")[:1]
    )
)


def homeroom_teacher(person_id: int, today: date) -> str:
    """Who teaches the homeroom of a person on a day; blank without a homeroom or a teacher."""
    found = _HOMEROOM_TEACHER.one(person_id=person_id, today=today)
    return found.person.display_name if found else ""
