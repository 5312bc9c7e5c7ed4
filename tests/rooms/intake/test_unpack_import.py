"""A MARC file that was sent in becomes a delivery: an import by its items, one looked into by its records."""

from datetime import date

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.models import Delivery, DeliveryLine
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709
from tests.rooms.intake.unpacking import GIVER, HOLES

pytestmark = pytest.mark.django_db
TODAY: date = makers.TODAY


def unpacked(intake: Intake, job: Job, **more: str) -> int:
    return actions.unpack_import(
        intake.dee, job_id=job.pk, site_id=intake.site.pk, came_on=TODAY, now=makers.NOON, **more
    )


def lines_of(delivery_id: int) -> list[tuple[str, str, int]]:
    return list(DeliveryLine.objects.filter(delivery=delivery_id).values_list("title", "isbn", "expected"))


def test_of_an_import_its_items_by_site_and_of_a_look_its_records(intake: Intake) -> None:
    done = intake.run(iso2709(book("Holes", HOLES, copy("A1", _9="899"), copy("A2")), book("The giver", GIVER)))
    assert lines_of(unpacked(intake, done)) == [("Holes", HOLES, 2)]
    look = intake.run(iso2709(book("Hatchet", "9781416936473", copy("A3"), copy("A4"))), verb=actions.check_marc)
    assert [pk for pk, _ in queries.imports_to_unpack(intake.dee)] == [look.pk]
    assert lines_of(unpacked(intake, look)) == [("Hatchet", "9781416936473", 2)]
    stranger = makers.make_actor("technician", makers.make_site())
    with pytest.raises(Refused):
        actions.unpack_import(stranger, job_id=done.pk, site_id=intake.site.pk, came_on=TODAY, now=makers.NOON)


def test_a_large_file_is_read_by_a_job(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SMALL_MARC", 10)
    look = intake.run(iso2709(book("Hatchet", "9781416936473"), book("Holes", HOLES)), verb=actions.check_marc)
    delivery_id = unpacked(intake, look, key="k")
    assert unpacked(intake, look, key="k") == delivery_id
    assert lines_of(delivery_id) == []
    filling = queries.filling_of(Delivery.objects.get(pk=delivery_id))
    assert filling is not None and Job.objects.filter(code=queries.FILL).count() == 1
    job = run_now(filling.pk)
    assert (job.status, job.done, job.report["lines"]) == ("done", 2, 2)
    assert lines_of(delivery_id) == [("Hatchet", "9781416936473", 1), ("Holes", HOLES, 1)]


def test_more_records_than_a_delivery_has_lines(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SMALL_MARC", 10)
    look = intake.run(iso2709(*(book(f"Book {n}", "") for n in range(2001))), verb=actions.check_marc)
    delivery_id = unpacked(intake, look)
    filling = queries.filling_of(Delivery.objects.get(pk=delivery_id))
    assert filling is not None
    job = run_now(filling.pk)
    assert job.report["fault"]["code"] == "intake.too_many_lines"
    assert lines_of(delivery_id) == []


def test_who_may(intake: Intake) -> None:
    with pytest.raises(NotAllowed):
        actions.unpack_import(
            makers.make_actor("student_worker", intake.site), job_id=1, site_id=intake.site.pk, came_on=TODAY,
            now=makers.NOON,
        )  # fmt: skip
