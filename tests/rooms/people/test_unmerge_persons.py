"""What was merged can be parted."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.models import Person
from tests import makers
from tests.cast import MATEO_CARD, Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_everything_goes_back(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    twin = makers.make_person("Mateo", "R", home_site=cast.middle, roster_id="u-9", pronouns="he", is_provisional=False)
    makers.make_card(twin, "TWIN")
    makers.enrol(twin, cast.seven_b)
    merger = actions.merge_persons(dee, kept_id=cast.mateo.pk, merged_id=twin.pk, now=NOON)
    actions.unmerge_persons(dee, merger_id=merger, now=NOON)
    actions.unmerge_persons(dee, merger_id=merger, now=NOON)
    mateo, twin = Person.objects.get(pk=cast.mateo.pk), Person.objects.get(pk=twin.pk)
    assert (mateo.roster_id, mateo.pronouns, mateo.merged_into) == (None, "", None)
    assert (twin.roster_id, twin.pronouns, twin.merged_into) == ("u-9", "he", None)
    for number, person in (("TWIN", twin), (MATEO_CARD, mateo)):
        found = queries.person_of_card(number)
        assert found is not None
        assert found.person_id == person.pk
    assert list(twin.enrolments.values_list("school_class", flat=True)) == [cast.seven_b.pk]
    assert queries.mergers_of(mateo.pk) == []


@pytest.mark.django_db
def test_later_mergers_are_parted_first(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    first = actions.merge_persons(dee, kept_id=cast.ben.pk, merged_id=cast.mateo.pk, now=NOON)
    second = actions.merge_persons(
        dee, kept_id=cast.ana.pk, merged_id=cast.ben.pk, now=NOON, overrides=["people.two_accounts"], reason="one"
    )
    with pytest.raises(Refused, match=r"people\.merged_further"):
        actions.unmerge_persons(dee, merger_id=first, now=NOON)
    actions.unmerge_persons(dee, merger_id=second, now=NOON)
