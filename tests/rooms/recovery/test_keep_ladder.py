"""A school writes its ladder; another one is none of its business."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.recovery import actions
from carrel.rooms.recovery.queries.ladders import asking_of
from carrel.rooms.recovery.rules.ladder import DEFAULT, Step
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.recovery.late import dee, omar

pytestmark = pytest.mark.django_db
OWN = (Step("letter", "letter", 20, "paper"), Step("notice-1", "notice", 3, "slip"))


def test_keep_ladder(cast: Cast) -> None:
    assert asking_of(cast.middle.pk).steps == DEFAULT
    actions.keep_ladder(omar(cast), site_id=None, steps=OWN[:1], now=NOON)
    assert [each.code for each in asking_of(cast.middle.pk).steps] == ["letter"]
    first = actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=OWN, now=NOON, shows="counts", weekdays="13")
    assert (
        actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=OWN, now=NOON, office_email="o@s.example") == first
    )
    asking = asking_of(cast.middle.pk)
    assert [each.code for each in asking.steps] == ["notice-1", "letter"]
    assert (asking.office_email, asking.is_own, asking.tells_titles) == ("o@s.example", True, True)
    assert [each.code for each in asking_of(cast.high.pk).steps] == ["letter"]


def test_what_stands_against_it(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"recovery\.ladder_empty"):
        actions.keep_ladder(dee(cast), site_id=cast.middle.pk, steps=(), now=NOON)
    for site_id in (None, cast.high.pk):
        with pytest.raises(Refused, match=r"recovery\.other_school"):
            actions.keep_ladder(dee(cast), site_id=site_id, steps=OWN, now=NOON)
    with pytest.raises(NotAllowed):
        actions.keep_ladder(cast.actor(cast.clark), site_id=cast.middle.pk, steps=OWN, now=NOON)
