"""take_back_profile: what it was before, and that taken back again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.weeding import actions, queries, rules
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def test_there_and_back(cast: Cast) -> None:
    dee, profile_id = cast.actor(cast.dee), stacks.profile(cast)
    with pytest.raises(Refused, match="nothing_before"):
        actions.take_back_profile(dee, profile_id=profile_id, version=0, now=NOON)
    actions.keep_profile(
        dee, profile_id=profile_id, version=0, name="Spring", profile=[stacks.OLD_AND_UNUSED], now=NOON
    )
    assert actions.take_back_profile(dee, profile_id=profile_id, version=1, now=NOON) == 2
    found = queries.profile_seen(dee, profile_id)
    assert found is not None and (found.name, queries.rules_of(found)) == ("Ours", rules.USUAL_RULES)
    actions.take_back_profile(dee, profile_id=profile_id, version=2, now=NOON)
    found = queries.profile_seen(dee, profile_id)
    assert found is not None and queries.rules_of(found) == (stacks.OLD_AND_UNUSED,)
    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.take_back_profile(dee, profile_id=profile_id, version=2, now=NOON)
