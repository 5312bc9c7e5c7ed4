"""lift_block: the patron may borrow again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import lift_block
from carrel.rooms.circulation.queries import patron_standing
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_a_lifted_block_stands_no_more_and_is_not_lifted_twice(cast: Cast) -> None:
    dee, block = cast.actor(cast.dee), makers.make_block(cast.ben)
    assert lift_block(dee, block_id=block.pk, now=NOON, key="k") == block.pk
    assert lift_block(dee, block_id=block.pk, now=NOON, key="k") == block.pk
    assert patron_standing(cast.ben.pk, NOON).blocks == ()
    with pytest.raises(Refused) as refused:
        lift_block(dee, block_id=block.pk, now=NOON)
    assert refused.value.code == "circulation.block_unknown"
