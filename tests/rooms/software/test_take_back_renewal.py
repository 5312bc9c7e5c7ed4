"""A renewal entered by mistake is taken back: the term before counts again."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.software import actions, queries
from carrel.rooms.software.actions import Term
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import FIRST, LAST, License

pytestmark = pytest.mark.django_db


def test_the_term_before_counts_again(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence(seats=1)
    with pytest.raises(Refused) as refused:
        actions.take_back_renewal(dee, licence_id=made.pk, now=makers.NOON)
    assert refused.value.code == "software.nothing_to_take_back"
    actions.renew_licence(dee, licence_id=made.pk, term=Term(LAST, None, 2), now=makers.NOON)
    seats = [
        actions.give_seat(dee, licence_id=made.pk, person_id=person.pk, now=makers.NOON).seat_id
        for person in (cast.ana, cast.ben)
    ]
    with pytest.raises(Refused) as refused:
        actions.take_back_renewal(dee, licence_id=made.pk, now=makers.NOON)
    assert refused.value.code == "software.seats_are_held"
    actions.take_back_seat(dee, seat_id=seats[0], now=makers.NOON)
    actions.take_back_renewal(dee, licence_id=made.pk, now=makers.NOON)
    made.refresh_from_db()
    assert (made.starts_on, made.expires_on, made.seats) == (FIRST, LAST, 1)
    assert len(queries.terms_of(made.pk)) == 1
    with pytest.raises(NotAllowed):
        actions.take_back_renewal(cast.actor(cast.eli), licence_id=made.pk, now=makers.NOON)
