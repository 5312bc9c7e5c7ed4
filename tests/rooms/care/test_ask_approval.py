"""ask_approval: for a list with something on it; a declined one is asked for again."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_asked_declined_and_asked_again(cast: Cast) -> None:
    made, dee = shelf.surplus(cast, shelf.item(cast)), cast.actor(cast.dee)
    actions.ask_approval(dee, list_id=made, now=NOON)
    assert (shelf.disposal(made).state, shelf.disposal(made).asked_by_name) == ("asked", "Dee Novak")
    with pytest.raises(Refused, match="list_closed"):
        actions.ask_approval(dee, list_id=made, now=NOON)
    actions.decline_disposal(cast.actor(cast.lib), list_id=made, reason="Keep it", now=NOON)
    actions.ask_approval(dee, list_id=made, now=NOON)
    assert (shelf.disposal(made).state, shelf.disposal(made).decision_reason) == ("asked", "")


def test_an_empty_list_is_not_asked_for(cast: Cast) -> None:
    with pytest.raises(Refused, match="list_empty"):
        actions.ask_approval(cast.actor(cast.dee), list_id=shelf.surplus(cast), now=NOON)
