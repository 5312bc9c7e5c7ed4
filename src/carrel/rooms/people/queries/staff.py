"""Who is staff: not by a mark of their own, but by what they do here."""

from datetime import date

from carrel.rooms.people.models import Enrolment, Person, RoleHeld
from carrel.rooms.people.queries.persons import held_on

STAFF_ROLES = ("district_manager", "librarian", "technician", "assistant", "teacher")
STAFF_CATEGORIES = ("staff", "teacher")


def is_staff(person_id: int, *, today: date) -> bool:
    """Whether a person teaches a class, holds a role of staff, or is of a category of staff on this day."""
    if Person.objects.filter(pk=person_id, left_on=None, category__code__in=STAFF_CATEGORIES).exists():
        return True
    if Enrolment.objects.filter(held_on(today), person=person_id, role="teacher").exists():
        return True
    return RoleHeld.objects.filter(held_on(today), account__person=person_id, role__in=STAFF_ROLES).exists()


def belongs_to(person_id: int, site_id: int) -> bool:
    """Whether a site is the home or a further site of a person."""
    person = Person.objects.filter(pk=person_id)
    return person.filter(home_site=site_id).exists() or person.filter(further_sites__site=site_id).exists()
