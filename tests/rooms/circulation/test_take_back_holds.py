"""Holds that came with a file go with it, as if they had never come; what was done here since stays."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed
from carrel.cli.soundness import QUESTIONS
from carrel.rooms.circulation import actions
from carrel.rooms.circulation.actions import BroughtHold
from carrel.rooms.circulation.models import Hold
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast

pytestmark = pytest.mark.django_db

EARLIER = makers.NOON - timedelta(days=20)


def test_untouched_holds_go(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    waits, shelf, way, frozen, caught, ended = (makers.make_item(cast.middle, f"Book {each}") for each in range(6))
    brought = actions.bring_holds(
        dee,
        rows=[
            BroughtHold(waits.record_id, cast.ana.pk, cast.middle.pk, EARLIER),
            BroughtHold(shelf.record_id, cast.ana.pk, cast.middle.pk, EARLIER, caught_item_id=shelf.pk),
            BroughtHold(way.record_id, cast.ana.pk, cast.high.pk, EARLIER, caught_item_id=way.pk, is_on_its_way=True),
            BroughtHold(frozen.record_id, cast.ana.pk, cast.middle.pk, EARLIER),
            BroughtHold(caught.record_id, cast.ana.pk, cast.middle.pk, EARLIER),
            BroughtHold(ended.record_id, cast.ana.pk, cast.middle.pk, EARLIER),
        ],
        now=makers.NOON,
    )
    ids, ready = brought.hold_ids, brought.caught_ids
    actions.freeze_hold(dee, hold_id=ids[3], now=makers.NOON)
    actions.check_in(dee, item_id=caught.pk, now=makers.NOON)
    actions.cancel_hold(dee, hold_id=ids[5], now=makers.NOON)
    assert actions.take_back_holds(dee, hold_ids=ids, caught_ids=ready, now=makers.NOON) == (3, 3)
    assert set(Hold.objects.values_list("pk", flat=True)) == set(ids[3:])
    assert dict(Item.objects.values_list("record__title", "state")) == {
        "Book 0": "available", "Book 1": "available", "Book 2": "available", "Book 3": "available",
        "Book 4": "on_hold", "Book 5": "available",
    }  # fmt: skip
    assert actions.take_back_holds(dee, hold_ids=ids[:3], caught_ids=ready, now=makers.NOON) == (0, 0)
    assert [said for name, ask in QUESTIONS if "disk" not in name for said in ask(makers.NOON)] == []


def test_who_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.take_back_holds(cast.actor(cast.eli), hold_ids=[], caught_ids=(), now=makers.NOON)
