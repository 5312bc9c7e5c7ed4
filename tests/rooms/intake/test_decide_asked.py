"""A record that is ours already waits, whole, until a person decides; the whole import can still be taken back."""

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.jobs.running import run_now
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.catalogue.models import Record
from carrel.rooms.intake import actions, queries, rules
from carrel.rooms.intake.models import AskedRecord
from carrel.rooms.inventory.models import Item
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db

HOLES, HATCHET = "9780440414803", "9781416936473"


@pytest.fixture
def job(intake: Intake) -> Job:
    makers.make_record("Holes, ours", isbn=HOLES)
    makers.make_record("Hatchet, ours", isbn=HATCHET)
    actions.keep_profile(
        intake.dee, vendor_id=None, tag="", subfields={}, price_rule=rules.CENTS, matching=rules.ASK, now=makers.NOON
    )
    return intake.run(
        iso2709(book("Holes, theirs", HOLES, copy("A1")), book("Hatchet, theirs", HATCHET, copy("A2")), book("New"))
    )


def decide(intake: Intake, number: int, choice: str) -> AskedRecord:
    asked = AskedRecord.objects.get(number=number)
    return actions.decide_asked(intake.dee, asked_id=asked.pk, choice=choice, now=makers.NOON)


def test_each_choice(intake: Intake, job: Job) -> None:
    assert job.report["counts"]["asked"] == 2
    assert queries.waiting_count(job.pk) == 2
    decide(intake, 1, rules.REPLACE)
    decide(intake, 2, "new")
    assert set(Record.objects.values_list("title", flat=True)) == {
        "Holes, theirs", "Hatchet, ours", "Hatchet, theirs", "New",
    }  # fmt: skip
    assert {item.barcode: item.record.title for item in Item.objects.select_related("record")} == {
        "A1": "Holes, theirs",
        "A2": "Hatchet, theirs",
    }
    assert queries.waiting_count(job.pk) == 0
    with pytest.raises(Refused) as refused:
        decide(intake, 1, rules.KEEP)
    assert refused.value.code == "intake.asked_already"


def test_the_figures_count_what_was_decided(intake: Intake, job: Job) -> None:
    before = queries.counts_now(job)
    assert (before["new"], before["asked"], before["items"]) == (1, 2, 0)
    decide(intake, 1, rules.ADD_ITEMS)
    decide(intake, 2, "new")
    now = queries.counts_now(job)
    assert {name: now[name] for name in ("read", "new", "more", "asked", "items", "without_number")} == {
        "read": 3, "new": 2, "more": 1, "asked": 0, "items": 2, "without_number": 0,
    }  # fmt: skip


def test_the_whole_import_goes_again_with_what_was_decided(intake: Intake, job: Job) -> None:
    decide(intake, 1, rules.REPLACE)
    decide(intake, 2, "new")
    back = run_now(actions.take_back_import(intake.dee, job_id=job.pk, now=makers.NOON))
    assert back.status == "done"
    assert set(Record.objects.values_list("title", flat=True)) == {"Holes, ours", "Hatchet, ours"}
    assert not Item.objects.exists()
    assert not AskedRecord.objects.exists()
    assert back.report["replaced_back"] == 1


def test_a_barcode_taken_meanwhile_is_named_and_nothing_is_done(intake: Intake, job: Job) -> None:
    makers.make_item(title="Ghost", barcode="A1")
    with pytest.raises(Refused) as refused:
        decide(intake, 1, rules.REPLACE)
    assert refused.value.code == "intake.number_taken"
    assert Record.objects.filter(title="Holes, ours").exists()
    assert queries.waiting_count(job.pk) == 2


def test_odd_choices_and_who_may_not(intake: Intake, job: Job) -> None:
    with pytest.raises(Refused):
        decide(intake, 1, "perhaps")
    with pytest.raises(Refused):
        actions.decide_asked(intake.dee, asked_id=999_999, choice=rules.KEEP, now=makers.NOON)
    with pytest.raises(NotAllowed):
        actions.decide_asked(
            makers.make_actor("assistant", intake.site), asked_id=AskedRecord.objects.all()[0].pk, choice=rules.KEEP,
            now=makers.NOON,
        )  # fmt: skip
