import pytest

from carrel.cellar.kernel.actors import SYSTEM, VISITOR
from carrel.cellar.kernel.keeping import remove
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.schools.models import Place
from tests.makers import NOON, make_place

pytestmark = pytest.mark.django_db


def test_what_was_taken_away_can_be_entered_again() -> None:
    place = make_place(name="Reading corner", code="RC")
    remove(SYSTEM, place, "schools.keep_place", now=NOON)
    assert not Place.objects.exists()
    assert AuditEntry.objects.get().facts["was"]["name"] == "Reading corner"


def test_what_is_still_needed_stays() -> None:
    room = make_place(name="Library")
    make_place(room.site, parent=room)
    with pytest.raises(Refused) as refused:
        remove(SYSTEM, room, "schools.keep_place", now=NOON)
    assert refused.value.objections[0].facts == {"name": "Library", "count": 1}
    assert Place.objects.filter(pk=room.pk).exists()
    assert not AuditEntry.objects.exists()


def test_a_visitor_removes_nothing() -> None:
    with pytest.raises(NotAllowed):
        remove(VISITOR, make_place(), "schools.keep_place", now=NOON)
