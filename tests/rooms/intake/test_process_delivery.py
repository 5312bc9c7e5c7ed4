"""What came becomes copies like the last of their titles, for their schools, and goes into processing."""

import pytest

from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.models import WaitingIsbn
from carrel.rooms.intake.rules import PackedLine
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709
from tests.rooms.intake.unpacking import GIVER, HOLES, unpacking

pytestmark = pytest.mark.django_db


def test_for_three_schools_like_the_last_one_and_only_once() -> None:
    work = unpacking()
    shelf = makers.make_place(work.there)
    record = makers.make_record("Holes", isbn=HOLES)
    kind = makers.make_item_type()
    makers.make_item(work.there, record=record, item_type=kind, place=shelf, call_number="FIC SAC", copy_number=4)
    work.scan(HOLES, HOLES, HOLES, GIVER, GIVER)
    work.share(work.lines[0], 1, 1, 1)
    damaged = work.lines[1]
    actions.change_delivery_line(
        work.dee, line_id=damaged.pk, line=PackedLine("The giver", GIVER, 2), came=2, damaged=1, now=makers.NOON
    )
    batch_id = actions.process_delivery(work.dee, delivery_id=work.delivery_id, item_type_id=kind.pk, now=makers.NOON)
    made = [each.line for each in queries.lines_in_batch(batch_id)]
    assert {line.item.site_id for line in made} == {work.here.pk, work.there.pk, work.other.pk}
    assert len(made) == 4
    there = next(line for line in made if line.item.site_id == work.there.pk)
    assert (there.item.call_number, there.item.price_minor, there.place_id) == ("FIC SAC", 899, shelf.pk)
    assert (there.item.condition, there.item.acquired_on) == ("new", makers.TODAY)
    waiting = WaitingIsbn.objects.get()
    assert (waiting.isbn, waiting.record.title) == (GIVER, "The giver")
    with pytest.raises(Refused) as caught:
        actions.process_delivery(work.dee, delivery_id=work.delivery_id, item_type_id=kind.pk, now=makers.NOON)
    assert caught.value.code == "intake.nothing_to_process"
    work.scan(GIVER)
    actions.process_delivery(work.dee, delivery_id=work.delivery_id, now=makers.NOON)
    assert Item.objects.filter(record=waiting.record).count() == 2


def test_a_first_copy_needs_its_type() -> None:
    work = unpacking()
    work.scan(HOLES)
    with pytest.raises(Refused) as caught:
        actions.process_delivery(work.dee, delivery_id=work.delivery_id, now=makers.NOON)
    assert caught.value.code == "intake.item_type_missing"
    assert not Item.objects.exists()


def test_items_of_its_own_import_are_taken_and_not_added_twice(intake: Intake) -> None:
    job = intake.run(iso2709(book("Holes", HOLES, copy("A1"), copy("A2"))))
    delivery_id = actions.unpack_import(
        intake.dee, site_id=intake.site.pk, came_on=makers.TODAY, job_id=job.pk, now=makers.NOON
    )
    for _ in range(3):
        actions.count_into_delivery(intake.dee, delivery_id=delivery_id, text=HOLES, now=makers.NOON)
    assert queries.imports_to_process(intake.dee) == [(job.pk, "order.mrc", 2)]
    assert len(queries.items_of_import(intake.dee, job.pk)) == 2
    actions.process_delivery(intake.dee, delivery_id=delivery_id, now=makers.NOON)
    assert Item.objects.count() == 3
    assert queries.imports_to_process(intake.dee) == []
