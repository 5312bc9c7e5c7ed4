"""Somebody who is not in the roster yet borrows today."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.models import Card, Person
from tests.cast import FAY_CARD, Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_a_name_is_enough_and_finds_the_person(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    added = actions.add_provisional_person(dee, given_name=" Zoë ", family_name="Núñez", now=NOON)
    person = Person.objects.get(pk=added.person_id)
    assert (person.is_provisional, person.home_site, person.display_name) == (True, cast.middle, "Zoë Núñez")
    assert [each.person_id for each in queries.persons_found(dee, "zoe nunez")] == [person.pk]
    assert queries.provisional_count(dee) == 1


@pytest.mark.django_db
def test_a_card_is_given_at_once(cast: Cast) -> None:
    added = actions.add_provisional_person(
        cast.actor(cast.dee), given_name="Zoe", family_name="Nunez", card_number=" 2181 1000 ", now=NOON
    )
    found = queries.person_of_card("21811000")
    assert found is not None
    assert found.person_id == added.person_id


@pytest.mark.django_db
def test_the_same_form_twice_adds_once(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    first = actions.add_provisional_person(dee, given_name="Zoe", family_name="Nunez", now=NOON, key="k1")
    again = actions.add_provisional_person(dee, given_name="Zoe", family_name="Nunez", now=NOON, key="k1")
    assert (again.person_id, again.repeated) == (first.person_id, True)
    assert Person.objects.filter(is_provisional=True).count() == 1


@pytest.mark.django_db
def test_the_same_name_is_asked_about_and_passed_with_a_reason(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        actions.add_provisional_person(dee, given_name="ana", family_name="GARCIA", now=NOON)
    assert (refused.value.code, refused.value.can_be_passed) == ("people.same_name", True)
    added = actions.add_provisional_person(
        dee, given_name="Ana", family_name="Garcia", now=NOON, overrides=["people.same_name"], reason="another one"
    )
    assert added.person_id != cast.ana.pk
    assert all(each.looks_alike for each in queries.persons_found(dee, "ana garcia"))


@pytest.mark.django_db
def test_refusals_leave_nothing_behind(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused, match=r"people\.name_missing"):
        actions.add_provisional_person(dee, given_name=" \x00", family_name="", now=NOON)
    with pytest.raises(Refused, match=r"people\.card_in_use_elsewhere"):
        actions.add_provisional_person(dee, given_name="Zoe", family_name="Nunez", card_number=FAY_CARD, now=NOON)
    with pytest.raises(NotAllowed):
        actions.add_provisional_person(cast.actor(cast.eli), given_name="Zoe", family_name="Nunez", now=NOON)
    assert not Person.objects.filter(is_provisional=True).exists()
    assert Card.objects.get(number=FAY_CARD).person == cast.fay
