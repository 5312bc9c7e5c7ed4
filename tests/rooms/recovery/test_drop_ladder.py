"""The ladder of before holds again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.rules.ladder import DEFAULT, Step
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee

pytestmark = pytest.mark.django_db


def test_drop_ladder(cast: Cast) -> None:
    actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=(Step("a", "notice", 2, "slip"),), now=NOON)
    actions.drop_ladder(dee(cast), site_id=cast.middle.pk, now=NOON)
    assert asking_of(cast.middle.pk).steps == DEFAULT
    actions.drop_ladder(dee(cast), site_id=cast.middle.pk, now=NOON)
    with pytest.raises(Refused, match=r"recovery\.other_school"):
        actions.drop_ladder(dee(cast), site_id=None, now=NOON)
