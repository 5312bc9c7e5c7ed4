"""change_items: columns of many items, those that hold the values of before; each has its line in the history."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.inventory.actions import change_items
from carrel.rooms.inventory.queries import history_of, violations
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


def test_only_what_holds_the_values_of_before(cast: Cast) -> None:
    first, second, dee = makers.make_item(cast.middle), makers.make_item(cast.middle, fund="B"), cast.actor(cast.dee)
    place = makers.make_place(cast.middle)
    to = ({"fund": "", "place_id": None}, {"fund": "A", "place_id": place.pk})
    done = change_items(dee, changes={first.pk: to, second.pk: to, 10**9: to}, now=NOON)
    assert done == {first.pk}
    first.refresh_from_db()
    assert (first.fund, first.place_id, first.version) == ("A", place.pk, 1)
    assert history_of(first.pk)[0].facts == {"before": {"fund": "", "place_id": None}} and not history_of(second.pk)
    assert not list(violations())
    assert change_items(dee, changes={first.pk: to[::-1]}, now=NOON) == {first.pk}  # type: ignore[dict-item]  # both sides exchanged
    first.refresh_from_db()
    assert (first.fund, first.place_id) == ("", None)


def test_other_sites_are_refused(cast: Cast) -> None:
    own, foreign, dee = makers.make_item(cast.middle), makers.make_item(cast.high), cast.actor(cast.dee)
    for changes in (
        {foreign.pk: ({}, {"fund": "A"})},
        {own.pk: ({}, {"site_id": cast.high.pk})},
        {own.pk: ({}, {"place_id": makers.make_place(cast.high).pk})},
    ):
        with pytest.raises(Refused):
            change_items(dee, changes=changes, now=NOON)
