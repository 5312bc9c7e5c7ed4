"""self_check_in: a book given back at a station, where the site allows it."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.circulation.actions import self_check_in
from carrel.rooms.circulation.models import Loan
from tests import makers
from tests.cast import Cast
from tests.makers import NOON
from tests.rooms.circulation.stations import decide, station

pytestmark = pytest.mark.django_db


def test_only_where_the_site_allows_it(cast: Cast) -> None:
    item = makers.make_item(cast.middle)
    makers.make_loan(item, cast.ben)
    with pytest.raises(Refused, match="self_check_no_returns"):
        self_check_in(station(cast), item_id=item.pk, now=NOON)
    assert Loan.objects.get().returned_at is None
    decide(cast, takes_returns=True)
    assert self_check_in(station(cast), item_id=item.pk, now=NOON, key="back-it-comes").loan_id
    assert self_check_in(station(cast), item_id=item.pk, now=NOON, key="back-it-comes").repeated
    assert Loan.objects.get().returned_at == NOON


def test_only_a_station_does_so(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        self_check_in(cast.actor(cast.eli), item_id=makers.make_item(cast.middle).pk, now=NOON)
