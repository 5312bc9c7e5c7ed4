"""Whom the library bills for what. Nobody is told why somebody is not billed."""

from carrel.rooms.charges.models import Protection
from carrel.rooms.charges.queries import is_protected, law_of_district


def is_billed(person_id: int | None, kind: str) -> bool:
    """Whether a person is billed for a debt of this kind at all."""
    if person_id is None:
        return False
    return not (is_protected(person_id) and law_of_district().of(kind).stops_for_protected)


def never_billed(kind: str) -> frozenset[int]:
    """The persons who are not billed for a debt of this kind. Two statements at most."""
    found = frozenset(Protection.objects.filter(ended_at=None).values_list("person_id", flat=True))
    return found if found and law_of_district().of(kind).stops_for_protected else frozenset()
