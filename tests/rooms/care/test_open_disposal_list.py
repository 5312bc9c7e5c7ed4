"""open_disposal_list: with a name, once per form."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.care import actions
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.care import shelf

pytestmark = pytest.mark.django_db


def test_opened_once(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    made = [
        actions.open_disposal_list(dee, site_id=cast.middle.pk, name=" Spring  surplus ", now=NOON, key="k")
        for _ in range(2)
    ]
    found = shelf.disposal(made[0])
    assert made[0] == made[1]
    assert (found.name, found.state, found.opened_by_name) == ("Spring surplus", "draft", "Dee Novak")


def test_refused(cast: Cast) -> None:
    dee = cast.actor(cast.dee)
    with pytest.raises(Refused, match="list_unnamed"):
        actions.open_disposal_list(dee, site_id=cast.middle.pk, name=" ", now=NOON)
    with pytest.raises(Refused, match="other_site"):
        actions.open_disposal_list(dee, site_id=cast.high.pk, name="Spring", now=NOON)
