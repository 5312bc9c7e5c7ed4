"""take_back_proposal: the disposal list is given up and the walk goes on."""

import pytest

from carrel.rooms.care import actions as care
from carrel.rooms.care import queries as care_queries
from carrel.rooms.weeding import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.weeding import stacks

pytestmark = pytest.mark.django_db


def test_the_walk_goes_on(cast: Cast) -> None:
    dee, item, other = cast.actor(cast.dee), stacks.old(cast), stacks.old(cast, "Birds")
    list_id = stacks.made(cast)
    actions.scan_to_withdraw(dee, list_id=list_id, number=item.barcode, now=NOON)
    disposal_id = actions.propose_withdrawal(dee, list_id=list_id, now=NOON)
    actions.take_back_proposal(dee, list_id=list_id, now=NOON)
    assert care_queries.disposal_list_seen(dee, disposal_id) is None
    assert stacks.marks(list_id) == {item.pk: "withdraw", other.pk: ""}
    actions.scan_to_withdraw(dee, list_id=list_id, number=other.barcode, now=NOON)
    assert actions.propose_withdrawal(dee, list_id=list_id, now=NOON)


def test_declined_it_is_taken_back_and_nothing_proposed_is_as_well(cast: Cast) -> None:
    dee, item = cast.actor(cast.dee), stacks.old(cast)
    list_id = stacks.made(cast)
    actions.take_back_proposal(dee, list_id=list_id, now=NOON)
    actions.scan_to_withdraw(dee, list_id=list_id, number=item.barcode, now=NOON)
    disposal_id = actions.propose_withdrawal(dee, list_id=list_id, now=NOON)
    care.decline_disposal(cast.actor(cast.lib), list_id=disposal_id, reason="Too many", now=NOON)
    actions.take_back_proposal(dee, list_id=list_id, now=NOON)
    assert not stacks.row(list_id).is_proposed
