"""take_off_disposal_list: what was approved may become less, never more."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_taken_off_while_asked_for(cast: Cast) -> None:
    first, second, dee = shelf.item(cast), shelf.item(cast), cast.actor(cast.dee)
    made = shelf.surplus(cast, first, second)
    actions.ask_approval(dee, list_id=made, now=NOON)
    line = queries.lines_of(made).get(item=first)
    assert actions.take_off_disposal_list(dee, list_id=made, line_ids=[line.pk], now=NOON) == 1
    assert [each.item_id for each in queries.lines_of(made)] == [second.pk]


def test_not_once_it_is_carried_out(cast: Cast) -> None:
    made, dee = shelf.surplus(cast, shelf.item(cast)), cast.actor(cast.dee)
    actions.ask_approval(dee, list_id=made, now=NOON)
    actions.approve_disposal(cast.actor(cast.lib), list_id=made, now=NOON)
    asks = ("care.not_stamped", "care.no_recipient")
    actions.carry_out_disposal(dee, list_id=made, overrides=asks, reason="Flood", now=NOON)
    line = queries.lines_of(made).get()
    with pytest.raises(Refused, match="list_closed"):
        actions.take_off_disposal_list(dee, list_id=made, line_ids=[line.pk], now=NOON)
