"""self_check_begin: a card, and a PIN where the site asks for one. Nothing is said of anybody before."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import self_check_begin
from carrel.rooms.circulation.phrases import PHRASES
from carrel.rooms.people.models import Card, Person
from tests.cast import ANA_CARD, BEN_CARD, DEE_BADGE, FAY_CARD, Cast
from tests.makers import NOON, TODAY
from tests.rooms.circulation.stations import PIN, decide, give_pin, station

pytestmark = pytest.mark.django_db


def refused(cast: Cast, number: str, pin: str = "", later: int = 0) -> list[str]:
    with pytest.raises(Refused) as caught:
        self_check_begin(station(cast), number=number, pin=pin, now=NOON + timedelta(seconds=later))
    for each in caught.value.objections:
        text = str(PHRASES[each.code]) % dict(each.facts)
        assert "Ana" not in text and "Garcia" not in text
    return [each.code.removeprefix("circulation.") for each in caught.value.objections]


def test_card_and_pin(cast: Cast) -> None:
    give_pin(cast, ANA_CARD)
    assert self_check_begin(station(cast), number=ANA_CARD, pin=PIN, now=NOON).person_id == cast.ana.pk
    assert refused(cast, ANA_CARD, "0000") == ["self_check_wrong_pin"]
    assert Card.objects.get(number=ANA_CARD).wrong_pins == 1, "counted although nothing began"


def test_after_five_wrong_ones_the_card_rests(cast: Cast) -> None:
    give_pin(cast, ANA_CARD)
    for later in (0, 10, 20, 30):
        assert refused(cast, ANA_CARD, "0000", later) == ["self_check_wrong_pin"]
    assert refused(cast, ANA_CARD, "0000", 50) == ["self_check_rests"]
    assert refused(cast, ANA_CARD, PIN, 60) == ["self_check_rests"]
    assert self_check_begin(station(cast), number=ANA_CARD, pin=PIN, now=NOON + timedelta(seconds=360)).person_id


def test_without_a_pin_where_one_is_needed_nobody_begins(cast: Cast) -> None:
    assert refused(cast, ANA_CARD) == ["self_check_no_pin"]
    decide(cast, needs_pin=False)
    assert self_check_begin(station(cast), number=ANA_CARD, now=NOON).person_id == cast.ana.pk


def test_a_student_number_is_a_card_with_the_pin_of_the_card(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(local_number="70001")
    assert refused(cast, "70001", PIN) == ["self_check_no_pin"]
    give_pin(cast, ANA_CARD)
    assert self_check_begin(station(cast), number="70001", pin=PIN, now=NOON).person_id == cast.ana.pk


def test_what_is_no_good_card_says_so_without_a_name(cast: Cast) -> None:
    decide(cast, needs_pin=False)
    assert refused(cast, "404") == ["self_check_unknown"]
    assert refused(cast, DEE_BADGE) == ["self_check_badge"]
    assert refused(cast, FAY_CARD) == ["patron_of_another_school"]
    Card.objects.filter(number=ANA_CARD).update(status="lost")
    assert refused(cast, ANA_CARD) == ["self_check_card_stopped"]
    Card.objects.filter(number=BEN_CARD).update(expires_on=TODAY - timedelta(days=1))
    assert refused(cast, BEN_CARD) == ["self_check_card_stopped"]


def test_only_a_station_begins_a_visit(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        self_check_begin(cast.actor(cast.eli), number=ANA_CARD, now=NOON)
