"""Charges follow a person who is merged into another."""

import pytest

from carrel.rooms.charges import queries
from carrel.rooms.people.actions import merge_persons
from tests import makers
from tests.cast import Cast
from tests.rooms.charges.conftest import Bring

pytestmark = pytest.mark.django_db


def test_the_person_kept_owes_them(cast: Cast, bring: Bring) -> None:
    twin = makers.make_person("Ben", "Okoye", home_site=cast.middle)
    bring(person_id=twin.pk)
    merge_persons(cast.actor(cast.boss), kept_id=cast.ben.pk, merged_id=twin.pk, now=makers.NOON)
    assert (queries.owed_by(cast.ben.pk), queries.owed_by(twin.pk)) == (1899, 0)
