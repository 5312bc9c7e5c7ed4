"""change_disposal_list: its name and what stands over it for the board."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_changed(cast: Cast) -> None:
    made, dee = shelf.surplus(cast), cast.actor(cast.dee)
    actions.change_disposal_list(dee, list_id=made, name="Spring", notice="Board of 10 December", now=NOON)
    assert (shelf.disposal(made).name, shelf.disposal(made).notice) == ("Spring", "Board of 10 December")
    with pytest.raises(Refused, match="no_such_list"):
        actions.change_disposal_list(dee, list_id=10**9, name="Spring", notice="", now=NOON)
