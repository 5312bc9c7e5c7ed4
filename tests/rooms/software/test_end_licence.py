"""A licence is given up; its history stays."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.software import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import License

pytestmark = pytest.mark.django_db


def test_given_up(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    actions.end_licence(dee, licence_id=made.pk, reason="Nobody used it", now=makers.NOON)
    assert queries.licences_at(dee, makers.TODAY) == []
    assert [each.standing for each in queries.licences_at(dee, makers.TODAY, ended=True)] == ["ended"]
    with pytest.raises(Refused) as refused:
        actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON)
    assert refused.value.code == "software.licence_ended"
    with pytest.raises(NotAllowed):
        actions.end_licence(cast.actor(cast.eli), licence_id=made.pk, now=makers.NOON)


def test_the_districts_is_not_one_schools_to_give_up(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence(actor=cast.actor(cast.boss), site_id=None)
    with pytest.raises(Refused) as refused:
        actions.end_licence(dee, licence_id=made.pk, now=makers.NOON)
    assert refused.value.code == "software.unknown"
    assert actions.give_seat(dee, licence_id=made.pk, person_id=cast.ana.pk, now=makers.NOON).seat_id
