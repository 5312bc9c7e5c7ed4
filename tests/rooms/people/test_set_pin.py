"""set_pin: staff give a card a PIN, another one, or none."""

import pytest

from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.people import actions
from carrel.rooms.people.models import Card
from tests.cast import ANA_CARD, DEE_BADGE, FAY_CARD, Cast
from tests.makers import NOON, make_actor

pytestmark = pytest.mark.django_db


def card(number: str) -> Card:
    return Card.objects.get(number=number)


def test_it_is_kept_as_a_hash_and_wakes_a_card_that_rests(cast: Cast) -> None:
    Card.objects.filter(number=ANA_CARD).update(wrong_pins=5, pin_rests_until_at=NOON)
    actions.set_pin(cast.actor(cast.dee), card_id=card(ANA_CARD).pk, pin="4711", now=NOON)
    kept = card(ANA_CARD)
    assert kept.pin and "4711" not in kept.pin
    assert (kept.wrong_pins, kept.pin_rests_until_at) == (0, None)
    entry = AuditEntry.objects.get(code="people.set_pin")
    assert entry.about_id == kept.pk and "4711" not in str(entry.facts)
    actions.set_pin(cast.actor(cast.dee), card_id=kept.pk, pin="", now=NOON)
    assert card(ANA_CARD).pin == ""


@pytest.mark.parametrize("pin", ["123", "12a4", "1" * 13, "٤٧١١", " 4711"])
def test_a_pin_is_figures_and_enough_of_them(cast: Cast, pin: str) -> None:
    with pytest.raises(Refused, match=r"people\.pin_too_short"):
        actions.set_pin(cast.actor(cast.dee), card_id=card(ANA_CARD).pk, pin=pin, now=NOON)


def test_another_schools_card_and_a_badge_are_not_everybodys(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"people\.other_school"):
        actions.set_pin(cast.actor(cast.dee), card_id=card(FAY_CARD).pk, pin="4711", now=NOON)
    aide = make_actor("assistant", cast.middle)
    actions.set_pin(aide, card_id=card(ANA_CARD).pk, pin="4711", now=NOON)
    with pytest.raises(NotAllowed):
        actions.set_pin(aide, card_id=card(DEE_BADGE).pk, pin="4711", now=NOON)
    with pytest.raises(NotAllowed):
        actions.set_pin(cast.actor(cast.eli), card_id=card(ANA_CARD).pk, pin="4711", now=NOON)
