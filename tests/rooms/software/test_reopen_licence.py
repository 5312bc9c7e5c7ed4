"""A licence that was given up is taken up again."""

import pytest

from carrel.cellar.kernel.actors import Actor
from carrel.rooms.software import actions, queries
from tests import makers
from tests.cast import Cast
from tests.rooms.software.conftest import License

pytestmark = pytest.mark.django_db


def test_taken_up_again(cast: Cast, dee: Actor, licence: License) -> None:
    made = licence()
    actions.end_licence(dee, licence_id=made.pk, now=makers.NOON)
    actions.reopen_licence(dee, licence_id=made.pk, now=makers.NOON)
    assert [each.standing for each in queries.licences_at(dee, makers.TODAY)] == ["in_force"]
