"""Two rows that are one human being become one."""

import pytest

from carrel.cellar.kernel.announcements import listen, stop_listening
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.actions import PersonsMerged
from carrel.rooms.people.models import Account, Person
from tests import makers
from tests.cast import ANA_CARD, Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_numbers_of_the_merged_find_the_kept(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    new = actions.add_provisional_person(dee, given_name="Anna", family_name="Garcia", card_number="TMP1", now=NOON)
    heard: list[PersonsMerged] = []
    listen(PersonsMerged, heard.append)
    try:
        actions.merge_persons(dee, kept_id=cast.ana.pk, merged_id=new.person_id, now=NOON)
    finally:
        stop_listening(PersonsMerged, heard.append)
    assert heard == [PersonsMerged(cast.ana.pk, new.person_id, NOON)]
    for number in (ANA_CARD, "TMP1"):
        found = queries.person_of_card(number)
        assert found is not None
        assert found.person_id == cast.ana.pk
    assert [each.person_id for each in queries.persons_found(dee, "anna")] == [cast.ana.pk]
    kept = queries.kept_person(new.person_id)
    assert kept == cast.ana
    assert queries.provisional_count(dee) == 0


@pytest.mark.django_db
def test_blank_fields_classes_account_and_roster_number_go_over(cast: Cast) -> None:
    twin = makers.make_person("Ana", "Garcia", home_site=cast.middle, roster_id="u-7", pronouns="she/her")
    makers.enrol(twin, cast.eight_a)
    makers.enrol(twin, cast.seven_b)
    actions.merge_persons(cast.actor(cast.dee), kept_id=cast.ana.pk, merged_id=twin.pk, now=NOON)
    ana = Person.objects.get(pk=cast.ana.pk)
    assert (ana.roster_id, ana.pronouns, ana.grade) == ("u-7", "she/her", cast.ana.grade)
    assert set(ana.enrolments.values_list("school_class__name", flat=True)) == {"7B", "8A"}


@pytest.mark.django_db
def test_two_in_the_roster_and_two_accounts_are_asked(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    Person.objects.filter(pk=cast.ana.pk).update(roster_id="u-1")
    twin = makers.make_person("Ana", "Garcia", home_site=cast.middle, roster_id="u-2")
    account = makers.make_account("ana2", twin)
    with pytest.raises(Refused) as refused:
        actions.merge_persons(dee, kept_id=cast.ana.pk, merged_id=twin.pk, now=NOON)
    codes = {each.code for each in refused.value.objections}
    assert (codes, refused.value.can_be_passed) == ({"people.two_in_roster", "people.two_accounts"}, True)
    actions.merge_persons(
        dee, kept_id=cast.ana.pk, merged_id=twin.pk, now=NOON, overrides=codes, reason="the office says so"
    )
    assert Account.objects.get(pk=account.pk).is_active is False


@pytest.mark.django_db
def test_refusals(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused, match=r"people\.merge_with_itself"):
        actions.merge_persons(dee, kept_id=cast.ana.pk, merged_id=cast.ana.pk, now=NOON)
    with pytest.raises(Refused, match=r"people\.other_school"):
        actions.merge_persons(dee, kept_id=cast.ana.pk, merged_id=cast.fay.pk, now=NOON)
    with pytest.raises(Refused, match=r"people\.other_school"):
        actions.merge_persons(dee, kept_id=cast.ana.pk, merged_id=10**9, now=NOON)
    actions.merge_persons(dee, kept_id=cast.ben.pk, merged_id=cast.mateo.pk, now=NOON)
    with pytest.raises(Refused, match=r"people\.already_merged"):
        actions.merge_persons(dee, kept_id=cast.ana.pk, merged_id=cast.mateo.pk, now=NOON)
