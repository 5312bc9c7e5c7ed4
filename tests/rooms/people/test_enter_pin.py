"""enter_pin: right opens, wrong lets the card rest, longer each time, wherever the next try comes from."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.rooms.people import actions, rules
from carrel.rooms.people.models import Card
from tests.cast import ANA_CARD, Cast
from tests.makers import NOON


def test_each_wrong_pin_costs_twice_the_time_and_the_fifth_five_minutes() -> None:
    assert [rules.pin_rest_seconds(wrong) for wrong in range(7)] == [0, 1, 2, 4, 8, 300, 1]
    assert rules.pin_rest_seconds(10) == 300


@pytest.fixture
def asker(cast: Cast) -> Actor:
    card_id = Card.objects.get(number=ANA_CARD).pk
    actions.set_pin(cast.actor(cast.dee), card_id=card_id, pin="4711", now=NOON)
    return replace(cast.actor(cast.dee), permissions=frozenset({"people.enter_pin"}))


@pytest.mark.django_db
def test_the_right_one_opens_and_the_wrong_one_waits(asker: Actor) -> None:
    card_id = Card.objects.get(number=ANA_CARD).pk
    assert actions.enter_pin(asker, card_id=card_id, pin="4711", now=NOON).is_right
    wrong = actions.enter_pin(asker, card_id=card_id, pin="4712", now=NOON)
    assert not wrong.is_right
    assert wrong.rests_until == NOON + timedelta(seconds=1)
    early = actions.enter_pin(asker, card_id=card_id, pin="4711", now=NOON)
    assert not early.is_right, "while the card rests nothing is compared"
    assert Card.objects.get(pk=card_id).wrong_pins == 1
    assert actions.enter_pin(asker, card_id=card_id, pin="4711", now=NOON + timedelta(seconds=1)).is_right
    assert Card.objects.get(pk=card_id).wrong_pins == 0


@pytest.mark.django_db
def test_after_five_it_rests_for_minutes(asker: Actor) -> None:
    card_id, at = Card.objects.get(number=ANA_CARD).pk, NOON
    for _ in range(5):
        until = actions.enter_pin(asker, card_id=card_id, pin="0000", now=at).rests_until
        assert until is not None
        rest, at = until - at, until
    assert rest == timedelta(minutes=5)
    assert actions.enter_pin(asker, card_id=card_id, pin="4711", now=at).is_right


@pytest.mark.django_db
def test_a_card_without_a_pin_has_no_right_one(cast: Cast, asker: Actor) -> None:
    Card.objects.update(pin="")
    assert not actions.enter_pin(asker, card_id=Card.objects.get(number=ANA_CARD).pk, pin="", now=NOON).is_right
    with pytest.raises(NotAllowed):
        actions.enter_pin(cast.actor(cast.eli), card_id=1, pin="", now=NOON)
