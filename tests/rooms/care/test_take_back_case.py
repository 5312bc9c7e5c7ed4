"""take_back_case: begun by mistake, and the item is as it was."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("before", ["available", "missing", "in_repair"])
def test_as_it_was(cast: Cast, before: str) -> None:
    item = shelf.item(cast, state=before)
    actions.take_back_case(cast.actor(cast.dee), case_id=shelf.mending(cast, item), now=NOON)
    assert shelf.state(item) == before
    assert shelf.mending(cast, item)


def test_what_has_ended_is_not_taken_back(cast: Cast) -> None:
    made = shelf.mending(cast, shelf.item(cast))
    actions.end_case(cast.actor(cast.dee), case_id=made, outcome="mended", now=NOON)
    with pytest.raises(Refused, match="case_over"):
        actions.take_back_case(cast.actor(cast.dee), case_id=made, now=NOON)
