"""Who teaches a homeroom, and how they are reached."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from carrel.rooms.people.models import Enrolment


@dataclass(frozen=True, slots=True)
class Teacher:
    """A teacher of a homeroom."""

    class_id: int
    person_id: int
    name: str
    email: str


def teachers_of(class_id: int, today: date) -> list[Teacher]:
    """The teachers of one homeroom on a day."""
    return _teachers([class_id], today)


def teacher_names(class_ids: Collection[int], today: date) -> dict[int, str]:
    """Who teaches each of these homerooms, in words."""
    found: dict[int, list[str]] = {}
    for each in _teachers(class_ids, today):
        found.setdefault(each.class_id, []).append(each.name)
    return {class_id: ", ".join(names) for class_id, names in found.items()}


def _teachers(class_ids: Collection[int], today: date) -> list[Teacher]:
    begun = Q(starts_on=None) | Q(starts_on__lte=today)
    lasting = Q(ends_on=None) | Q(ends_on__gte=today)
    rows = Enrolment.objects.filter(begun, lasting, school_class__in=class_ids, role="teacher")
    return [
        Teacher(each.school_class_id, each.person_id, each.person.display_name, each.person.email)
        for each in rows.select_related("person").order_by("pk")
    ]
