"""Cards: several may be valid, a number belongs to one person."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.models import Card
from tests.cast import ANA_CARD, BEN_CARD, FAY_CARD, Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_a_second_card_leaves_the_first_valid(cast: Cast) -> None:
    actions.assign_card(cast.actor(cast.dee), person_id=cast.ana.pk, number="ab 12", now=NOON)
    for number in (ANA_CARD, "AB12", "ａｂ１２"):
        found = queries.person_of_card(number)
        assert found is not None
        assert (found.person_id, found.status) == (cast.ana.pk, "valid")


@pytest.mark.django_db
def test_a_new_card_may_replace_the_old(cast: Cast) -> None:
    actions.assign_card(cast.actor(cast.dee), person_id=cast.ana.pk, number="NEW1", replaces=True, now=NOON)
    found = queries.person_of_card(ANA_CARD)
    assert found is not None
    assert found.status == "replaced"


@pytest.mark.django_db
def test_the_same_again_is_done_once(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    first = actions.assign_card(dee, person_id=cast.ana.pk, number="NEW1", now=NOON)
    assert actions.assign_card(dee, person_id=cast.ana.pk, number="NEW1", now=NOON) == first


@pytest.mark.django_db
def test_numbers_of_others_are_refused_by_name_only_within_the_school(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused) as refused:
        actions.assign_card(dee, person_id=cast.ana.pk, number=BEN_CARD, now=NOON)
    assert refused.value.objections[0].facts["name"] == "Ben Okoye"
    with pytest.raises(Refused) as refused:
        actions.assign_card(dee, person_id=cast.ana.pk, number=FAY_CARD, now=NOON)
    assert (refused.value.code, refused.value.objections[0].facts["name"]) == ("people.card_in_use_elsewhere", "")
    with pytest.raises(Refused, match=r"people\.number_missing"):
        actions.assign_card(dee, person_id=cast.ana.pk, number=" \x07 ", now=NOON)
    with pytest.raises(Refused, match=r"people\.other_school"):
        actions.assign_card(dee, person_id=cast.fay.pk, number="NEW2", now=NOON)
    assert Card.objects.filter(number__startswith="NEW").count() == 0
