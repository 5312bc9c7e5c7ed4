"""bring_back_profile: a removed table is there again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.weeding import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def test_there_again(cast: Cast) -> None:
    dee, profile_id = cast.actor(cast.dee), stacks.profile(cast)
    with pytest.raises(Refused, match="there_already"):
        actions.bring_back_profile(dee, profile_id=profile_id, now=NOON)
    actions.remove_profile(dee, profile_id=profile_id, now=NOON)
    actions.bring_back_profile(dee, profile_id=profile_id, now=NOON)
    assert [each.pk for each in queries.profiles_of(dee)] == [profile_id]
    with pytest.raises(Refused, match="no_such_profile"):
        actions.bring_back_profile(dee, profile_id=profile_id + 9, now=NOON)
