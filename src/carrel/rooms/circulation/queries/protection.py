"""Of whom no growing fine is shown. Nobody is told why somebody is not billed."""

from carrel.rooms.charges.models import Protection
from carrel.rooms.charges.queries import law_of_district


def never_billed(kind: str) -> frozenset[int]:
    """The persons who are not billed for a debt of this kind. Two statements at most."""
    found = frozenset(Protection.objects.filter(ended_at=None).values_list("person_id", flat=True))
    return found if found and law_of_district().of(kind).stops_for_protected else frozenset()
