"""take_back_approval: what is asked for or approved is a draft again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_a_draft_again(cast: Cast) -> None:
    made, dee = shelf.surplus(cast, shelf.item(cast)), cast.actor(cast.dee)
    with pytest.raises(Refused, match="nothing_to_take_back"):
        actions.take_back_approval(dee, list_id=made, now=NOON)
    actions.ask_approval(dee, list_id=made, now=NOON)
    actions.approve_disposal(cast.actor(cast.lib), list_id=made, now=NOON)
    actions.take_back_approval(dee, list_id=made, now=NOON)
    assert (shelf.disposal(made).state, shelf.disposal(made).decided_by_name) == ("draft", "")
