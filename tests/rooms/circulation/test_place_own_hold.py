"""place_own_hold: a reader waits for a title, by their own hand."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.circulation.actions import place_own_hold
from carrel.rooms.circulation.models import Hold
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.cast import Cast
from tests.makers import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def lent(cast: Cast) -> Item:
    return makers.make_item(cast.middle, "Holes", state="on_loan")


def test_it_is_the_readers_own(cast: Cast, lent: Item) -> None:
    placed = place_own_hold(cast.actor(cast.ana), record_id=lent.record_id, pickup_site_id=cast.middle.pk, now=NOON)
    assert Hold.objects.get().patron == cast.ana
    assert (placed.position, placed.status) == (1, "waiting")


def test_a_student_of_any_school_may(cast: Cast, lent: Item) -> None:
    place_own_hold(cast.actor(cast.fay), record_id=lent.record_id, pickup_site_id=cast.high.pk, now=NOON)
    assert Hold.objects.get().pickup_site == cast.high


def test_what_would_ask_staff_stops_a_reader(cast: Cast, lent: Item) -> None:
    makers.make_policy(max_holds=0, site=cast.middle)
    with pytest.raises(Refused) as refused:
        place_own_hold(cast.actor(cast.ana), record_id=lent.record_id, pickup_site_id=cast.middle.pk, now=NOON)
    assert refused.value.code == "circulation.hold_limit"
    assert not Hold.objects.exists()


def test_an_account_without_a_person_waits_for_nothing(cast: Cast, lent: Item) -> None:
    nobody = makers.make_actor("technician", cast.middle)
    if nobody.person_id is None:
        with pytest.raises(Refused):
            place_own_hold(nobody, record_id=lent.record_id, pickup_site_id=cast.middle.pk, now=NOON)


def test_the_same_key_is_done_once(cast: Cast, lent: Item) -> None:
    ana = cast.actor(cast.ana)
    first, again = (
        place_own_hold(ana, record_id=lent.record_id, pickup_site_id=cast.middle.pk, now=NOON, key="one-and-only")
        for _ in range(2)
    )
    assert (first.hold_id, again.repeated) == (again.hold_id, True)
