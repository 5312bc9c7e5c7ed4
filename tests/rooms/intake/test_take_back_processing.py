"""A batch taken back leaves everything as it was."""

import pytest

from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions
from carrel.rooms.intake.models import ProcessingBatch
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.making_ready import making_ready
from tests.rooms.intake.unpacking import GIVER, HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_places_as_they_were() -> None:
    batch = making_ready()
    batch.tick(batch.steps[0])
    assert actions.take_back_processing(batch.dee, batch_id=batch.batch_id, now=makers.NOON) == 0
    assert batch.places() == ["FIC", "FIC", ""]
    assert not ProcessingBatch.objects.exists()


def test_copies_it_added_go_out_again_with_their_waiting_records() -> None:
    work = unpacking()
    work.scan(HOLES, GIVER)
    book = makers.make_item_type()
    batch_id = actions.process_delivery(work.dee, delivery_id=work.delivery_id, item_type_id=book.pk, now=makers.NOON)
    assert Item.objects.count() == 2
    assert actions.take_back_processing(work.dee, batch_id=batch_id, now=makers.NOON) == 2
    assert not Item.objects.exists()
    assert not Record.objects.exists()
    actions.take_out_delivery(work.dee, delivery_id=work.delivery_id, now=makers.NOON)
