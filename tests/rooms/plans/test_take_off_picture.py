"""take_off_picture: the shapes stay, twice is once."""

import pytest

from carrel.cellar.files.models import StoredFile
from carrel.rooms.plans import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.plans import library
from tests.rooms.plans.test_lay_picture import photo

pytestmark = pytest.mark.django_db


def test_the_shapes_stay(cast: Cast) -> None:
    dee, plan_id = cast.actor(cast.dee), library.plan(cast, library.FIRST)
    actions.lay_picture(dee, plan_id=plan_id, stream=photo(), name="room.png", now=NOON)
    for _ in range(2):
        actions.take_off_picture(dee, plan_id=plan_id, now=NOON)
    assert library.row(plan_id).picture_id is None
    assert library.shapes(plan_id) == [library.FIRST]
    assert not StoredFile.objects.exists()
