"""decline_disposal: with a reason, and the list can be changed."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.care import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_declined_it_is_changed_again(cast: Cast) -> None:
    made = shelf.surplus(cast, shelf.item(cast))
    actions.ask_approval(cast.actor(cast.dee), list_id=made, now=NOON)
    with pytest.raises(NotAllowed):
        actions.decline_disposal(cast.actor(cast.dee), list_id=made, reason="No", now=NOON)
    with pytest.raises(Refused, match="why_missing"):
        actions.decline_disposal(cast.actor(cast.lib), list_id=made, reason=" ", now=NOON)
    actions.decline_disposal(cast.actor(cast.lib), list_id=made, reason="Keep the atlas", now=NOON)
    found = shelf.disposal(made)
    assert (found.state, found.decision_reason, found.is_editable) == ("declined", "Keep the atlas", True)
