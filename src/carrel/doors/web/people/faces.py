"""A person as the pages of this place show them: name, class, photo or initials."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from carrel.rooms.people.queries import PersonFound


@dataclass(frozen=True, slots=True)
class Face:
    """What stands in a list or on top of a page. `tells` says what sets apart two persons of one name."""

    person_id: int
    name: str
    list_name: str
    class_words: str
    photo: str
    initials: str
    tells: tuple[str, ...]
    looks_alike: bool
    is_provisional: bool
    has_left: bool


def face(found: PersonFound, *, with_photo: bool = True) -> Face:
    """The face of a person found."""
    grade = _("Grade %(grade)s") % {"grade": found.grade} if found.grade else ""
    legal = found.legal_name if found.legal_name != found.name else ""
    return Face(
        person_id=found.person_id,
        name=found.name,
        list_name=found.list_name,
        class_words=found.homeroom or grade or found.category,
        photo=reverse("people.photo", args=[found.person_id]) if found.photo_id and with_photo else "",
        initials="".join(part[0] for part in found.name.split()[:2]).upper(),
        tells=tuple(each for each in (grade if found.homeroom else "", legal, found.site) if each),
        looks_alike=found.looks_alike,
        is_provisional=found.is_provisional,
        has_left=found.has_left,
    )
