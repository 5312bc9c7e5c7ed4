"""put_block: staff's word on whether a patron may borrow."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import put_block
from carrel.rooms.circulation.models import Block
from carrel.rooms.circulation.queries import patron_standing
from tests.cast import Cast
from tests.makers import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_a_block_stands_until_its_day(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    put_block(dee, person_id=cast.ben.pk, note="  Atlas\x00 torn ", until_on=TODAY, now=NOON, key="k")
    put_block(dee, person_id=cast.ben.pk, note="Atlas torn", until_on=TODAY, now=NOON, key="k")
    assert [each.note for each in patron_standing(cast.ben.pk, NOON).blocks] == ["Atlas torn"]
    assert patron_standing(cast.ben.pk, NOON + timedelta(days=1)).blocks == ()
    assert Block.objects.count() == 1


def test_who_is_out_of_sight_is_not_blocked(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        put_block(cast.actor(cast.dee), person_id=cast.fay.pk, note="x", now=NOON)
    assert refused.value.code == "circulation.patron_of_another_school"
    with pytest.raises(NotAllowed):
        put_block(cast.actor(cast.eli), person_id=cast.ben.pk, note="x", now=NOON)
