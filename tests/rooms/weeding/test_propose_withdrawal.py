"""propose_withdrawal: on a disposal list, decided by somebody else, withdrawn by care."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions as care
from carrel.rooms.care import queries as care_queries
from carrel.rooms.weeding import actions, queries
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def test_from_the_walk_to_the_withdrawal_and_back(cast: Cast) -> None:
    dee, lena = cast.actor(cast.dee), cast.actor(cast.lib)
    gone, damaged, kept = stacks.old(cast), stacks.old(cast, "Birds", condition="damaged"), stacks.old(cast, "Kept")
    list_id = stacks.made(cast)
    for item in (gone, damaged):
        actions.scan_to_withdraw(dee, list_id=list_id, number=item.barcode, now=NOON)
    line = stacks.line(list_id, kept)
    actions.mark_lines(dee, list_id=list_id, line_ids=[line.pk], mark="keep", why="gift", now=NOON)
    disposal_id = actions.propose_withdrawal(dee, list_id=list_id, now=NOON)
    lines = {each.item_id: (each.reason, each.note) for each in care_queries.lines_of(disposal_id)}
    assert lines == {
        gone.pk: ("misleading", "Published long ago, Not used for long"),
        damaged.pk: ("damaged", "Published long ago, Not used for long, Damaged"),
    }
    assert (stacks.row(list_id).is_proposed, queries.disposal_state(stacks.row(list_id))) == (True, "asked")
    care.approve_disposal(lena, list_id=disposal_id, now=NOON)
    with pytest.raises(Refused, match="decided"):
        actions.take_back_proposal(dee, list_id=list_id, now=NOON)
    passed = ("care.not_stamped", "care.no_recipient")
    care.carry_out_disposal(dee, list_id=disposal_id, overrides=passed, reason="Recycled", now=NOON)
    assert [stacks.state(each) for each in (gone, damaged, kept)] == ["withdrawn", "withdrawn", "available"]
    care.undo_disposal(dee, list_id=disposal_id, now=NOON)
    assert {stacks.state(each) for each in (gone, damaged, kept)} == {"available"}


def test_all_or_nothing(cast: Cast) -> None:
    dee, first, second = cast.actor(cast.dee), stacks.old(cast), stacks.old(cast, "Birds")
    list_id = stacks.made(cast)
    with pytest.raises(Refused, match="nothing_marked"):
        actions.propose_withdrawal(dee, list_id=list_id, now=NOON)
    for item in (first, second):
        actions.scan_to_withdraw(dee, list_id=list_id, number=item.barcode, now=NOON)
    makers.make_loan(second, cast.ana)
    with pytest.raises(Refused, match="is_out"):
        actions.propose_withdrawal(dee, list_id=list_id, now=NOON)
    assert not stacks.row(list_id).is_proposed
    assert care_queries.open_line_of(first.pk) is None


def test_once(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), stacks.old(cast)
    list_id = stacks.made(cast)
    actions.scan_to_withdraw(dee, list_id=list_id, number=item.barcode, now=NOON)
    actions.propose_withdrawal(dee, list_id=list_id, now=NOON)
    with pytest.raises(Refused, match="list_proposed"):
        actions.propose_withdrawal(dee, list_id=list_id, now=NOON)
    with pytest.raises(Refused, match="list_proposed"):
        actions.scan_to_withdraw(dee, list_id=list_id, number=item.barcode, now=NOON)
