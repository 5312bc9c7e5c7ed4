"""let_copy_go: the rules look at it again, twice is once."""

import pytest

from carrel.rooms.weeding import actions, queries, rules
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def test_the_rules_look_again(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), stacks.old(cast)
    actions.keep_copy(dee, number=item.barcode, until_on=None, why="gift", now=NOON)
    (kept,) = queries.kept_copies(dee, now=NOON)
    fay_school = makers.make_actor("technician", cast.high)
    actions.let_copy_go(fay_school, kept_id=kept.pk, now=NOON)
    assert queries.kept_copies(dee, now=NOON).exists()
    for _ in range(2):
        actions.let_copy_go(dee, kept_id=kept.pk, now=NOON)
    assert not queries.kept_copies(dee, now=NOON).exists()
    assert len(queries.candidates(cast.middle.pk, rules.USUAL_RULES, NOON)) == 1
