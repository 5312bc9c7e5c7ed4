"""A lost card is still known, as lost."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.models import Card
from tests.cast import ANA_CARD, FAY_CARD, Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_lost_and_given_to_another(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    card = Card.objects.get(number=ANA_CARD)
    actions.lose_card(dee, card_id=card.pk, now=NOON)
    actions.lose_card(dee, card_id=card.pk, now=NOON)
    found = queries.person_of_card(ANA_CARD)
    assert found is not None
    assert (found.person_id, found.status) == (cast.ana.pk, "lost")
    actions.assign_card(dee, person_id=cast.ben.pk, number=ANA_CARD, now=NOON)
    found = queries.person_of_card(ANA_CARD)
    assert found is not None
    assert (found.person_id, found.status) == (cast.ben.pk, "valid")
    with pytest.raises(Refused, match=r"people\.other_school"):
        actions.lose_card(dee, card_id=Card.objects.get(number=FAY_CARD).pk, now=NOON)
