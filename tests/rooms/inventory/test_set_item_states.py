"""set_item_states: many items at once, all or none."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.actions import set_item_states
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import violations
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def states(*items: Item) -> list[str]:
    return [Item.objects.get(pk=item.pk).state for item in items]


def test_set_and_back(cast: Cast) -> None:
    first, second, dee = (
        makers.make_item(cast.middle),
        makers.make_item(cast.middle, state="lost"),
        cast.actor(cast.dee),
    )
    before = set_item_states(dee, states={first.pk: "withdrawn", second.pk: "withdrawn"}, reason="Old", now=NOON)
    assert before == {first.pk: "available", second.pk: "lost"} and states(first, second) == ["withdrawn"] * 2
    assert not list(violations())
    set_item_states(dee, states=before, now=NOON)
    assert states(first, second) == ["available", "lost"]
    assert set_item_states(dee, states=before, now=NOON) == {}


def test_all_or_none(cast: Cast) -> None:
    first, out, dee = makers.make_item(cast.middle), makers.make_item(cast.middle), cast.actor(cast.dee)
    makers.make_loan(out, cast.ana)
    with pytest.raises(Refused, match="item_on_loan"):
        set_item_states(dee, states={first.pk: "withdrawn", out.pk: "withdrawn"}, now=NOON)
    with pytest.raises(Refused, match="no_such_item"):
        set_item_states(dee, states={first.pk: "withdrawn", 10**9: "withdrawn"}, now=NOON)
    assert states(first) == ["available"]
