"""Unknown words are proposed, decided once, remembered for the vendor, and nothing is made silently."""

import pytest

from carrel.cellar.jobs.models import Job
from carrel.cellar.kernel.verdicts import NotAllowed, Refused
from carrel.rooms.intake import actions, queries
from carrel.rooms.intake.actions import WordDecision
from carrel.rooms.intake.models import VendorWord
from carrel.rooms.inventory.models import Item, ItemType
from carrel.rooms.schools.models import Fund, Place
from tests import makers
from tests.rooms.intake.conftest import Intake
from tests.rooms.intake.marc_files import book, copy, iso2709

pytestmark = pytest.mark.django_db

ODD = copy("A1", site="NOWHERE", c="ATTIC", x="FSC@aGADGET")


def looked(intake: Intake, data: bytes) -> Job:
    return intake.run(data, verb=actions.check_marc)


def test_new_ours_and_as_the_form_says(intake: Intake) -> None:
    data = iso2709(book("Holes", "", ODD + "$xFUND:TITLE-I"))
    check = looked(intake, data)
    proposals = {each.kind: each for each in queries.proposals_of(intake.dee, check)}
    assert {kind: each.word for kind, each in proposals.items()} == {
        "site": "NOWHERE", "place": "ATTIC", "item_type": "GADGET", "fund": "TITLE-I",
    }  # fmt: skip
    assert not any(each.decided for each in proposals.values())
    fiction = Place.objects.get(code="FIC")
    decisions = [
        WordDecision("site", "NOWHERE", "form"),
        WordDecision("place", "ATTIC", str(fiction.pk), intake.site.pk),
        WordDecision("item_type", "GADGET", "new"),
        WordDecision("fund", "TITLE-I", "new"),
    ]
    assert actions.decide_words(intake.dee, job_id=check.pk, decisions=decisions, now=makers.NOON) == 4
    assert all(each.decided for each in queries.proposals_of(intake.dee, check))
    job = intake.run(data)
    item = Item.objects.select_related("item_type").get(imported_by_job=job.pk)
    assert (item.place, item.item_type.name, item.fund, item.site) == (fiction, "GADGET", "TITLE-I", intake.site)
    assert not any(job.report["unknown"].values())


def test_a_new_place_stands_at_its_site(intake: Intake) -> None:
    check = looked(intake, iso2709(book("Holes", "", ODD)))
    decision = WordDecision("place", "ATTIC", "new", intake.site.pk)
    actions.decide_words(intake.dee, job_id=check.pk, decisions=[decision], now=makers.NOON)
    assert Place.objects.get(code="ATTIC").site == intake.site


def test_all_or_nothing(intake: Intake) -> None:
    check = looked(intake, iso2709(book("Holes", "", ODD)))
    for wrong, code in (
        (WordDecision("fund", "NEVER-SEEN", "new"), "intake.word_unknown"),
        (WordDecision("place", "ATTIC", "999999", intake.site.pk), "intake.target_unknown"),
        (WordDecision("site", "NOWHERE", "new"), "intake.target_unknown"),
    ):
        with pytest.raises(Refused) as refused:
            actions.decide_words(
                intake.dee, job_id=check.pk, decisions=[WordDecision("item_type", "GADGET", "new"), wrong],
                now=makers.NOON,
            )  # fmt: skip
        assert refused.value.code == code
    assert not ItemType.objects.filter(name="GADGET").exists()
    assert not VendorWord.objects.exists()
    assert not Fund.objects.exists()


def test_who_may_not(intake: Intake) -> None:
    check = looked(intake, iso2709(book("Holes", "", ODD)))
    with pytest.raises(NotAllowed):
        actions.decide_words(
            makers.make_actor("assistant", intake.site), job_id=check.pk, decisions=[], now=makers.NOON
        )
