"""drop_list: given up with its marks; what was kept stays kept."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.weeding import actions, queries
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def test_given_up(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), stacks.old(cast)
    list_id = stacks.made(cast)
    line = stacks.line(list_id, item)
    actions.mark_lines(dee, list_id=list_id, line_ids=[line.pk], mark="keep", why="local history", now=NOON)
    actions.drop_list(dee, list_id=list_id, now=NOON)
    assert queries.list_seen(dee, list_id) is None
    assert [each.item_id for each in queries.kept_copies(dee, now=NOON)] == [item.pk]
    with pytest.raises(Refused, match="no_such_list"):
        actions.drop_list(dee, list_id=list_id, now=NOON)


def test_not_once_it_is_proposed(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), stacks.old(cast)
    list_id = stacks.made(cast)
    actions.scan_to_withdraw(dee, list_id=list_id, number=item.barcode, now=NOON)
    actions.propose_withdrawal(dee, list_id=list_id, now=NOON)
    with pytest.raises(Refused, match="list_proposed"):
        actions.drop_list(dee, list_id=list_id, now=NOON)
