"""An import is taken back whole, until something of it was lent."""

import pytest

from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.verdicts import Refused
from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions, queries
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db


def test_all_of_it_goes_but_what_was_there_and_what_was_lent(intake: Intake) -> None:
    makers.make_record("Holes", isbn="9780440414803")
    job = intake.run(
        iso2709(
            book("Holes", "9780440414803", copy("A1")),
            book("Hatchet", "", copy("A2"), copy("A3")),
            book("Lent", "", copy("A4")),
        )
    )
    Item.objects.filter(barcode="A4").update(loan_count=1)
    back = run_now(actions.take_back_import(intake.dee, job_id=job.pk, now=makers.NOON))
    assert back.report == {"items_out": 3, "items_stay": 1, "records_out": 1, "records_stay": 1}
    assert {record.title for record in Record.objects.all()} == {"Holes", "Lent"}
    assert Item.objects.get().barcode == "A4"
    assert [item.barcode for item in queries.items_that_stayed(back.pk, 5)] == ["A4"]
    with pytest.raises(Refused) as refused:
        actions.take_back_import(intake.dee, job_id=job.pk, now=makers.NOON)
    assert refused.value.code == "intake.taken_back_already"


def test_not_while_it_is_under_way(intake: Intake) -> None:
    job_id = intake.send(iso2709(book("Holes")))
    with pytest.raises(Refused) as refused:
        actions.take_back_import(intake.dee, job_id=job_id, now=makers.NOON)
    assert refused.value.code == "intake.import_not_done"
