"""remove_profile: out of sight, twice is once; its lists stay."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.weeding import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def test_out_of_sight(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    stacks.old(cast)
    list_id = stacks.made(cast)
    (found,) = queries.profiles_of(dee)
    for _ in range(2):
        actions.remove_profile(dee, profile_id=found.pk, now=NOON)
    assert not queries.profiles_of(dee)
    assert [each.pk for each in queries.removed_profiles_of(dee)] == [found.pk]
    assert queries.list_seen(dee, list_id) is not None
    with pytest.raises(Refused, match="no_such_profile"):
        actions.make_list(dee, profile_id=found.pk, name="Again", now=NOON)
