"""export_person: that a whole record was handed out is on record twice: in the audit, and among the looks."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.people.actions import export_person
from carrel.rooms.people.models import PersonView
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_it_is_written_down(cast: Cast) -> None:
    export_person(cast.actor(cast.dee), person_id=cast.ana.pk, now=NOON)
    assert AuditEntry.objects.get(code="people.export_person").about_id == cast.ana.pk
    view = PersonView.objects.get(person=cast.ana)
    assert (view.page, view.site, view.desk) == ("export", cast.middle, "")


def test_technicians_and_above_at_the_persons_site(cast: Cast) -> None:
    for nobody in (cast.clark, cast.eli, cast.ana):
        with pytest.raises(NotAllowed):
            export_person(cast.actor(nobody), person_id=cast.ana.pk, now=NOON)
    with pytest.raises(Refused) as refused:
        export_person(cast.actor(cast.dee), person_id=cast.fay.pk, now=NOON)
    assert refused.value.code == "people.other_school"
    export_person(cast.actor(cast.boss), person_id=cast.fay.pk, now=NOON)
