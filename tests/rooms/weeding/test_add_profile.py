"""add_profile: a table with the usual rules, one for each key."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.weeding import actions, queries, rules
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_one_key_begins_one_table(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    ids = {actions.add_profile(dee, site_id=cast.middle.pk, name=" Ours ", now=NOON, key="k") for _ in range(2)}
    (found,) = queries.profiles_of(dee)
    assert ids == {found.pk}
    assert found.name == "Ours"
    assert queries.rules_of(found) == rules.USUAL_RULES


def test_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="unnamed"):
        actions.add_profile(cast.actor(cast.dee), site_id=cast.middle.pk, name=" ", now=NOON)
    with pytest.raises(Refused, match="other_site"):
        actions.add_profile(cast.actor(cast.dee), site_id=cast.high.pk, name="Ours", now=NOON)
    with pytest.raises(NotAllowed):
        actions.add_profile(cast.actor(cast.clark), site_id=cast.middle.pk, name="Ours", now=NOON)
