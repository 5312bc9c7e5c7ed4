"""Badges say who works at a desk."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.people import actions, queries
from carrel.rooms.people.models import Card
from tests.cast import Cast
from tests.makers import NOON


@pytest.mark.django_db
def test_the_pin_is_a_hash_and_can_be_asked(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    card_id = actions.assign_badge(dee, person_id=cast.gus.pk, number="gus-1", pin="4711", now=NOON)
    found = queries.person_of_card("GUS-1")
    assert found is not None
    assert found.is_badge
    assert "4711" not in Card.objects.get(pk=card_id).pin
    assert queries.badge_pin_is_right(card_id, "4711")
    assert not queries.badge_pin_is_right(card_id, "4712")
    plain = actions.assign_badge(dee, person_id=cast.eli.pk, number="eli-2", now=NOON)
    assert not queries.badge_pin_is_right(plain, "")


@pytest.mark.django_db
def test_short_pins_and_small_roles_are_refused(cast: Cast) -> None:
    for pin in ("123", "12a4"):
        with pytest.raises(Refused, match=r"people\.pin_too_short"):
            actions.assign_badge(cast.actor(cast.dee), person_id=cast.gus.pk, number="g", pin=pin, now=NOON)
    with pytest.raises(NotAllowed):
        actions.assign_badge(cast.actor(cast.eli), person_id=cast.gus.pk, number="g", now=NOON)
