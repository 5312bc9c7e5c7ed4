"""Questions: by number, by record, by shelf."""

import random

import pytest

from carrel.cellar.kernel.actors import SYSTEM
from carrel.rooms.inventory import queries
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.queries import Availability
from tests import makers

pytestmark = pytest.mark.django_db

SHELF = ["E SEN", "FIC ALE", "FIC DE ANGELI", "FIC DEAN", "FIC ROW v.2", "FIC ROW v.10", "005.13 KER", "523.4 A453",
         "523.4 A46", "599.5 CAR", "B LINCOLN", "REF 031 WOR"]  # fmt: skip


def test_item_of_number_is_one_query(django_assert_num_queries: object) -> None:
    item = makers.make_item(record=makers.make_record("Holes", "Sachar, Louis"), barcode="31234000010064")
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        found = queries.item_of_number("]C03 1234 00001 0064\r", site_id=item.site_id)
    assert found is not None
    assert (found.item_id, found.title, found.author, found.state) == (item.pk, "Holes", "Sachar, Louis", "available")


@pytest.mark.parametrize("text", ["", "\x00", "no such", "9" * 10_000, "😀"])
def test_any_text_may_be_scanned(text: str) -> None:
    site = makers.make_site()
    assert queries.item_of_number(text) is None
    assert queries.item_of_number(text, site_id=site.pk) is None


def test_the_shelf_stands_as_it_is_read() -> None:
    site = makers.make_site()
    for call_number in random.Random(5).sample(SHELF, len(SHELF)):
        makers.make_item(site=site, call_number=call_number)
    makers.make_item(site=site, call_number="FIC ZZZ", state="withdrawn")
    makers.make_item(call_number="FIC AAA")
    assert [item.call_number for item in queries.shelf_list(site.pk)] == SHELF
    between = queries.shelf_list(site.pk, "FIC DE", "FIC ROW")
    assert [item.call_number for item in between] == SHELF[2:6]
    assert [item.call_number for item in queries.shelf_list(site.pk, "500", "599")] == SHELF[7:10]
    assert [item.call_number for item in queries.shelf_list(site.pk, state="withdrawn")] == ["FIC ZZZ"]
    # A letter begins a name, although R alone is also how some write their reference section.
    by_r = queries.shelf_list(site.pk, "FIC R", "FIC R")
    assert [item.call_number for item in by_r] == [each for each in SHELF if each.startswith("FIC R")] != []


def test_ties_go_by_title_then_copy() -> None:
    site = makers.make_site()
    hatchet, holes = makers.make_record("Hatchet"), makers.make_record("Holes")
    for record, copy_number in ((holes, 2), (holes, 1), (hatchet, 1), (holes, None)):
        makers.make_item(site, record=record, call_number="FIC X", copy_number=copy_number)
    order = [(item.record.title, item.copy_number) for item in queries.shelf_list(site.pk)]
    assert order == [("Hatchet", 1), ("Holes", None), ("Holes", 1), ("Holes", 2)]


def test_copies_and_availability() -> None:
    here, there = makers.make_site(name="Alder"), makers.make_site(name="Aaron")
    record, bare = makers.make_record(), makers.make_record("Bare")
    makers.make_item(there, record=record)
    makers.make_item(here, record=record, state="on_loan", barcode="H1")
    makers.make_item(here, record=record, state="withdrawn", barcode="H2")
    dee = makers.make_actor("technician", here)
    assert [copy.barcode for copy in queries.copies_of(record.pk, dee)][:2] == ["H1", "H2"]
    assert "H2" not in [copy.barcode for copy in queries.copies_of(record.pk)]
    assert queries.availability_of([record.pk, bare.pk], site_id=here.pk) == {
        record.pk: Availability(copies=2, copies_in=1, copies_here=1, copies_in_here=0)
    }
    assert queries.copies_of_records([bare.pk]) == {}
    assert list(queries.record_ids_in(there.pk)) == [{"record_id": record.pk}]
    assert list(queries.record_ids_in(here.pk)) == []


def test_violations_are_named() -> None:
    good = makers.make_item(call_number="FIC SAC")
    assert list(queries.violations()) == []
    Item.objects.filter(pk=good.pk).update(barcode="NEW", shelving_key="D 00")
    assert len(list(queries.violations())) == 2
    Item.objects.filter(pk=good.pk).update(state="withdrawn")
    assert "found as held at" in list(queries.violations())[-1]


def test_who_sees_which_items() -> None:
    site = makers.make_site()
    mine = makers.make_item(site=site)
    makers.make_item()
    assert list(queries.items_of(makers.make_actor("technician", site))) == [mine]
    assert queries.items_of(SYSTEM).count() == 2


def test_the_sites_own_labels() -> None:
    site = makers.make_site(barcode_prefix="31234", barcode_length=14, barcode_check="mod10")
    item = makers.make_item(site, barcode="31234000010064")
    makers.make_item(site, barcode="312340")
    for text in ("1006", "31234000010064"):
        found = queries.item_of_number(text, site_id=site.pk)
        assert found is not None
        assert found.item_id == item.pk
    assert queries.item_of_number("1006") is None
    assert queries.next_number_of(site.pk).startswith("3123400001007")
    assert queries.next_number_of(makers.make_site().pk) == ""
