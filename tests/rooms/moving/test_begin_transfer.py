"""begin_transfer: from a school to another, for good or for a time."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Transfer
from tests import makers
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes

pytestmark = pytest.mark.django_db


def test_it_is_being_packed(moving: Moving) -> None:
    found = Transfer.objects.get(pk=moving.begin(why="For the book club"))
    assert (found.from_site, found.to_site, found.why, found.state) == (
        moving.middle, moving.high, "For the book club", "packing",
    )  # fmt: skip
    assert found.code == f"TR{found.pk}"


def test_the_same_key_begins_one(moving: Moving) -> None:
    assert moving.begin(key="k") == moving.begin(key="k")
    assert Transfer.objects.count() == 1


@pytest.mark.parametrize("said", [{"until_on": TODAY}, {"until_on": TODAY - timedelta(days=1)}])
def test_until_a_day_that_is_past_is_refused(moving: Moving, said: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        moving.begin(**said)
    assert codes(refused.value) == {"until_is_past"}


def test_to_the_same_school_or_one_that_is_closed_is_refused(moving: Moving) -> None:
    closed = makers.make_site(is_active=False)
    for goal, code in ((moving.middle, "goes_nowhere"), (closed, "school_closed")):
        with pytest.raises(Refused) as refused:
            actions.begin_transfer(moving.dee, from_site_id=moving.middle.pk, to_site_id=goal.pk, now=NOON)
        assert codes(refused.value) == {code}


def test_nobody_begins_one_at_a_school_that_is_not_theirs(moving: Moving) -> None:
    with pytest.raises(Refused) as refused:
        actions.begin_transfer(moving.hana, from_site_id=moving.middle.pk, to_site_id=moving.high.pk, now=NOON)
    assert codes(refused.value) == {"no_such_transfer"}
    with pytest.raises(NotAllowed):
        actions.begin_transfer(
            makers.make_actor("volunteer", moving.middle),
            from_site_id=moving.middle.pk, to_site_id=moving.high.pk, now=NOON,
        )  # fmt: skip
