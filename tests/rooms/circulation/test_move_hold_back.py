"""move_hold_back: a hold stands again where its time puts it."""

import pytest

from carrel.rooms.circulation.actions import move_hold_back
from carrel.rooms.circulation.models import Hold
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_it_stands_in_line_again(cast: Cast) -> None:
    hold = makers.make_hold(makers.make_record(), cast.ana, rank=Hold.FRONT)
    move_hold_back(cast.actor(cast.dee), hold_id=hold.pk, now=NOON)
    hold.refresh_from_db()
    assert hold.rank == Hold.NORMAL
