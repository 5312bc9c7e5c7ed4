"""Somebody who never comes by the roster."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.models import Person
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_a_volunteer_is_added_at_ones_own_school_only(cast: Cast) -> None:
    lena = cast.actor(cast.lib)
    person_id = actions.add_person(lena, given_name="Hal", family_name="Roe", site_id=cast.middle.pk, now=NOON)
    assert Person.objects.get(pk=person_id).is_provisional is False
    assert queries.persons_found(lena, "hal")[0].person_id == person_id
    with pytest.raises(Refused, match=r"people\.other_school"):
        actions.add_person(lena, given_name="Hal", family_name="Roe", site_id=cast.high.pk, now=NOON)
    with pytest.raises(Refused, match=r"people\.name_missing"):
        actions.add_person(lena, given_name="", family_name=" ", site_id=cast.middle.pk, now=NOON)
