"""drop_disposal_list: a draft is given up, its items stay as they are."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from carrel.rooms.care.models import DisposalList
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_given_up(cast: Cast) -> None:
    item, dee = shelf.item(cast), cast.actor(cast.dee)
    actions.drop_disposal_list(dee, list_id=shelf.surplus(cast, item), now=NOON)
    assert not DisposalList.objects.exists() and shelf.state(item) == "available"


def test_what_is_asked_for_is_not_dropped(cast: Cast) -> None:
    made, dee = shelf.surplus(cast, shelf.item(cast)), cast.actor(cast.dee)
    actions.ask_approval(dee, list_id=made, now=NOON)
    with pytest.raises(Refused, match="list_closed"):
        actions.drop_disposal_list(dee, list_id=made, now=NOON)
