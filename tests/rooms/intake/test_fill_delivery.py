"""The lines of a large packing list come by a job: all of them or none, and nothing that is counted is lost."""

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.queries import lines_of
from carrel.cellar.jobs.running import job_run, run_now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.models import Delivery, DeliveryLine
from carrel.rooms.intake.rules import PackedLine
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.test_send_packing_list import LIST, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is a large one."""
    monkeypatch.setattr(queries, "SMALL_TABLE", 10)


def filling(delivery_id: int) -> Job:
    job = queries.filling_of(Delivery.objects.get(pk=delivery_id))
    assert job is not None
    return job


def test_the_lines_come_with_what_is_odd(intake: Intake) -> None:
    delivery_id, said = send(intake, LIST)
    assert said == [] and not DeliveryLine.objects.exists()
    with pytest.raises(Refused) as caught:
        actions.read_packing_list(intake.dee, delivery_id=delivery_id, mapping={"isbn": "EAN"}, now=makers.NOON)
    assert caught.value.code == "intake.being_read"
    job = run_now(filling(delivery_id).pk)
    assert (job.status, job.report) == ("done", {"lines": 2, "odd": 2})
    assert list(DeliveryLine.objects.values_list("title", "expected")) == [("Holes", 3), ("Hatchet", 1)]
    [line] = lines_of(job.pk, "told")
    assert [each["code"] for each in line["facts"]["said"]] == ["intake.line_count_unread", "intake.line_site_unknown"]


def test_other_columns_are_read_by_a_job_too(intake: Intake) -> None:
    delivery_id, _ = send(intake, "Ref,What,How many\n9780440414803,Holes,3\n")
    assert queries.filling_of(Delivery.objects.get(pk=delivery_id)) is None, "nothing was understood"
    mapping = {"isbn": "Ref", "title": "What", "expected": "How many"}
    for _ in range(2):
        actions.read_packing_list(intake.dee, delivery_id=delivery_id, mapping=mapping, now=makers.NOON)
        run_now(filling(delivery_id).pk)
    assert list(DeliveryLine.objects.values_list("isbn", "expected")) == [("9780440414803", 3)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ISBN,Title\n" + "9780440414803,Holes\n" * 2001, "intake.too_many_lines"),
        ("ISBN,Title\n1,Holes\n2,Hatchet,3,4\n", "tables.cells_beyond_head"),
    ],
)
def test_none_of_a_list_that_cannot_be(intake: Intake, text: str, code: str) -> None:
    delivery_id, _ = send(intake, text)
    job = run_now(filling(delivery_id).pk)
    assert (job.status, job.report["fault"]["code"]) == ("done", code)
    assert not DeliveryLine.objects.exists()


def test_what_was_counted_meanwhile_stays(intake: Intake) -> None:
    delivery_id, _ = send(intake, LIST)
    actions.count_into_delivery(intake.dee, delivery_id=delivery_id, text="9780544336261", now=makers.NOON)
    job = run_now(filling(delivery_id).pk)
    assert job.report["fault"]["code"] == "intake.counted_already"
    assert DeliveryLine.objects.get().came == 1


def test_a_file_that_is_gone(intake: Intake) -> None:
    delivery_id, _ = send(intake, LIST)
    job = filling(delivery_id)
    Job.objects.filter(pk=job.pk).update(params=job.params | {"file_id": 0})
    assert run_now(job.pk).report["fault"]["code"] == "intake.no_such_file"


def test_who_may(intake: Intake) -> None:
    delivery_id, _ = send(intake, LIST)
    helper = makers.make_actor("student_worker", intake.site)
    with job_run(filling(delivery_id).pk) as run, pytest.raises(NotAllowed):
        assert run is not None
        lines = [PackedLine("Holes")]
        actions.fill_delivery(helper, run=run, delivery_id=delivery_id, lines=lines, said=(), now=makers.NOON)
