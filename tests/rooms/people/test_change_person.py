"""Names in use, homeroom, category: what is known of a person."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.forms import PersonForm
from carrel.rooms.people.models import Person
from tests.cast import Cast
from tests.makers import NOON


def form_for(person: Person, **values: object) -> PersonForm:
    data = {"given_name": person.given_name, "family_name": person.family_name, "grade": person.grade}
    data |= {"homeroom": person.homeroom_id or "", "category": person.category_id or ""}
    return PersonForm(data | values, instance=Person.objects.get(pk=person.pk))


@pytest.mark.django_db
def test_the_preferred_name_is_what_everybody_sees_and_both_find(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    kept = actions.change_person(dee, form=form_for(cast.mateo, preferred_given="Teo"), now=NOON)
    assert (kept.display_name, kept.legal_name) == ("Teo Reyes", "Mateo Reyes")
    assert [each.name for each in queries.persons_found(dee, "teo")] == ["Teo Reyes"]
    assert [each.name for each in queries.persons_found(dee, "mateo")] == ["Teo Reyes"]
    assert AuditEntry.objects.get(code="people.change_person").facts == {"before": {"preferred_given": ""}}


@pytest.mark.django_db
def test_the_roster_keeps_its_names(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(roster_id="u-1")
    kept = actions.change_person(cast.actor(cast.dee), form=form_for(cast.ana, given_name="Other"), now=NOON)
    assert kept.given_name == "Ana"


@pytest.mark.django_db
def test_nobody_changes_a_student_of_another_school(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"people\.other_school"):
        actions.change_person(cast.actor(cast.dee), form=form_for(cast.fay), now=NOON)
    with pytest.raises(ValueError, match="in order"):
        actions.change_person(cast.actor(cast.dee), form=PersonForm({}, instance=cast.ana), now=NOON)
