"""MARC files come in through a job: new records, more copies of ours, and a reason for each that did not."""

import pytest

from carrel.cellar.jobs.actions import resume
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.models import AuditEntry
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.cellar.marc import facts_of
from carrel.rooms.catalogue.models import Record
from carrel.rooms.catalogue.queries import marc_of, suggestion_for
from carrel.rooms.intake import actions, queries, tasks
from carrel.rooms.intake.phrases import ADVICE, PHRASES
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709, marcxml

pytestmark = pytest.mark.django_db

HOLES = "9780440414803"


def test_records_and_copies_come_in_with_all_they_say(intake: Intake) -> None:
    said = copy("31234000010064", site="ACMS", _t="2", c="FIC", x="FSC@aREFERENCE", _9="18.99")
    job = intake.run(iso2709(book("Holes", HOLES, said), book("Hatchet", "", copy("A2"), copy("A3"))))
    assert (job.status, job.done) == ("done", 2)
    assert job.report["counts"] == {"read": 2, "new": 2, "items": 3, "without_number": 0, "told": 0}
    item = Item.objects.select_related("record", "place", "item_type").get(barcode="31234000010064")
    assert (item.record.title, item.site, item.item_type.code) == ("Holes", intake.site, "reference")
    assert (item.call_number, item.call_number_scheme, item.copy_number, item.price_minor) == (
        "FIC SAC",
        "local",
        2,
        1899,
    )
    assert item.place is not None
    assert (item.place.name, item.imported_by_job) == ("Fiction", job.pk)
    kept = marc_of(item.record_id)
    assert kept is not None
    assert facts_of(kept).isbns == (HOLES,)


def test_words_of_new_titles_put_a_mistyped_one_right_at_once(intake: Intake) -> None:
    assert suggestion_for("hatchett", 0) == ""
    intake.run(iso2709(book("Hatchet", "", copy("A2"))))
    assert suggestion_for("hatchett", 0) == "hatchet"


def test_marcxml(intake: Intake) -> None:
    job = intake.run(marcxml(book("Holes", HOLES, copy("A1")), book("Hatchet")), name="order.xml")
    assert job.report["counts"]["new"] == 2
    assert Item.objects.get().barcode == "A1"
    assert job.total == 2


def test_more_copies_of_what_we_have_and_of_what_came_before_in_the_file(intake: Intake) -> None:
    ours = makers.make_record("Holes", isbn=HOLES)
    job = intake.run(
        iso2709(
            book("Holes", HOLES, copy("A1")),
            book("Hatchet", "9781416936473", copy("A2")),
            book("Hatchet", "9781416936473", copy("A3")),
            book("Holes", HOLES),
            book("By number", "", copy("A4"), number="77"),
            book("By number", "", copy("A5"), number="77"),
        )
    )
    counts = job.report["counts"]
    assert (counts["new"], counts["more"], counts["known"], counts["items"]) == (2, 3, 1, 5)
    assert Record.objects.count() == 3
    assert Item.objects.get(barcode="A1").record == ours
    assert Item.objects.get(barcode="A2").record == Item.objects.get(barcode="A3").record
    again = intake.run(iso2709(book("Hatchet", "9781416936473", copy("A9"))))
    assert again.report["counts"]["more"] == 1


def test_the_same_number_on_another_kind_is_a_new_record(intake: Intake) -> None:
    makers.make_record("Holes", isbn=HOLES, leader="00000njm a2200000 a 4500")
    job = intake.run(iso2709(book("Holes", HOLES, copy("A1"))))
    assert job.report["counts"]["new"] == 1
    assert intake.said(job, "told") == [(1, "intake.same_number_other_kind")]


def test_what_cannot_come_in_is_named_and_the_rest_comes_in(intake: Intake) -> None:
    makers.make_item(title="Ghost", barcode="A9")
    whole = iso2709(book("Cut off", "", copy("A7")))
    job = intake.run(
        iso2709(
            book("Fine", "", copy("A1")),
            book("Taken", "", copy("A9"), copy("A8")),
            book("Twice", "", copy("A1")),
            book("", "", copy("A6")),
            book("Long", "", copy("9" * 70)),
            book("Also fine", "", copy("A2")),
            whole[: len(whole) // 2],
        )
    )
    assert intake.said(job) == [
        (2, "intake.number_taken"),
        (3, "intake.number_twice"),
        (4, "intake.no_title"),
        (5, "intake.number_long"),
        (7, "intake.unreadable"),
    ]
    assert {item.barcode for item in Item.objects.filter(imported_by_job=job.pk)} == {"A1", "A2"}
    counts = job.report["counts"]
    assert (counts["read"], counts["new"], counts["refused"]) == (7, 2, 5)
    for line in queries.jobs.lines_of(job.pk, "refused"):
        for said in line["facts"]["said"]:
            assert str(PHRASES[said["code"]]) % said["facts"]
            assert said["code"] in ADVICE
    cut = queries.jobs.lines_of(job.pk, "refused").last()
    assert cut is not None
    assert cut["facts"]["offset"] > 0


def test_unknown_words_are_told_and_nothing_is_made_of_them(intake: Intake) -> None:
    said = copy("A1", site="NOWHERE", c="ATTIC", x="FSC@aGADGET")
    job = intake.run(iso2709(book("Holes", "", said, said.replace("A1", "A2"))))
    assert job.report["unknown"] == {
        "sites": {"NOWHERE": 2},
        "places": {"ATTIC": 2},
        "item_types": {"GADGET": 2},
        "funds": {},
        "place_sites": {"ATTIC": {str(intake.site.pk): 2}},
    }
    item = Item.objects.get(barcode="A1")
    assert (item.site, item.place, item.item_type) == (intake.site, None, intake.book)


def test_a_copy_for_a_site_of_others_is_refused(intake: Intake) -> None:
    makers.make_site(code="CHS", name="Cedar High School")
    job = intake.run(iso2709(book("Holes", "", copy("A1", site="CHS"))))
    assert intake.said(job) == [(1, "intake.other_site")]
    assert not Item.objects.exists()


def test_old_labels_are_taken_as_printed_and_told(intake: Intake) -> None:
    job = intake.run(iso2709(book("Holes", "", copy("35555000012349"))))
    assert intake.said(job, "told") == [(1, "intake.odd_number")]
    assert Item.objects.get().barcode == "35555000012349"


def test_many_batches_and_a_run_that_broke_off_bring_each_record_once(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "FIRST_STEP", 6)
    monkeypatch.setattr(tasks, "LARGEST_STEP", 6)
    data = iso2709(*(book(f"Title {number}", "", copy(f"A{number}")) for number in range(1, 11)))
    job_id = intake.send(data)
    real = actions.import_batch
    seen = []

    def breaking(*args: object, **kwargs: object) -> None:
        seen.append(kwargs["batch"][0].number)  # type: ignore[index]  # a batch of records
        if len(seen) == 3:
            raise OSError("The disk was taken out.")
        real(*args, **kwargs)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(actions, "import_batch", breaking)
    with pytest.raises(OSError, match="disk"):
        tasks.run_import.call(job_id)
    monkeypatch.setattr(actions, "import_batch", real)
    job = queries.jobs.Job.objects.get(pk=job_id)
    assert (job.status, job.done) == ("broken", 6)
    resume(intake.dee, job_id=job_id, now=makers.NOON)
    job = run_now(job_id)
    assert (job.status, job.report["counts"]["new"]) == ("done", 10)
    assert sorted(Item.objects.values_list("barcode", flat=True)) == sorted(f"A{number}" for number in range(1, 11))


def test_the_statements_do_not_grow_with_the_records(intake: Intake, django_assert_max_num_queries: object) -> None:
    data = iso2709(*(book(f"Title {number}", "", copy(f"A{number}")) for number in range(60)))
    job_id = intake.send(data)
    with django_assert_max_num_queries(80):  # type: ignore[operator]  # a fixture of pytest-django
        tasks.run_import.call(job_id)
    assert Item.objects.count() == 60


def test_who_may_and_which_files(intake: Intake) -> None:
    data = iso2709(book("Holes"))
    helper = makers.make_actor("student_worker", intake.site)
    with pytest.raises(NotAllowed):
        Intake(intake.site, helper, intake.book).send(data)
    with pytest.raises(Refused) as refused:
        intake.send(b"\x00\x01 no marc")
    assert refused.value.code == "files.not_marc"
    with pytest.raises(Refused) as refused:
        Intake(makers.make_site(), intake.dee, intake.book).send(data)
    assert refused.value.code == "inventory.other_site"
    assert not AuditEntry.objects.filter(code="intake.import_marc").exists()
