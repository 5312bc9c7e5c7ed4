"""Copies go into a batch with the usual steps and stand in processing."""

import pytest

from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.intake import actions, queries, rules
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.making_ready import making_ready

pytestmark = pytest.mark.django_db


def test_with_the_usual_steps_and_in_processing() -> None:
    batch = making_ready()
    assert [step.name for step in batch.steps] == ["Stamp", "Barcode", "Spine label", "Cover", "Shelf"]
    assert [step.gives_label for step in batch.steps] == [False, True, False, False, False]
    assert batch.places() == ["PROCESSING"] * 3
    assert [line.place_id for line in batch.lines] == [batch.shelf.pk, batch.shelf.pk, None]
    found = queries.in_processing(batch.items[0].pk)
    assert found is not None
    assert found.batch.name == "PL-7"
    assert queries.place_meant(Item.objects.get(pk=batch.items[0].pk)) == batch.shelf.pk


def test_a_copy_is_in_one_open_batch_and_steps_are_the_sites_own() -> None:
    batch = making_ready()
    with pytest.raises(Refused) as caught:
        actions.start_processing(
            batch.dee, site_id=batch.site.pk, name="", item_ids=[batch.items[0].pk], now=makers.NOON
        )
    assert caught.value.code == "intake.nothing_to_process"
    with pytest.raises(NotAllowed):
        actions.start_processing(
            makers.make_actor("student", batch.site), site_id=batch.site.pk, name="", item_ids=[], now=makers.NOON
        )


def test_rules_of_ready() -> None:
    assert rules.ready_lines([], {1: []}) == set()
    assert rules.ready_lines([1, 2], {1: [2, 1, 3], 2: [1], 3: []}) == {1}
    assert [rules.copies_to_make(*each) for each in ((3, 1, 0), (3, 0, 3), (1, 1, 2))] == [2, 0, 0]
