"""take_back_plan: what it was before, and that taken back again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.plans import actions
from carrel.rooms.plans.rules import Shape
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.plans import library
from tests.rooms.plans.library import FIRST, SEATS, SECOND

pytestmark = pytest.mark.django_db


def back(cast: Cast, plan_id: int) -> int:
    version = library.row(plan_id).version
    return actions.take_back_plan(cast.actor(cast.dee), plan_id=plan_id, version=version, now=NOON)


def test_there_and_back_again(cast: Cast) -> None:
    plan_id = library.plan(cast, FIRST, SECOND)
    library.keep(cast, plan_id, SEATS, name="Reading room", height=20)
    assert back(cast, plan_id) == 3
    assert (library.shapes(plan_id), library.row(plan_id).name) == ([FIRST, SECOND], "Library")
    back(cast, plan_id)
    assert (library.shapes(plan_id), library.row(plan_id).height) == ([SEATS], 20)


def test_a_place_gone_since_is_left_out(cast: Cast) -> None:
    place = makers.make_place(cast.middle)
    plan_id = library.plan(cast, Shape("shelf", "Shelf 1", 1, 1, 4, 2, place.pk, "FIC", ""))
    library.keep(cast, plan_id)
    place.delete()
    back(cast, plan_id)
    assert library.shapes(plan_id) == [Shape("shelf", "Shelf 1", 1, 1, 4, 2, None, "FIC", "")]


def test_refused(cast: Cast) -> None:
    plan_id = library.plan(cast)
    with pytest.raises(Refused, match="nothing_before"):
        back(cast, plan_id)
    library.keep(cast, plan_id, FIRST)
    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.take_back_plan(cast.actor(cast.dee), plan_id=plan_id, version=0, now=NOON)
