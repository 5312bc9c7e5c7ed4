"""undo_disposal: every item is as it was before, unless one is not withdrawn any more."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from carrel.rooms.inventory.actions import set_item_state
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def carried_out(cast: Cast, *items: object) -> int:
    made = shelf.surplus(cast, *items)  # type: ignore[arg-type]  # items
    actions.ask_approval(cast.actor(cast.dee), list_id=made, now=NOON)
    actions.approve_disposal(cast.actor(cast.lib), list_id=made, now=NOON)
    asks = ["care.not_stamped", "care.no_recipient"]
    actions.carry_out_disposal(cast.actor(cast.dee), list_id=made, overrides=asks, reason="Flood", now=NOON)
    return made


def test_as_it_was(cast: Cast) -> None:
    here, lost, dee = shelf.item(cast), shelf.item(cast, state="lost"), cast.actor(cast.dee)
    made = carried_out(cast, here, lost)
    assert actions.undo_disposal(dee, list_id=made, now=NOON) == 2
    assert (shelf.state(here), shelf.state(lost), shelf.disposal(made).state) == ("available", "lost", "approved")
    with pytest.raises(Refused, match="list_not_carried_out"):
        actions.undo_disposal(dee, list_id=made, now=NOON)


def test_what_was_put_in_again_stands_against_it(cast: Cast) -> None:
    here, dee = shelf.item(cast), cast.actor(cast.dee)
    made = carried_out(cast, here)
    set_item_state(dee, item_id=here.pk, state="available", now=NOON)
    with pytest.raises(Refused, match="disposal_moved_on"):
        actions.undo_disposal(dee, list_id=made, now=NOON)
