"""A copy by the ISBN on its back: own catalogue first; an unknown one waits under its ISBN and can be lent."""

import pytest

from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.catalogue import actions as catalogue
from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions, queries, rules
from carrel.rooms.intake.models import WaitingIsbn
from carrel.rooms.inventory.models import Item
from carrel.rooms.inventory.rules import ItemFacts
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, iso2709

pytestmark = pytest.mark.django_db
HOLES = "9780440414803"


@pytest.mark.parametrize(
    ("text", "has_title", "meant"),
    [
        (HOLES, False, HOLES),
        (HOLES + "50899", True, HOLES),
        ("978-0-440-41480-3", True, HOLES),
        ("0-440-41480-6", False, HOLES),
        ("0440414806", True, ""),
        ("31234000010064", False, ""),
        ("9780440414804", False, ""),
        ("", False, ""),
    ],
)
def test_what_a_scan_means(text: str, has_title: bool, meant: str) -> None:
    assert rules.isbn_meant(text, has_title=has_title) == meant


def add(intake: Intake, number: str, **more: object) -> actions.AddedByIsbn:
    values: dict[str, object] = {"isbn": HOLES, "facts": ItemFacts(intake.book.pk, call_number="FIC SAC")} | more
    return actions.add_by_isbn(intake.dee, site_id=intake.site.pk, number=number, now=makers.NOON, **values)  # type: ignore[arg-type]  # named by each test


def test_our_own_catalogue_comes_first(intake: Intake) -> None:
    known = catalogue.add_brief_record(intake.dee, title="Holes", isbn="0440414806", now=makers.NOON)
    added = add(intake, "A1")
    assert (added.record_id, added.waits) == (known.record_id, False)
    assert Item.objects.get(pk=added.item_id).call_number == "FIC SAC"


def test_unknown_it_waits_under_its_isbn_and_the_second_copy_joins_it(intake: Intake) -> None:
    first, second = add(intake, "A1"), add(intake, "A2")
    assert first.waits
    assert second.record_id == first.record_id
    assert Record.objects.get(pk=first.record_id).title == f"ISBN {HOLES}"
    (row,) = queries.waiting_isbns(intake.dee)
    assert (row.isbn, row.copies) == (HOLES, 2)


def test_with_a_title_typed_nothing_waits(intake: Intake) -> None:
    added = add(intake, "A1", title="Holes", author="Sachar, Louis")
    assert not added.waits
    assert Record.objects.get(pk=added.record_id).title == "Holes"


def test_the_same_twice_adds_once(intake: Intake) -> None:
    once, twice = add(intake, "A1", key="k"), add(intake, "A1", key="k")
    assert twice.repeated
    assert Item.objects.count() == 1
    assert once.item_id == twice.item_id


def test_a_taken_label_leaves_nothing_behind(intake: Intake) -> None:
    makers.make_item(barcode="A1")
    with pytest.raises(Refused):
        add(intake, "A1")
    assert not WaitingIsbn.objects.exists()
    assert not Record.objects.filter(title__startswith="ISBN").exists()


def test_no_isbn_and_not_allowed(intake: Intake) -> None:
    with pytest.raises(Refused) as caught:
        add(intake, "A1", isbn="31234000010064")
    assert caught.value.code == "intake.no_isbn"
    intake.dee = makers.make_actor("assistant", intake.site)
    with pytest.raises(NotAllowed):
        add(intake, "A1")


def test_a_file_that_brings_the_isbn_fills_it_and_taken_back_it_waits_again(intake: Intake) -> None:
    added = add(intake, "A1")
    job = intake.run(iso2709(book("Holes", isbn=HOLES)))
    assert job.report["counts"]["replaced"] == 1
    assert Record.objects.get(pk=added.record_id).title == "Holes"
    row = WaitingIsbn.objects.get()
    assert (row.filled_by, row.filled_by_job) == ("import", job.pk)
    assert not queries.waiting_isbns(intake.dee)
    assert queries.filled_lately(intake.dee)[0].title == "Holes"
    run_now(actions.take_back_import(intake.dee, job_id=job.pk, now=makers.NOON))
    assert Record.objects.get(pk=added.record_id).title == f"ISBN {HOLES}"
    assert queries.waiting_isbn_count(intake.dee) == 1
    assert Item.objects.get(pk=added.item_id).record_id == added.record_id
