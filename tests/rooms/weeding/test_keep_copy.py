"""keep_copy: no rule takes it; the later word counts."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.weeding import actions, queries, rules
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def test_the_later_word_counts(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), stacks.old(cast)
    assert actions.keep_copy(dee, number=item.barcode, until_on=TODAY + timedelta(days=9), now=NOON) == "Stars"
    actions.keep_copy(dee, number=item.barcode, until_on=None, why="local history", now=NOON)
    (kept,) = queries.kept_copies(dee, now=NOON)
    assert (kept.item_id, kept.until_on, kept.why) == (item.pk, None, "local history")
    assert queries.candidates(cast.middle.pk, rules.USUAL_RULES, NOON) == []


def test_refused(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), stacks.old(cast)
    for number, until_on, code in (
        ("nothing", None, "no_such_number"), (item.barcode, None, "kept_why"), (item.barcode, TODAY, "kept_until_past"),
        (makers.make_item(cast.high).barcode, None, "other_site"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            actions.keep_copy(dee, number=number, until_on=until_on, now=NOON)
    assert not queries.kept_copies(dee, now=NOON).exists()
