"""bring_back_plan: a removed plan is there again with its shelves."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.plans import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.plans import library

pytestmark = pytest.mark.django_db


def test_there_again(cast: Cast) -> None:
    dee, plan_id = cast.actor(cast.dee), library.plan(cast, library.FIRST)
    with pytest.raises(Refused, match="there_already"):
        actions.bring_back_plan(dee, plan_id=plan_id, now=NOON)
    actions.remove_plan(dee, plan_id=plan_id, now=NOON)
    actions.bring_back_plan(dee, plan_id=plan_id, now=NOON)
    assert [each.pk for each in queries.plans_of(dee)] == [plan_id]
    assert library.shapes(plan_id) == [library.FIRST]
