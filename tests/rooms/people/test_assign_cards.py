"""A whole district gets its cards at once, or nobody does."""

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.people import actions
from carrel.rooms.people.models import Card
from tests.cast import BEN_CARD, Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_all_or_none(cast: Cast) -> None:
    numbers = {cast.ana.pk: "X1", cast.ben.pk: "X2"}
    assert actions.assign_cards(SYSTEM, numbers=numbers, now=NOON) == 2
    assert actions.assign_cards(SYSTEM, numbers=numbers, now=NOON) == 0
    with pytest.raises(Refused, match=r"people\.card_in_use_elsewhere"):
        actions.assign_cards(SYSTEM, numbers={cast.mateo.pk: "X3", cast.ana.pk: BEN_CARD}, now=NOON)
    assert not Card.objects.filter(number="X3").exists()
    with pytest.raises(Refused, match=r"people\.number_missing"):
        actions.assign_cards(SYSTEM, numbers={cast.mateo.pk: ""}, now=NOON)
    with pytest.raises(Refused, match=r"people\.only_district"):
        actions.assign_cards(cast.actor(cast.lib), numbers={cast.ana.pk: "X9"}, now=NOON)
