"""add_profile: a table with the usual rules, one for each key."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.weeding import actions, queries, rules
from tests.cast import Cast
from tests.makers import NOON, make_item

pytestmark = pytest.mark.django_db


def test_one_key_begins_one_table(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    ids = {actions.add_profile(dee, site_id=cast.middle.pk, name=" Ours ", now=NOON, key="k") for _ in range(2)}
    (found,) = queries.profiles_of(dee)
    assert ids == {found.pk}
    assert found.name == "Ours"
    assert queries.rules_of(found) == rules.USUAL_RULES


def test_classes_of_lc_go_along_where_the_site_has_copies_by_lc(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    make_item(cast.high, "Whales", call_number="QL737 .C4", call_number_scheme="lcc")
    gone = make_item(cast.middle, "Gone", call_number="QL737 .C4", call_number_scheme="lcc", state="withdrawn")
    first = actions.add_profile(dee, site_id=cast.middle.pk, name="Before", now=NOON)
    type(gone).objects.filter(pk=gone.pk).update(state="available")
    second = actions.add_profile(dee, site_id=cast.middle.pk, name="After", now=NOON)
    found = {each.pk: queries.rules_of(each) for each in queries.profiles_of(dee)}
    assert found == {first: rules.USUAL_RULES, second: (*rules.LC_RULES, *rules.USUAL_RULES)}


def test_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="unnamed"):
        actions.add_profile(cast.actor(cast.dee), site_id=cast.middle.pk, name=" ", now=NOON)
    with pytest.raises(Refused, match="other_site"):
        actions.add_profile(cast.actor(cast.dee), site_id=cast.high.pk, name="Ours", now=NOON)
    with pytest.raises(NotAllowed):
        actions.add_profile(cast.actor(cast.clark), site_id=cast.middle.pk, name="Ours", now=NOON)
