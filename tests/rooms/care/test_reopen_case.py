"""reopen_case: ended by mistake, and the item is in repair again, unless it has moved on."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from carrel.rooms.care.models import DisposalLine
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", ["mended", "beyond"])
def test_open_again(cast: Cast, outcome: str) -> None:
    item, dee = shelf.item(cast), cast.actor(cast.dee)
    made = shelf.mending(cast, item)
    actions.end_case(dee, case_id=made, outcome=outcome, now=NOON)
    actions.reopen_case(dee, case_id=made, now=NOON)
    found = shelf.case(made)
    assert (found.ended_at, found.outcome, shelf.state(item)) == (None, "", "in_repair")
    assert not DisposalLine.objects.exists()


def test_what_was_lent_since_stays_as_it_is(cast: Cast) -> None:
    item, dee = shelf.item(cast), cast.actor(cast.dee)
    made = shelf.mending(cast, item)
    with pytest.raises(Refused, match="case_not_over"):
        actions.reopen_case(dee, case_id=made, now=NOON)
    actions.end_case(dee, case_id=made, outcome="mended", now=NOON)
    makers.make_loan(item, cast.ana)
    with pytest.raises(Refused, match="moved_on"):
        actions.reopen_case(dee, case_id=made, now=NOON)


def test_a_list_under_way_is_not_changed_from_behind(cast: Cast) -> None:
    item, dee = shelf.item(cast), cast.actor(cast.dee)
    made = shelf.mending(cast, item)
    actions.end_case(dee, case_id=made, outcome="beyond", now=NOON)
    actions.ask_approval(dee, list_id=DisposalLine.objects.get().disposal_id, now=NOON)
    with pytest.raises(Refused, match="list_decided"):
        actions.reopen_case(dee, case_id=made, now=NOON)
