"""keep_profile: the whole table at once, on the version that was changed."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.weeding import actions, queries, rules
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def keep(cast: Cast, profile_id: int, version: int, *rows: rules.WeedingRule, name: str = "Ours") -> int:
    return actions.keep_profile(
        cast.actor(cast.dee), profile_id=profile_id, version=version, name=name, profile=rows, now=NOON
    )


def test_kept_as_a_whole(cast: Cast) -> None:
    profile_id = stacks.profile(cast)
    local = rules.WeedingRule("Local history", "979.4", never=True)
    assert keep(cast, profile_id, 0, local, stacks.OLD_AND_UNUSED, name="Spring") == 1
    (found,) = queries.profiles_of(cast.actor(cast.dee))
    assert (found.name, found.version, queries.rules_of(found)) == ("Spring", 1, (local, stacks.OLD_AND_UNUSED))


def test_refused(cast: Cast) -> None:
    profile_id = stacks.profile(cast)
    with pytest.raises(Refused, match="changed_meanwhile"):
        keep(cast, profile_id, 7, stacks.OLD_AND_UNUSED)
    with pytest.raises(Refused) as refused:
        keep(cast, profile_id, 0, rules.WeedingRule("", "9", "1", item_type_id=99), name=" ")
    assert stacks.codes(refused.value) == [
        "weeding.unnamed", "weeding.section_unnamed", "weeding.range_backwards", "weeding.no_such_type",
    ]  # fmt: skip
    actions.remove_profile(cast.actor(cast.dee), profile_id=profile_id, now=NOON)
    with pytest.raises(Refused, match="no_such_profile"):
        keep(cast, profile_id, 0, stacks.OLD_AND_UNUSED)
