"""A lost card turns up again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions
from carrel.rooms.people.models import Card
from tests.cast import ANA_CARD, Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_found_unless_somebody_else_has_the_number_now(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    card = Card.objects.get(number=ANA_CARD)
    actions.lose_card(dee, card_id=card.pk, now=NOON)
    actions.find_card(dee, card_id=card.pk, now=NOON)
    actions.find_card(dee, card_id=card.pk, now=NOON)
    card.refresh_from_db()
    assert card.status == "valid"
    actions.lose_card(dee, card_id=card.pk, now=NOON)
    actions.assign_card(dee, person_id=cast.ben.pk, number=ANA_CARD, now=NOON)
    with pytest.raises(Refused, match=r"people\.card_in_use"):
        actions.find_card(dee, card_id=card.pk, now=NOON)
