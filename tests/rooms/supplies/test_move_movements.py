"""What a teacher was handed follows when two rows of the same teacher become one."""

import pytest

from carrel.rooms.people.actions import merge_persons
from carrel.rooms.supplies import actions, queries
from carrel.rooms.supplies.actions import Holder
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_they_follow(cast: Cast) -> None:
    supply = makers.make_supply(cast.middle, on_hand=9)
    twin = makers.make_person("Joan", "Clark", home_site=cast.middle)
    dee = cast.actor(cast.dee)
    actions.hand_out_supply(dee, supply_id=supply.pk, count=3, holder=Holder(twin.pk), now=makers.NOON)
    merge_persons(cast.actor(cast.boss), kept_id=cast.clark.pk, merged_id=twin.pk, now=makers.NOON)
    assert [each.key for each in queries.held_by(supply.pk)] == [f"p{cast.clark.pk}"]
