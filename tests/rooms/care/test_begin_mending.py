"""begin_mending: an item lies on the mending shelf, in repair, with what is wrong and a day."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.care import actions, queries
from carrel.rooms.circulation.actions import check_in, check_out, undo
from carrel.rooms.inventory.actions import set_item_state
from tests import makers
from tests.cast import Cast
from tests.makers import NOON, TODAY
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_it_is_in_repair_and_on_the_list(cast: Cast) -> None:
    item = shelf.item(cast)
    made = shelf.mending(cast, item)
    found = shelf.case(made)
    assert (shelf.state(item), found.state_before, found.begun_on) == ("in_repair", "available", TODAY)
    assert (found.what, found.who, found.due_back_on) == ("Spine is loose", "Eli", shelf.NEXT_WEEK)
    (shown,) = queries.open_cases(cast.middle.pk, "mending", today=shelf.NEXT_WEEK + timedelta(days=2))
    assert (shown.case.pk, shown.late) == (made, 2)


def test_the_same_form_twice_begins_once(cast: Cast) -> None:
    item, dee = shelf.item(cast), cast.actor(cast.dee)
    made = [actions.begin_mending(dee, item_id=item.pk, words=shelf.LOOSE, now=NOON, key="k") for _ in range(2)]
    assert made[0] == made[1]


def test_refused(cast: Cast) -> None:
    out = shelf.item(cast)
    makers.make_loan(out, cast.ana)
    with pytest.raises(Refused, match="item_out"):
        shelf.mending(cast, out)
    item = shelf.item(cast)
    shelf.mending(cast, item)
    with pytest.raises(Refused, match="case_open"):
        shelf.mending(cast, item)
    with pytest.raises(Refused, match="other_site"):
        shelf.mending(cast, makers.make_item(cast.high))
    for who in (cast.ana, cast.eli):
        with pytest.raises(NotAllowed):
            actions.begin_mending(cast.actor(who), item_id=item.pk, words=shelf.LOOSE, now=NOON)


def test_lent_all_the_same_the_case_ends_and_the_undo_opens_it_again(cast: Cast) -> None:
    """Wired in config/wiring.py: the inventory tells that its item went another way."""
    makers.make_policy()
    item, dee = shelf.item(cast), cast.actor(cast.dee)
    made = shelf.mending(cast, item)
    lent = check_out(
        dee, patron_id=cast.ana.pk, item_id=item.pk, now=NOON, overrides=["circulation.item_in_repair"], reason="Exam"
    )
    assert (shelf.case(made).outcome, shelf.state(item)) == ("elsewhere", "on_loan")
    undo(dee, act_id=lent.act_id, now=NOON)
    assert (shelf.case(made).ended_at, shelf.case(made).outcome, shelf.state(item)) == (None, "", "in_repair")


def test_found_by_hand_the_case_ends(cast: Cast) -> None:
    item = shelf.item(cast)
    made = shelf.mending(cast, item)
    set_item_state(cast.actor(cast.dee), item_id=item.pk, state="available", now=NOON)
    assert shelf.case(made).outcome == "elsewhere"


def test_the_return_desk_lays_it_aside_and_the_case_stays_open(cast: Cast) -> None:
    item = shelf.item(cast)
    made = shelf.mending(cast, item)
    done = check_in(cast.actor(cast.dee), item_id=item.pk, now=NOON)
    assert "circulation.item_is_in_repair" in [each.code for each in done.tells]
    assert (shelf.case(made).ended_at, shelf.state(item)) == (None, "in_repair")
