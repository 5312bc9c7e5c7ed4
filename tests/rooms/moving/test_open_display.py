"""open_display: a name, a place, a last day."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.moving import actions
from carrel.rooms.moving.models import Display
from tests import makers
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes
from tests.rooms.moving.shown import LAST, opened

pytestmark = pytest.mark.django_db


def test_it_stands_and_the_same_key_opens_one(moving: Moving) -> None:
    place = makers.make_place(moving.middle)
    said = {"place_id": place.pk, "name": " New  Year ", "until_on": LAST, "now": NOON, "key": "k"}
    first = actions.open_display(moving.dee, **said)  # type: ignore[arg-type]  # as it is said
    assert actions.open_display(moving.dee, **said) == first  # type: ignore[arg-type]  # as it is said
    found = Display.objects.get()
    assert (found.name, found.site, found.ended_at) == ("New Year", moving.middle, None)


def test_without_a_name_or_for_a_day_that_is_past_it_is_refused(moving: Moving) -> None:
    for said, code in (
        ({"name": " "}, "display_unnamed"),
        ({"until_on": TODAY - timedelta(days=1)}, "display_day_past"),
    ):
        with pytest.raises(Refused) as refused:
            opened(moving, **said)  # type: ignore[arg-type]  # one of the two
        assert codes(refused.value) == {code}


def test_at_a_place_of_another_school_it_is_refused(moving: Moving) -> None:
    with pytest.raises(Refused) as refused:
        actions.open_display(
            moving.hana, place_id=makers.make_place(moving.middle).pk, name="X", until_on=LAST, now=NOON
        )
    assert codes(refused.value) == {"place_of_another_school"}
