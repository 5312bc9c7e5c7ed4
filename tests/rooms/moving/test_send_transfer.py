"""send_transfer: all of it is on its way, or nothing."""

from datetime import timedelta

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.cellar.papers.models import PrintJob
from carrel.rooms.inventory.models import Item, Transit
from carrel.rooms.moving import actions
from tests.makers import NOON, TODAY
from tests.rooms.moving.conftest import Moving, codes, item_state

pytestmark = pytest.mark.django_db


def test_every_item_has_a_journey_and_no_slip_of_its_own(moving: Moving) -> None:
    transfer_id, items = moving.packed("Holes", "Hatchet")
    assert actions.send_transfer(moving.dee, transfer_id=transfer_id, now=NOON) == 2
    assert moving.state(transfer_id) == "sent"
    assert {item_state(each) for each in items} == {"in_transit"}
    assert set(Transit.objects.values_list("why", "to_site_id")) == {("sent", moving.high.pk)}
    assert not PrintJob.objects.exists()


def test_for_a_time_the_journey_says_so(moving: Moving) -> None:
    moving.sent("Holes", until_on=TODAY + timedelta(days=30))
    assert Transit.objects.get().why == "time"


def test_nothing_leaves_when_one_was_lent_since(moving: Moving) -> None:
    transfer_id, (first, second) = moving.packed("Holes", "Hatchet")
    Item.objects.filter(pk=second.pk).update(state="on_loan")
    with pytest.raises(Refused) as refused:
        actions.send_transfer(moving.dee, transfer_id=transfer_id, now=NOON)
    assert codes(refused.value) == {"not_in_any_more"}
    assert refused.value.objections[0].facts["title"] == "Hatchet"
    assert (item_state(first), moving.state(transfer_id)) == ("available", "packing")


def test_an_empty_one_and_one_that_has_left_are_refused(moving: Moving) -> None:
    empty, (sent, _items) = moving.begin(), moving.sent("Holes")
    for transfer_id, code in ((empty, "transfer_empty"), (sent, "transfer_left")):
        with pytest.raises(Refused) as refused:
            actions.send_transfer(moving.dee, transfer_id=transfer_id, now=NOON)
        assert codes(refused.value) == {code}
